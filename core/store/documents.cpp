#include "core/store/documents.h"

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/store/audit.h"
#include "core/store/sources.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

const std::string kSelect =
    "SELECT d.id, d.version, d.country, d.sha256, d.stored_at, a.country IS NOT NULL "
    "FROM document d LEFT JOIN active_document a ON a.id = d.id AND a.version = d.version ";

DocumentName Read(const Statement& row) {
  return {row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Int(5) != 0};
}

Result<std::optional<DocumentName>> ReadOne(Statement& rows) {
  std::optional<DocumentName> found;
  if (rows.Step()) found = Read(rows);
  if (!rows.status().ok()) return rows.status();
  return found;
}

}  // namespace

Result<DocumentName> Documents::Put(const std::string& json, const std::string& user) {
  Result<Json> document = ParseJson(json, "The country document");
  if (!document.ok()) return document.status();
  DocumentName name;
  for (auto& [member, value] : {std::pair("id", &name.id), std::pair("version", &name.version),
                                std::pair("country", &name.country)}) {
    Result<std::string> text = RequireString(*document, member, "The country document");
    if (!text.ok()) return text.status();
    *value = *text;
  }
  name.sha256 = Sha256(json);
  name.stored_at = store_.Now();

  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  {
    Statement rows = store_.connection().Prepare(kSelect + "WHERE d.id = ?1 AND d.version = ?2");
    rows.With(name.id, name.version);
    Result<std::optional<DocumentName>> stored = ReadOne(rows);
    if (!stored.ok()) return stored.status();
    if (*stored) {
      if ((*stored)->sha256 == name.sha256) {
        if (Status s = transaction->Commit(); !s.ok()) return s;  // a change around it goes on
        return **stored;
      }
      return Status::Refused("document-differs",
                             "The document " + name.id + " " + name.version +
                                 " is kept already with another content; a changed document needs "
                                 "a new version.");
    }
  }
  Status done = store_.connection()
                    .Prepare("INSERT INTO document VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
                    .With(name.id, name.version, name.country, json, name.sha256, name.stored_at)
                    .Run();
  if (!done.ok()) return done;
  done = store_.audit().Append(
      user, "document.put",
      {{"id", name.id}, {"version", name.version}, {"sha256", name.sha256}});
  if (!done.ok()) return done;
  if (Status s = transaction->Commit(); !s.ok()) return s;
  return name;
}

Result<std::string> Documents::Get(const std::string& id, const std::string& version) {
  Statement rows =
      store_.connection().Prepare("SELECT json FROM document WHERE id = ?1 AND version = ?2");
  rows.With(id, version);
  if (rows.Step()) return rows.Text(0);
  if (!rows.status().ok()) return rows.status();
  return Status::Refused("unknown-document",
                         "The document " + id + " " + version + " is not in the store.")
      .WithHint("Install and enable the plugin that carries it.");
}

Result<std::vector<DocumentName>> Documents::List() {
  Statement rows = store_.connection().Prepare(kSelect + "ORDER BY d.id, d.rowid DESC");
  std::vector<DocumentName> list;
  while (rows.Step()) list.push_back(Read(rows));
  if (!rows.status().ok()) return rows.status();
  return list;
}

Result<std::optional<DocumentName>> Documents::Active(const std::string& country) {
  Statement rows = store_.connection().Prepare(kSelect + "WHERE a.country = ?1");
  rows.With(country);
  return ReadOne(rows);
}

Status Documents::Activate(const std::string& id, const std::string& version,
                           const std::string& user) {
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  Result<std::shared_ptr<const Catalogue>> catalogue = CatalogueOfVersion(id, version);
  if (!catalogue.ok()) return catalogue.status();
  const std::string& country = (*catalogue)->country();
  Connection& connection = store_.connection();
  Status done = connection
                    .Prepare("INSERT INTO active_document VALUES (?1, ?2, ?3) ON CONFLICT "
                             "(country) DO UPDATE SET id = excluded.id, version = excluded.version")
                    .With(country, id, version)
                    .Run();
  if (!done.ok()) return done;
  for (const Source& source : (*catalogue)->sources()) {
    bool changed = false;
    if (Status s = store_.sources().Upsert(source, "document", &changed); !s.ok()) {
      return s.Within(id + " " + version);
    }
  }
  done = connection.Prepare("INSERT OR IGNORE INTO dirty VALUES (?1, '', '')").With(country).Run();
  if (!done.ok()) return done;
  done = connection.Prepare("UPDATE meta SET value = value + 1 WHERE name = 'generation'").Run();
  if (!done.ok()) return done;
  done = store_.audit().Append(user, "document.activate",
                               {{"country", country}, {"id", id}, {"version", version}});
  if (!done.ok()) return done;
  return transaction->Commit();
}

Status Documents::Deactivate(const std::string& country, const std::string& user) {
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  Connection& connection = store_.connection();
  Status done =
      connection.Prepare("DELETE FROM active_document WHERE country = ?1").With(country).Run();
  if (!done.ok()) return done;
  if (connection.changes() > 0) {
    done = store_.audit().Append(user, "document.deactivate", {{"country", country}});
    if (!done.ok()) return done;
  }
  return transaction->Commit();
}

Result<std::shared_ptr<const Catalogue>> Documents::CatalogueOf(const std::string& country) {
  Result<std::optional<DocumentName>> active = Active(country);
  if (!active.ok()) return active.status();
  if (*active) return Completed(**active);
  Result<std::vector<std::string>> countries = ActiveCountries();
  if (!countries.ok()) return countries.status();
  const std::string message =
      country == "REG" ? "No regional catalogue is enabled"
                       : "No country plugin for " + country + " is enabled";
  return Status::Refused("country-not-enabled",
                         message + (countries->empty() ? "; no country is."
                                                       : "; enabled: " +
                                                             rapporteur::List(*countries) + "."))
      .WithHint("Enable it with 'rapporteur plugin enable ID'; 'rapporteur plugin list' shows the "
                "installed ones.");
}

Result<std::shared_ptr<const Catalogue>> Documents::CatalogueForReading(
    const std::string& country) {
  Statement rows = store_.connection().Prepare(
      kSelect +
      "LEFT JOIN plugin p ON p.id = d.id AND p.version = d.version AND p.active "
      "WHERE d.country = ?1 ORDER BY a.country IS NULL, p.id IS NULL, d.rowid DESC LIMIT 1");
  rows.With(country);
  Result<std::optional<DocumentName>> found = ReadOne(rows);
  if (!found.ok()) return found.status();
  if (!*found) return std::shared_ptr<const Catalogue>();
  return Completed(**found);
}

Result<std::shared_ptr<const Catalogue>> Documents::Completed(const DocumentName& name) {
  Result<std::shared_ptr<const Catalogue>> own = CatalogueOfVersion(name.id, name.version);
  if (!own.ok()) return own;
  Statement newest = store_.connection().Prepare("SELECT max(id) FROM definition");
  const std::int64_t definitions = newest.Step() ? newest.Int(0) : 0;
  if (!newest.status().ok()) return newest.status();
  newest.Reset();
  Complete& kept = complete_[{name.id, name.version}];
  if (kept.catalogue != nullptr && kept.definitions == definitions) return kept.catalogue;
  Result<bool> lacks = LacksDefinitions(**own);
  if (!lacks.ok()) return lacks.status();
  std::shared_ptr<const Catalogue> catalogue = *own;
  if (*lacks) {
    // The other versions are read only where they are needed: each costs some milliseconds.
    Result<std::vector<DocumentName>> names = List();
    if (!names.ok()) return names.status();
    std::vector<std::shared_ptr<const Catalogue>> owners;
    std::vector<const Catalogue*> others;
    for (const DocumentName& other : *names) {
      if (other.country != name.country || other.version == name.version) continue;
      Result<std::shared_ptr<const Catalogue>> built = CatalogueOfVersion(other.id, other.version);
      // One that was kept but never fitted its base can't have given a definition to any value.
      if (!built.ok()) continue;
      owners.push_back(*built);
      others.push_back(built->get());
    }
    catalogue = catalogue->WithDefinitionsOf(others);
  }
  kept = {definitions, catalogue};
  return catalogue;
}

// True where a value is stored under a definition of the country that the catalogue lacks.
Result<bool> Documents::LacksDefinitions(const Catalogue& catalogue) {
  const std::string prefix = catalogue.country() + ":";
  Statement names = store_.connection().Prepare(
      "SELECT name FROM definition WHERE substr(name, 1, length(?1)) = ?1");
  names.With(prefix);
  bool lacks = false;
  while (names.Step()) lacks |= catalogue.FindDefinition(names.Text(0)) == nullptr;
  if (!names.status().ok()) return names.status();
  return lacks;
}

Result<std::shared_ptr<const Catalogue>> Documents::CatalogueOfVersion(const std::string& id,
                                                                       const std::string& version) {
  // A version's text never changes, so what was built from it stays right.
  auto built = built_.find({id, version});
  if (built != built_.end()) return built->second;
  Result<std::string> text = Get(id, version);
  if (!text.ok()) return text.status();
  Result<Json> document = ParseJson(*text, id + " " + version);
  if (!document.ok()) return document.status();
  const Json& based_on = GetMember(*document, "based_on");
  Result<std::shared_ptr<const Catalogue>> catalogue = std::shared_ptr<const Catalogue>();
  if (based_on.is_object()) {
    const std::string base_id = GetString(based_on, "id");
    const std::string base_version = GetString(based_on, "version");
    Result<std::string> base_text = Get(base_id, base_version);
    if (!base_text.ok() && base_text.status().code() == "unknown-document") {
      return Status::Refused("base-missing", id + " " + version + " is based on " + base_id + " " +
                                                 base_version + ", which is not in the store.")
          .WithHint("Install and enable " + base_id + " " + base_version + " first.");
    }
    if (!base_text.ok()) return base_text.status();
    Result<Json> base = ParseJson(*base_text, base_id + " " + base_version);
    if (!base.ok()) return base.status();
    catalogue = Catalogue::Build(*base, &*document);
  } else {
    catalogue = Catalogue::Build(*document, nullptr);
  }
  if (catalogue.ok()) built_[{id, version}] = *catalogue;
  return catalogue;
}

Result<std::vector<std::string>> Documents::ActiveCountries() {
  Statement rows = store_.connection().Prepare(
      "SELECT country FROM active_document WHERE country <> 'REG' ORDER BY country");
  std::vector<std::string> countries;
  while (rows.Step()) countries.push_back(rows.Text(0));
  if (!rows.status().ok()) return rows.status();
  return countries;
}

}  // namespace rapporteur
