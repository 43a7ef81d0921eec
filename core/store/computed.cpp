#include "core/store/computed.h"

#include <map>
#include <set>
#include <utility>

#include "core/base/json.h"
#include "core/store/audit.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

// The id of a text's row, which is made where it is missing.
Result<std::int64_t> Intern(Connection& connection, const std::string& find,
                            const std::string& insert, const auto&... values) {
  Statement row = connection.Prepare(find);
  row.With(values...);
  if (row.Step()) return row.Int(0);
  if (!row.status().ok()) return row.status();
  if (Status s = connection.Prepare(insert).With(values...).Run(); !s.ok()) return s;
  return connection.last_id();
}

Result<std::int64_t> SeriesId(Connection& connection, const SeriesKey& key) {
  return Intern(connection,
                "SELECT id FROM series WHERE country = ?1 AND indicator = ?2 AND territory = ?3 "
                "AND dimensions = ?4",
                "INSERT INTO series (country, indicator, territory, dimensions) "
                "VALUES (?1, ?2, ?3, ?4)",
                key.country, key.indicator, key.territory, key.dimensions);
}

Result<std::int64_t> PeriodId(Connection& connection, const std::string& code) {
  Statement row = connection.Prepare("SELECT id FROM period WHERE code = ?1");
  row.With(code);
  if (row.Step()) return row.Int(0);
  if (!row.status().ok()) return row.status();
  Result<Period> period = ParsePeriod(code);
  if (!period.ok()) return period.status();
  const Status done =
      connection.Prepare("INSERT INTO period (code, first_day, last_day) VALUES (?1, ?2, ?3)")
          .With(code, period->first_day, period->last_day)
          .Run();
  if (!done.ok()) return done;
  return connection.last_id();
}

using Cell = std::pair<std::int64_t, std::int64_t>;  // series, period

// The computed cells of the country that the replacement covers.
Result<std::set<Cell>> Covered(Connection& connection, const std::string& country,
                               const std::vector<std::string>& indicators,
                               const std::vector<std::string>& periods) {
  const std::set<std::string> wanted_indicators(indicators.begin(), indicators.end());
  const std::set<std::string> wanted_periods(periods.begin(), periods.end());
  Statement rows = connection.Prepare(
      "SELECT c.series, c.period, s.indicator, p.code FROM series s CROSS JOIN computed c "
      "ON c.series = s.id JOIN period p ON p.id = c.period WHERE s.country = ?1");
  rows.With(country);
  std::set<Cell> cells;
  while (rows.Step()) {
    if (!wanted_indicators.empty() && !wanted_indicators.contains(rows.Text(2))) continue;
    if (!wanted_periods.empty() && !wanted_periods.contains(rows.Text(3))) continue;
    cells.emplace(rows.Int(0), rows.Int(1));
  }
  if (!rows.status().ok()) return rows.status();
  return cells;
}

}  // namespace

Result<std::int64_t> Computed::Generation() {
  Statement read =
      store_.connection().Prepare("SELECT value FROM meta WHERE name = 'generation'");
  if (!read.Step()) return read.status();
  return read.Int(0);
}

Result<bool> Computed::AnyDue() {
  Statement row = store_.connection().Prepare("SELECT 1 FROM dirty LIMIT 1");
  const bool found = row.Step();
  if (!row.status().ok()) return row.status();
  return found;
}

Result<std::vector<DueGroup>> Computed::Due(const std::string& country) {
  Result<Transaction> one_state = store_.BeginRead();
  if (!one_state.ok()) return one_state.status();
  Result<std::int64_t> generation = Generation();
  if (!generation.ok()) return generation.status();
  due_at_ = *generation;
  Statement rows = store_.connection().Prepare(
      "SELECT country, indicator, period FROM dirty WHERE ?1 = '' OR country = ?1 "
      "ORDER BY country, indicator, period");
  rows.With(country);
  std::vector<DueGroup> groups;
  while (rows.Step()) groups.push_back({rows.Text(0), rows.Text(1), rows.Text(2)});
  if (!rows.status().ok()) return rows.status();
  return groups;
}

