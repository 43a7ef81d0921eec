// The pieces a report is made of.  An exporter knows these few types and nothing of indicators:
// paragraph, list, facts, table, figure, callout, key figures, sources.
//
// Functions of their arguments; a table and a figure take the next number of the context.
#ifndef RAPPORTEUR_REPORT_BLOCKS_H_
#define RAPPORTEUR_REPORT_BLOCKS_H_

#include <string>
#include <utility>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/report/context.h"

namespace rapporteur::report {

// {"id", "kind", "title", "blocks": [], "sections": []}
Json Section(const std::string& id, const std::string& kind, const Json& title);

// `role` says what the piece is, for tests and for exporters that care.
Json Paragraph(const std::string& role, const Json& text);
Json BulletList(const std::string& role, std::vector<Json> items);

// A list of (label, texts).
class FactList {
 public:
  explicit FactList(const std::string& role);
  // Nothing where the text is empty.
  void Add(const std::string& label, const Json& text);
  void Add(const std::string& label, const std::vector<Json>& texts);
  bool empty() const { return empty_; }
  Json Finish();

 private:
  bool empty_ = true;
  std::string role_;
  std::vector<std::pair<std::string, std::vector<Json>>> facts_;
};

// A rule for readers: its name and what it says.  `title` is Translatable.
void AddRule(const ReportContext& context, FactList& rules, const char* title,
             const std::string& text);

class TableBlock {
 public:
  // `numeric` columns are set flush right.
  TableBlock(const std::string& role, const Json& caption);
  ~TableBlock();
  TableBlock(TableBlock&&) noexcept;
  void Column(const Json& label, bool numeric = false);
  // kind: "value", "part" (of which), "total", "missing", "source"
  void Row(const std::string& kind, std::vector<Json> cells);
  void Note(const Json& text);
  std::size_t rows() const;
  Json Finish(ReportContext& context);

 private:
  std::unique_ptr<Json> json_;
};

// Draws nothing itself: takes the finished SVG.
Json Figure(ReportContext& context, const std::string& role, const Json& caption,
            const std::string& svg, const std::vector<Json>& notes);
// The id the next figure's drawing has to start its own ids with.
std::string NextFigureId(const ReportContext& context);

// level: "info", "warning", "error"
Json Callout(const std::string& role, const std::string& level, const std::string& title,
             std::vector<Json> texts);

// A cell that is a text only; `refs` are numbers of sources.
Json TextCell(const Json& text);
Json TextCell(const Json& text, const std::vector<int>& refs);

}  // namespace rapporteur::report

#endif  // RAPPORTEUR_REPORT_BLOCKS_H_
