#include "core/report/blocks.h"

#include "core/base/json.h"

namespace rapporteur::report {

Json Section(const std::string& id, const std::string& kind, const Json& title) {
  return {{"id", id},
          {"kind", kind},
          {"title", title},
          {"blocks", Json::array()},
          {"sections", Json::array()}};
}

Json Paragraph(const std::string& role, const Json& text) {
  return {{"type", "paragraph"}, {"role", role}, {"text", text}};
}

Json BulletList(const std::string& role, std::vector<Json> items) {
  return {{"type", "list"}, {"role", role}, {"items", std::move(items)}};
}

FactList::FactList(const std::string& role) : role_(role) {}

void FactList::Add(const std::string& label, const Json& text) {
  Add(label, std::vector<Json>{text});
}

void FactList::Add(const std::string& label, const std::vector<Json>& texts) {
  std::vector<Json> kept;
  for (const Json& text : texts) {
    if (!TextOf(text).empty()) kept.push_back(text);
  }
  if (kept.empty()) return;
  facts_.emplace_back(label, std::move(kept));
  empty_ = false;
}

Json FactList::Finish() {
  Json json = {{"type", "facts"}, {"role", role_}, {"items", Json::array()}};
  for (auto& [label, texts] : facts_) {
    json["items"].push_back({{"label", label}, {"texts", std::move(texts)}});
  }
  return json;
}

void AddRule(const ReportContext& context, FactList& rules, const char* title,
             const std::string& text) {
  rules.Add(context.Say(title), Json{{"text", text}});
}

TableBlock::TableBlock(const std::string& role, const Json& caption)
    : json_(std::make_unique<Json>(Json{{"type", "table"},
                                        {"role", role},
                                        {"number", ""},
                                        {"caption", caption},
                                        {"columns", Json::array()},
                                        {"rows", Json::array()},
                                        {"notes", Json::array()}})) {}

TableBlock::~TableBlock() = default;
TableBlock::TableBlock(TableBlock&&) noexcept = default;

void TableBlock::Column(const Json& label, bool numeric) {
  (*json_)["columns"].push_back({{"label", label}, {"numeric", numeric}});
}

void TableBlock::Row(const std::string& kind, std::vector<Json> cells) {
  (*json_)["rows"].push_back({{"kind", kind}, {"cells", std::move(cells)}});
}

void TableBlock::Note(const Json& text) { (*json_)["notes"].push_back(text); }

std::size_t TableBlock::rows() const { return (*json_)["rows"].size(); }

Json TableBlock::Finish(ReportContext& context) {
  (*json_)["number"] = context.Say("Table {n}", {{"n", std::to_string(context.NextTable())}});
  return std::move(*json_);
}

std::string NextFigureId(const ReportContext& context) {
  return "figure-" + std::to_string(context.figures() + 1);
}

Json Figure(ReportContext& context, const std::string& role, const Json& caption,
            const std::string& svg, const std::vector<Json>& notes) {
  const int number = context.NextFigure();
  return {{"type", "figure"},
          {"role", role},
          {"number", context.Say("Figure {n}", {{"n", std::to_string(number)}})},
          {"caption", caption},
          {"svg", svg},
          {"notes", notes}};
}

Json Callout(const std::string& role, const std::string& level, const std::string& title,
             std::vector<Json> texts) {
  return {{"type", "callout"},
          {"role", role},
          {"level", level},
          {"title", title},
          {"texts", std::move(texts)}};
}

Json TextCell(const Json& text) {
  if (text.is_string()) return {{"text", text}};
  return text;
}

Json TextCell(const Json& text, const std::vector<int>& refs) {
  Json cell = TextCell(text);
  if (!refs.empty()) cell["refs"] = refs;
  return cell;
}

}  // namespace rapporteur::report