Result<Computed::Counts> Computed::Replace(const std::string& country,
                                           const std::vector<std::string>& indicators,
                                           const std::vector<std::string>& periods,
                                           const std::function<bool(ComputedValue&)>& producer,
                                           const std::vector<DueGroup>& done,
                                           const std::string& user) {
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  Connection& connection = store_.connection();
  Result<std::set<Cell>> old = Covered(connection, country, indicators, periods);
  if (!old.ok()) return old.status();
  Counts counts;
  Statement write = connection.Prepare(
      "INSERT INTO computed VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
      "ON CONFLICT (series, period) DO UPDATE SET value = excluded.value, text = excluded.text, "
      "status = excluded.status, flags = excluded.flags, unit = excluded.unit, "
      "definition = excluded.definition, inputs = excluded.inputs "
      "WHERE (value, text, status, flags, unit, definition, inputs) IS NOT (excluded.value, "
      "excluded.text, excluded.status, excluded.flags, excluded.unit, excluded.definition, "
      "excluded.inputs)");
  for (ComputedValue value; producer(value); value = {}) {
    Result<std::int64_t> series = SeriesId(connection, value.key);
    if (!series.ok()) return series.status();
    Result<std::int64_t> period = PeriodId(connection, value.period);
    if (!period.ok()) return period.status();
    std::optional<std::int64_t> definition;
    if (!value.definition.empty()) {
      Result<std::int64_t> id =
          Intern(connection, "SELECT id FROM definition WHERE name = ?1",
                 "INSERT INTO definition (name) VALUES (?1)", value.definition);
      if (!id.ok()) return id.status();
      definition = *id;
    }
    const std::optional<std::string> text =
        value.value.text.empty() ? std::nullopt : std::optional(value.value.text);
    const Status written = write
                               .With(*series, *period, value.value.number, text, value.value.status,
                                     value.value.flags, value.unit, definition, value.inputs)
                               .Run();
    if (!written.ok()) return written;
    ++counts.computed;
    ++(connection.changes() > 0 ? counts.changed : counts.unchanged);
    old->erase({*series, *period});
  }
  Statement remove =
      connection.Prepare("DELETE FROM computed WHERE series = ?1 AND period = ?2");
  for (const auto& [series, period] : *old) {
    if (Status s = remove.With(series, period).Run(); !s.ok()) return s;
    ++counts.removed;
  }
  Statement settle = connection.Prepare(
      "DELETE FROM dirty WHERE country = ?1 AND indicator = ?2 AND period = ?3");
  Result<std::int64_t> generation = Generation();
  if (!generation.ok()) return generation.status();
  // Somebody may have changed a value after it was read for this; then it stays due.
  const bool still = due_at_ == *generation;
  for (std::size_t i = 0; still && i < done.size(); ++i) {
    const DueGroup& group = done[i];
    if (Status s = settle.With(group.country, group.indicator, group.period).Run(); !s.ok()) {
      return s;
    }
  }
  if (counts.changed + counts.removed > 0) {
    if (Status s =
            connection.Prepare("UPDATE meta SET value = value + 1 WHERE name = 'generation'").Run();
        !s.ok()) {
      return s;
    }
    if (still) ++*due_at_;  // our own move
    const Status audited = store_.audit().Append(
        user, "compute",
        {{"country", country}, {"changed", counts.changed}, {"removed", counts.removed}});
    if (!audited.ok()) return audited;
  }
  if (Status s = transaction->Commit(); !s.ok()) return s;
  return counts;
}

Result<std::optional<ComputedValue>> Computed::Find(const SeriesKey& key,
                                                    const std::string& period) {
  Statement row = store_.connection().Prepare(
      "SELECT c.value, c.text, c.status, c.flags, c.unit, d.name, c.inputs FROM series s "
      "JOIN computed c ON c.series = s.id JOIN period p ON p.id = c.period "
      "LEFT JOIN definition d ON d.id = c.definition WHERE s.country = ?1 AND s.indicator = ?2 "
      "AND s.territory = ?3 AND s.dimensions = ?4 AND p.code = ?5");
  row.With(key.country, key.indicator, key.territory, key.dimensions, period);
  std::optional<ComputedValue> found;
  while (row.Step()) {
    found = ComputedValue{key,
                          period,
                          {row.OptionalReal(0), row.Text(1), row.Text(2), row.Text(3)},
                          row.Text(4),
                          row.Text(5),
                          row.Text(6)};
  }
  if (!row.status().ok()) return row.status();
  return found;
}

}  // namespace rapporteur
