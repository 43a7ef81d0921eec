#include "core/store/mappings.h"

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/store/audit.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

constexpr char kColumns[] = "SELECT name, version, json, sha256, saved_at, user FROM mapping ";

SavedMapping Read(const Statement& row) {
  return {row.Text(0), static_cast<int>(row.Int(1)), row.Text(2),
          row.Text(3), row.Text(4),                  row.Text(5)};
}

}  // namespace

Result<SavedMapping> Mappings::Save(const std::string& name, const std::string& json,
                                    const std::string& user) {
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  Connection& connection = store_.connection();
  SavedMapping saved{name, 0, json, Sha256(json), store_.Now(), user};
  {
    Statement newest = connection.Prepare(
        std::string(kColumns) + "WHERE name = ?1 ORDER BY version DESC LIMIT 1");
    newest.With(name);
    if (newest.Step()) {
      SavedMapping last = Read(newest);
      if (last.sha256 == saved.sha256) {
        if (Status s = transaction->Commit(); !s.ok()) return s;  // a change around it goes on
        return last;
      }
      saved.version = last.version;
    }
    if (!newest.status().ok()) return newest.status();
  }
  ++saved.version;
  Status done = connection.Prepare("INSERT INTO mapping VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
                    .With(saved.name, saved.version, saved.json, saved.sha256, saved.saved_at,
                          saved.user)
                    .Run();
  if (!done.ok()) return done;
  done = store_.audit().Append(
      user, "mapping.save", {{"name", name}, {"version", saved.version}, {"sha256", saved.sha256}});
  if (!done.ok()) return done;
  if (Status s = transaction->Commit(); !s.ok()) return s;
  return saved;
}

Result<std::vector<SavedMapping>> Mappings::List() {
  Statement rows = store_.connection().Prepare(
      "SELECT name, max(version), json, sha256, saved_at, user FROM mapping GROUP BY name "
      "ORDER BY name");
  std::vector<SavedMapping> list;
  while (rows.Step()) list.push_back(Read(rows));
  if (!rows.status().ok()) return rows.status();
  return list;
}

Result<SavedMapping> Mappings::Get(const std::string& name, int version) {
  Statement row = store_.connection().Prepare(
      std::string(kColumns) +
      "WHERE name = ?1 AND (?2 = 0 OR version = ?2) ORDER BY version DESC LIMIT 1");
  row.With(name, version);
  if (row.Step()) return Read(row);
  if (!row.status().ok()) return row.status();
  Result<std::vector<SavedMapping>> all = List();
  if (!all.ok()) return all.status();
  std::vector<std::string> names;
  for (const SavedMapping& mapping : *all) {
    names.push_back(mapping.name == name
                        ? name + " (versions 1 to " + std::to_string(mapping.version) + ")"
                        : mapping.name);
  }
  return Status::Refused(
             "unknown-mapping",
             "There is no mapping " + Quote(name) +
                 (version == 0 ? "" : " version " + std::to_string(version)) +
                 (names.empty() ? "; none is saved yet." : "; there is " + rapporteur::List(names) + "."))
      .WithHint("Save one with 'rapporteur mapping save FILE'.");
}

}  // namespace rapporteur
