#include "core/draft/check_draft.h"

#include <algorithm>
#include <chrono>
#include <functional>

#include "core/base/fd.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/draft/document_faults.h"
#include "core/model/translation.h"
#include "core/plugin/package.h"

namespace rapporteur {
namespace {

using Faults = std::vector<DocumentFault>;

struct Question {
  const char* name;
  bool needs_document;   // asks nothing where the document's shape is wrong
  bool may_be_open;      // what it finds is a warning
  std::function<Faults()> ask;
};

Faults AsFaults(const Status& status) {
  if (status.ok()) return {};
  return {{"", "", "", status.message(), status.hint()}};
}

Faults OfMappings(const Draft& draft, const Catalogue& catalogue) {
  Faults all;
  for (const std::string& file : draft.mappings) {
    Result<std::string> text = ReadFile(file, 4u << 20);
    Result<Json> json = text.ok() ? ParseJson(*text, file) : Result<Json>(text.status());
    const Faults faults =
        json.ok() ? MappingFaults(*json, catalogue, file) : AsFaults(json.status());
    all.insert(all.end(), faults.begin(), faults.end());
  }
  return all;
}

// All that the questions look at, read once.
class Examination {
 public:
  Examination(const Draft& draft, const Json& base)
      : draft_(draft), found_(FaultsOf(*draft.document, &base, draft.file)) {}

  const DocumentFaults& found() const { return found_; }

  std::vector<Question> Questions() const {
    std::vector<Question> all;
    if (draft_.packed) {
      all.push_back({"files-match-hashes", false, false,
                     [this] { return AsFaults(Package::Open(draft_.folder).status()); }});
    }
    all.push_back({"document-valid", false, false, [this] { return found_.shape; }});
    all.push_back({"codes-known", true, false, [this] { return found_.references; }});
    all.push_back({"letters-right", true, false, [this] { return found_.letters; }});
    all.push_back({"formulas-parse", true, false, [this] { return found_.formulas; }});
    all.push_back({"mappings-valid", true, false,
                   [this] { return OfMappings(draft_, *found_.catalogue); }});
    all.push_back({"translations-complete", true, true, [this] { return found_.languages; }});
    all.push_back({"translations-current", true, true, [this] {
                     return StaleTranslations(*draft_.document, *found_.catalogue, draft_.file);
                   }});
    return all;
  }

 private:
  const Draft& draft_;
  const DocumentFaults found_;
};

constexpr std::size_t kMostTold = 200;

Json ToJson(const Share& share) { return {{"done", share.done}, {"of", share.of}}; }

Json ToJson(const DraftCheck& check, const std::string& path) {
  Json json;
  json["name"] = check.name;
  json["result"] = check.result;
  json["seconds"] = check.seconds;
  json["message"] = nullptr;
  if (!check.faults.empty()) json["message"] = check.faults.front().message;
  json["repeat"] = "rapporteur plugin check " + path + " --only " + check.name;
  json["findings"] = Json::array();
  for (const DocumentFault& fault : check.faults) {
    if (json["findings"].size() == kMostTold) break;
    json["findings"].push_back({{"path", NullIfEmpty(fault.path)},
                                {"found", NullIfEmpty(fault.found)},
                                {"expected", NullIfEmpty(fault.expected)},
                                {"message", fault.message},
                                {"hint", NullIfEmpty(fault.hint)}});
  }
  json["findings_total"] = check.faults.size();
  return json;
}

std::string Cell(const Share& share) {
  return std::to_string(share.done) + "/" + std::to_string(share.of);
}

// Columns as wide as their widest cell; numbers, behind the first column, to the right.
std::string Columns(const std::vector<std::vector<std::string>>& rows, bool numbers) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string blanks(widths[i] - row[i].size(), ' ');
      if (i > 0) text += "  ";
      text += numbers && i > 0 ? blanks + row[i] : row[i] + blanks;
    }
    text.erase(text.find_last_not_of(' ') + 1);
    text += "\n";
  }
  return text;
}

}  // namespace

std::size_t DraftReport::failed() const {
  return static_cast<std::size_t>(std::count_if(
      checks.begin(), checks.end(), [](const DraftCheck& one) { return one.result == "fail"; }));
}

