#include "core/store/batches.h"

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

const std::string kColumns =
    "number, state, origin, file_name, file_size, file_sha256, file_kept, encoding, plugin_id, "
    "plugin_version, plugin_sha256, options, mapping_name, mapping_version, user, started, "
    "finished, rows_read, rows_mapped, rows_skipped, rows_refused, added, changed, unchanged, "
    "refused, findings_total, findings_by_code, accepted_good_rows, reason, undone_at, undone_by, "
    "undone_reason, request, counted";

BatchRecord Read(const Statement& row) {
  BatchRecord record;
  record.number = row.Int(0);
  record.state = row.Text(1);
  record.origin = row.Text(2);
  record.file = {row.Text(3), row.Text(5), row.Text(7), row.Unsigned(4), row.Int(6) != 0};
  record.plugin = {row.Text(8), row.Text(9), row.Text(10)};
  record.options = row.Text(11);
  record.mapping = {row.Text(12), static_cast<int>(row.Int(13))};
  record.user = row.Text(14);
  record.started = row.Text(15);
  record.finished = row.Text(16);
  record.rows = {row.Unsigned(17), row.Unsigned(18), row.Unsigned(19), row.Unsigned(20)};
  record.observations = {row.Unsigned(21), row.Unsigned(22), row.Unsigned(23), row.Unsigned(24)};
  record.findings_total = row.Unsigned(25);
  const Json by_code = Json::parse(row.View(26), nullptr, false);
  for (const auto& [code, count] : by_code.items()) {
    record.findings_by_code[code] = count.get<std::uint64_t>();
  }
  record.accepted_good_rows = row.Int(27) != 0;
  record.reason = row.Text(28);
  record.undone_at = row.Text(29);
  record.undone_by = row.Text(30);
  record.undone_reason = row.Text(31);
  record.request = row.Text(32);
  record.counted = ReadCounted(Json::parse(row.View(33), nullptr, false));
  return record;
}

std::vector<Finding> ReadFindings(std::string_view text) {
  std::vector<Finding> findings;
  const Json list = Json::parse(text, nullptr, false);
  for (const Json& item : list) {
    Finding finding;
    finding.level = ParseLevel(GetString(item, "level"));
    finding.code = GetString(item, "code");
    finding.place = {GetString(item, "file"), GetString(item, "sheet"),
                     static_cast<std::uint64_t>(GetInt(item, "row")), GetString(item, "column")};
    finding.found = GetString(item, "found");
    finding.expected = GetString(item, "expected");
    finding.message = GetString(item, "message");
    finding.hint = GetString(item, "hint");
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

std::optional<std::int64_t> ParseBatchNumber(std::string_view text) {
  if (text.empty() || text.size() > 12 || text.find_first_not_of("0123456789") != text.npos) {
    return std::nullopt;
  }
  return std::stoll(std::string(text));
}

Status Batches::Insert(BatchRecord& record) {
  Json findings = Json::array();
  for (const Finding& finding : record.findings) {
    if (findings.size() == Findings::kKept) break;
    findings.push_back(ToJson(finding));
    findings.back()["file"] = finding.place.file;
  }
  Json by_code = Json::object();
  for (const auto& [code, count] : record.findings_by_code) by_code[code] = count;
  const Status done =
      store_.connection()
          .Prepare("INSERT INTO batch (state, origin, file_name, file_size, file_sha256, "
                   "file_kept, encoding, plugin_id, plugin_version, plugin_sha256, options, "
                   "mapping_name, mapping_version, user, started, finished, rows_read, "
                   "rows_mapped, rows_skipped, rows_refused, added, changed, unchanged, refused, "
                   "findings, findings_total, findings_by_code, accepted_good_rows, reason, "
                   "request, counted) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
                   "?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, "
                   "?31)")
          .With(record.state, record.origin, record.file.name, record.file.size,
                record.file.sha256, record.file.kept, record.file.encoding, record.plugin.id,
                record.plugin.version, record.plugin.sha256, record.options, record.mapping.name,
                record.mapping.version, record.user, record.started, record.finished,
                record.rows.read, record.rows.mapped, record.rows.skipped, record.rows.refused,
                record.observations.added, record.observations.changed,
                record.observations.unchanged, record.observations.refused, DumpJson(findings),
                record.findings_total, DumpJson(by_code), record.accepted_good_rows, record.reason,
                record.request, DumpJson(ToJson(record.counted)))
          .Run();
  if (done.ok()) record.number = store_.connection().last_id();
  return done;
}

Result<std::vector<BatchRecord>> Batches::List() {
  Statement rows = store_.connection().Prepare("SELECT " + kColumns +
                                               " FROM batch ORDER BY number DESC");
  std::vector<BatchRecord> list;
  while (rows.Step()) list.push_back(Read(rows));
  if (!rows.status().ok()) return rows.status();
  return list;
}

Result<BatchRecord> Batches::Get(std::int64_t number) {
  Statement row = store_.connection().Prepare("SELECT " + kColumns +
                                              ", findings FROM batch WHERE number = ?1");
  row.With(number);
  if (row.Step()) {
    BatchRecord record = Read(row);
    record.findings = ReadFindings(row.View(34));
    return record;
  }
  if (!row.status().ok()) return row.status();
  return Status::Refused("unknown-batch", "There is no batch " + std::to_string(number) + ".")
      .WithHint("'rapporteur batch list' shows the batches.");
}

Result<std::int64_t> Batches::FindByFile(const std::string& sha256) {
  Statement row = store_.connection().Prepare(
      "SELECT coalesce(max(number), 0) FROM batch WHERE file_sha256 = ?1 AND state = 'stored'");
  row.With(sha256);
  if (!row.Step()) return row.status();
  return row.Int(0);
}

Json ToJson(const UndoResult& result) {
  return {{"format", "undo/1"},           {"batch", result.batch},
          {"reason", result.reason},      {"restored", result.restored},
          {"withdrawn", result.withdrawn}, {"blocked_by", result.blocked_by}};
}

}  // namespace rapporteur
