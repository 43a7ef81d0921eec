#include "core/store/sources.h"

#include <algorithm>

#include "core/base/date.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/store/audit.h"
#include "core/store/documents.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

const std::string kSelect =
    "SELECT code, country, counted_by, publication, kind, published_on, url, title, main "
    "FROM source ";

std::vector<Source> ReadAll(Statement& rows) {
  std::vector<Source> list;
  while (rows.Step()) {
    list.push_back({rows.Text(0), rows.Text(1), rows.Text(2), rows.Text(3), rows.Text(4),
                    rows.Text(5), rows.Text(6), rows.Text(7), rows.Int(8) != 0});
  }
  return list;
}

Result<std::vector<Source>> Checked(Statement& rows) {
  std::vector<Source> list = ReadAll(rows);
  if (!rows.status().ok()) return rows.status();
  return list;
}

// What a source must have before values may point to it.
Status Check(const Source& source) {
  const std::string where = "The source " + Quote(source.code) + ": ";
  if (source.code.empty()) return Status::Refused("bad-source", "A source has no code.");
  if (source.country.empty()) return Status::Refused("bad-source", where + "its country is missing.");
  if (source.counted_by.empty()) {
    return Status::Refused("bad-source", where + "the institution that counted is missing.");
  }
  if (!source.published_on.empty() && !ParseDate(source.published_on)) {
    return Status::Refused("bad-source", where + "published_on: found " +
                                             Quote(source.published_on) +
                                             ", expected a date (2018-06-28, 2018-06 or 2018).");
  }
  return {};
}

}  // namespace

Result<std::vector<Source>> Sources::List(const std::string& country) {
  Statement rows = store_.connection().Prepare(
      kSelect + "WHERE ?1 = '' OR country = ?1 ORDER BY code, country");
  rows.With(country);
  return Checked(rows);
}

Result<std::optional<Source>> Sources::Find(const std::string& country, const std::string& code) {
  Statement rows = store_.connection().Prepare(kSelect + "WHERE country = ?1 AND code = ?2");
  rows.With(country, code);
  Result<std::vector<Source>> found = Checked(rows);
  if (!found.ok()) return found.status();
  if (found->empty()) return std::optional<Source>();
  return std::optional<Source>(found->front());
}

Result<std::vector<Source>> Sources::FindByTitle(const std::string& country,
                                                 const std::string& title,
                                                 const std::string& counted_by) {
  Statement rows = store_.connection().Prepare(
      kSelect + "WHERE country = ?1 AND title = ?2 AND (?3 = '' OR counted_by = ?3) ORDER BY code");
  rows.With(country, title, counted_by);
  Result<std::vector<Source>> found = Checked(rows);
  if (!found.ok()) return found;
  const auto is_main = [](const Source& source) { return source.main; };
  if (std::count_if(found->begin(), found->end(), is_main) == 1) {
    return std::vector<Source>{*std::find_if(found->begin(), found->end(), is_main)};
  }
  return found;
}

Result<Source> Sources::Resolve(const std::string& country, const std::string& code) {
  for (const std::string& candidate : {code, code + "/direct"}) {
    Result<std::optional<Source>> found = Find(country, candidate);
    if (!found.ok()) return found.status();
    if (*found) return **found;
  }
  return Status::Refused("unknown-source",
                         "found " + Quote(code) + ", expected the code of a source or of an "
                                                  "institution of " + country)
      .WithHint("'rapporteur source list' shows the registered sources.");
}

Status Sources::Add(const Source& source, const std::string& user) {
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  Result<std::optional<Source>> before = Find(source.country, source.code);
  if (!before.ok()) return before.status();
  bool changed = false;
  if (Status s = Upsert(source, "added", &changed); !s.ok()) return s;
  if (!changed) return transaction->Commit();
  if (*before) {
    // Kind and date decide which source is chosen, and formulas take chosen values.
    Status due = store_.connection()
                     .Prepare("INSERT OR IGNORE INTO dirty VALUES (?1, '', '')")
                     .With(source.country)
                     .Run();
    if (!due.ok()) return due;
  }
  if (Status s = store_.audit().Append(user, "source.add",
                                       {{"code", source.code}, {"country", source.country}});
      !s.ok()) {
    return s;
  }
  return transaction->Commit();
}

Status Sources::Upsert(const Source& source, const std::string& origin, bool* changed) {
  if (Status s = Check(source); !s.ok()) return s;
  Connection& connection = store_.connection();
  {
    Statement other =
        connection.Prepare("SELECT origin FROM source WHERE country = ?1 AND code = ?2");
    other.With(source.country, source.code);
    if (other.Step() && other.View(0) == "document" && origin == "added") {
      return Status::Refused("bad-source",
                             "The source " + Quote(source.code) +
                                 " comes from the country document of " + source.country + ".")
          .WithHint("Correct it there and upgrade the country plugin.");
    }
    if (!other.status().ok()) return other.status();
  }
  Status done =
      connection
          .Prepare("INSERT INTO source (code, country, counted_by, publication, kind, "
                   "published_on, url, title, main, origin) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
                   "ON CONFLICT (country, code) DO UPDATE SET counted_by = excluded.counted_by, "
                   "publication = excluded.publication, kind = excluded.kind, "
                   "published_on = excluded.published_on, url = excluded.url, "
                   "title = excluded.title, main = excluded.main, origin = excluded.origin "
                   "WHERE (counted_by, publication, kind, published_on, url, title, main, origin) "
                   "IS NOT (excluded.counted_by, excluded.publication, excluded.kind, "
                   "excluded.published_on, excluded.url, excluded.title, excluded.main, "
                   "excluded.origin)")
          .With(source.code, source.country, source.counted_by, source.publication, source.kind,
                source.published_on, source.url, source.title, source.main, origin)
          .Run();
  if (!done.ok()) return done;
  *changed = connection.changes() > 0;
  if (!*changed) return {};
  return connection.Prepare("UPDATE meta SET value = value + 1 WHERE name = 'generation'").Run();
}

}  // namespace rapporteur