Result<DraftReport> CheckDraft(const Draft& draft, const Json& base,
                               const DraftCheckOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  const Examination examination(draft, base);
  const DocumentFaults& found = examination.found();
  DraftReport report;
  report.plugin = draft.id();
  auto last = start;
  std::vector<std::string> names;
  for (const Question& question : examination.Questions()) {
    names.push_back(question.name);
    if (!options.only.empty() && options.only != question.name) continue;
    DraftCheck check{question.name, "skip", {}, 0};
    if (found.catalogue != nullptr || !question.needs_document) {
      check.faults = question.ask();
      const bool open = question.may_be_open && !options.complete;
      check.result = check.faults.empty() ? "pass" : open ? "warn" : "fail";
    }
    const auto now = std::chrono::steady_clock::now();
    check.seconds = std::chrono::duration<double>(now - last).count();
    last = now;
    report.checks.push_back(std::move(check));
  }
  if (report.checks.empty()) {
    return Status::Usage("unknown-check", "--only: found " + Quote(options.only) +
                                              ", expected one of " + List(names, 20) + ".");
  }
  if (found.catalogue != nullptr) {
    report.languages = CompletenessOf(*draft.document, *found.catalogue);
    report.for_review = MarkedForReview(*draft.document);
  }
  return report;
}

Json ToJson(const DraftReport& report, const std::string& path) {
  Json json;
  json["format"] = "plugin-check/1";
  json["plugin"] = report.plugin;
  json["failed"] = report.failed();
  json["checks"] = Json::array();
  for (const DraftCheck& check : report.checks) json["checks"].push_back(ToJson(check, path));
  json["languages"] = Json::array();
  for (const LanguageCompleteness& one : report.languages) {
    json["languages"].push_back({{"language", one.language},
                                 {"questions", ToJson(one.questions)},
                                 {"definitions", ToJson(one.definitions)},
                                 {"labels", ToJson(one.labels)},
                                 {"institutions", ToJson(one.institutions)},
                                 {"territories", ToJson(one.territories)},
                                 {"laws", ToJson(one.laws)},
                                 {"other_questions", ToJson(one.others)},
                                 {"stale", one.stale}});
  }
  json["for_review"] = report.for_review;
  return json;
}

std::string ToText(const DraftReport& report) {
  std::string text;
  const bool single = report.checks.size() == 1;
  for (const DraftCheck& check : report.checks) {
    // Thousands of texts may be missing; the table below counts them.
    if (check.result == "warn" && check.name == "translations-complete" && !single) continue;
    std::size_t told = 0;
    for (const DocumentFault& fault : check.faults) {
      if (++told > kMostTold) break;
      text += (check.result == "warn" ? "warning: " : "error: ") + fault.message + "\n";
      if (!fault.hint.empty()) text += "hint: " + fault.hint + "\n";
    }
  }
  std::vector<std::vector<std::string>> rows;
  for (const DraftCheck& check : report.checks) {
    const std::size_t n = check.faults.size();
    rows.push_back({check.name, check.result,
                    n == 0                              ? ""
                    : check.name == "translations-complete" ? Counted(n, "text missing", "texts missing")
                    : check.result == "warn"            ? Counted(n, "warning", "warnings")
                                                        : Counted(n, "error", "errors")});
  }
  text += (text.empty() ? "" : "\n") + Columns(rows, false);
  if (report.languages.empty()) return text;
  rows = {{"language", "questions", "definitions", "labels", "institutions", "territories", "laws",
           "other questions", "stale"}};
  for (const LanguageCompleteness& one : report.languages) {
    rows.push_back({one.language, Cell(one.questions), Cell(one.definitions), Cell(one.labels),
                    Cell(one.institutions), Cell(one.territories), Cell(one.laws), Cell(one.others),
                    std::to_string(one.stale)});
  }
  text += "\n" + Columns(rows, true);
  if (report.for_review > 0) {
    text += "\n" + Counted(report.for_review, "entry is", "entries are") + " marked for review.\n";
  }
  return text;
}

}  // namespace rapporteur
