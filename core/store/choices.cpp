#include "core/store/choices.h"

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/store/audit.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

const std::string kSelect =
    "SELECT c.country, c.indicator, c.period, c.territory, c.dimensions, c.revision, s.code, "
    "c.reason, c.user, c.at FROM choice c LEFT JOIN source s ON s.id = c.source "
    "WHERE c.country = ?1 AND c.indicator = ?2 ";

Result<std::vector<ChoiceRecord>> ReadAll(Statement& rows) {
  std::vector<ChoiceRecord> list;
  while (rows.Step()) {
    list.push_back({rows.Text(0), rows.Text(1), rows.Text(2), rows.Text(3), rows.Text(4),
                    static_cast<int>(rows.Int(5)), rows.Text(6), rows.Text(7), rows.Text(8),
                    rows.Text(9)});
  }
  if (!rows.status().ok()) return rows.status();
  return list;
}

std::string Scope(const ChoiceRecord& choice) {
  std::string scope = choice.country + " " + choice.indicator + " " + choice.period;
  if (!choice.territory.empty() && choice.territory != choice.country) {
    scope += " " + choice.territory;
  }
  if (!choice.dimensions.empty()) scope += " {" + choice.dimensions + "}";
  return scope;
}

}  // namespace

Status Choices::Choose(const ChoiceRecord& choice) {
  if (Trim(choice.reason).empty()) {
    return Status::Refused("reason-missing", "Choosing a source needs a reason.")
        .WithHint("Add --reason TEXT.");
  }
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  std::vector<std::string> givers;
  {
    Statement rows = store_.connection().Prepare(
        "SELECT DISTINCT c.code FROM series s CROSS JOIN observation o ON o.series = s.id "
        "JOIN period p ON p.id = o.period JOIN source c ON c.id = o.source "
        "WHERE s.country = ?1 AND s.indicator = ?2 AND p.code = ?3 "
        "AND (?4 = '' OR (s.territory = ?4 AND s.dimensions = ?5)) AND o.withdrawn = 0 "
        "AND o.revision = (SELECT max(revision) FROM observation m WHERE m.series = o.series "
        "AND m.period = o.period AND m.source = o.source) ORDER BY c.code");
    rows.With(choice.country, choice.indicator, choice.period, choice.territory,
              choice.dimensions);
    bool found = false;
    while (rows.Step()) {
      found = found || rows.View(0) == choice.source;
      givers.push_back(rows.Text(0));
    }
    if (!rows.status().ok()) return rows.status();
    if (!found) {
      return Status::Refused("no-value",
                             Scope(choice) + ": the source " + Quote(choice.source) +
                                 " gives no value there; " +
                                 (givers.empty() ? "none does." : rapporteur::List(givers) + " " +
                                      (givers.size() == 1 ? "does." : "do.")));
    }
  }
  if (Status s = Append(choice, "choice.choose"); !s.ok()) return s;
  return transaction->Commit();
}

Status Choices::Withdraw(const ChoiceRecord& choice) {
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  {
    Statement newest = store_.connection().Prepare(
        "SELECT source IS NOT NULL FROM choice WHERE country = ?1 AND indicator = ?2 "
        "AND period = ?3 AND territory = ?4 AND dimensions = ?5 ORDER BY revision DESC LIMIT 1");
    newest.With(choice.country, choice.indicator, choice.period, choice.territory,
                choice.dimensions);
    const bool stands = newest.Step() && newest.Int(0) != 0;
    if (!newest.status().ok()) return newest.status();
    if (!stands) {
      return Status::Refused("no-choice",
                             Scope(choice) + ": no person's choice stands there to be withdrawn.");
    }
  }
  ChoiceRecord withdrawal = choice;
  withdrawal.source.clear();
  if (Status s = Append(withdrawal, "choice.withdraw"); !s.ok()) return s;
  return transaction->Commit();
}

Status Choices::Append(const ChoiceRecord& choice, const char* action) {
  Connection& connection = store_.connection();
  Status done =
      connection
          .Prepare("INSERT INTO choice SELECT ?1, ?2, ?3, ?4, ?5, coalesce(max(revision), 0) + 1, "
                   "(SELECT id FROM source WHERE country = ?1 AND code = ?6), ?7, ?8, ?9 FROM choice "
                   "WHERE country = ?1 AND indicator = ?2 AND period = ?3 AND territory = ?4 "
                   "AND dimensions = ?5")
          .With(choice.country, choice.indicator, choice.period, choice.territory,
                choice.dimensions, choice.source, choice.reason, choice.user, store_.Now())
          .Run();
  if (!done.ok()) return done;
  done = connection.Prepare("INSERT OR IGNORE INTO dirty VALUES (?1, ?2, ?3)")
             .With(choice.country, choice.indicator, choice.period)
             .Run();
  if (!done.ok()) return done;
  done = connection.Prepare("UPDATE meta SET value = value + 1 WHERE name = 'generation'").Run();
  if (!done.ok()) return done;
  return store_.audit().Append(choice.user, action,
                               {{"country", choice.country},
                                {"indicator", choice.indicator},
                                {"period", choice.period},
                                {"territory", choice.territory},
                                {"dimensions", choice.dimensions},
                                {"source", choice.source},
                                {"reason", choice.reason}});
}

Result<std::vector<ChoiceRecord>> Choices::History(const std::string& country,
                                                   const std::string& indicator,
                                                   const std::string& period) {
  Statement rows = store_.connection().Prepare(
      kSelect + "AND c.period = ?3 ORDER BY c.at, c.territory, c.dimensions, c.revision");
  rows.With(country, indicator, period);
  return ReadAll(rows);
}

Result<std::vector<ChoiceRecord>> Choices::OfPair(const std::string& country,
                                                  const std::string& indicator) {
  Statement rows = store_.connection().Prepare(
      kSelect + "ORDER BY c.period, c.territory, c.dimensions, c.revision DESC");
  rows.With(country, indicator);
  return ReadAll(rows);
}

}  // namespace rapporteur
