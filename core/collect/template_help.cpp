#include "core/collect/template_help.h"

#include "core/base/json.h"
#include "core/import/template_form.h"

namespace rapporteur {
namespace {

class Blocks {
 public:
  void Add(const char* kind, std::string text) {
    blocks_.push_back({{"kind", kind}, {"text", std::move(text)}});
  }
  void Fact(const std::string& label, const std::string& text) {
    if (text.empty()) return;
    Add("paragraph", label + ": " + text);
  }
  Json Take() { return std::move(blocks_); }

 private:
  Json blocks_ = Json::array();
};

// "sr-Latn" of "2022:2024" as "2022–2024".
std::string PeriodText(const TemplateText& text, const std::string& period) {
  const std::size_t colon = period.find(':');
  if (colon == std::string::npos) return text.formats.PeriodName(period);
  return text.formats.PeriodName(period.substr(0, colon)) + "–" +
         text.formats.PeriodName(period.substr(colon + 1));
}

void AddRequest(const TemplateText& text, const std::string& institution,
                const std::string& period, Blocks& blocks) {
  const Catalogue& catalogue = text.catalogue;
  blocks.Fact(text.Say("Institution"), text.Of(catalogue.FindInstitution(institution)->name));
  blocks.Fact(text.Say("Country"), text.Of(catalogue.name()));
  blocks.Fact(text.Say("Period"), PeriodText(text, period));
  const AccessToInformation& access = catalogue.access();
  if (const Law* law = catalogue.FindLaw(access.law)) {
    std::string basis = text.Of(law->act);
    if (!law->article.empty() && law->article != "-") {
      basis = text.Say("{act}, art. {article}", {{"act", basis}, {"article", law->article}});
    }
    blocks.Fact(text.Say("Legal basis"), basis);
  }
  if (access.days > 0) {
    blocks.Fact(access.working_days ? text.Say("Time limit in working days")
                                    : text.Say("Time limit in calendar days"),
                std::to_string(access.days));
  }
}

void AddWhatToDo(const TemplateText& text, const std::string& data_sheet, Blocks& blocks) {
  const auto status = [&](const char* code) {
    const ValueStatus* found = text.catalogue.FindStatus(code);
    return found == nullptr ? std::string(code) : StatusWord(*found, text.language);
  };
  blocks.Add("heading", text.Say("How to fill in"));
  blocks.Add("paragraph", text.Say("Fill in the framed columns of the sheet “{sheet}”; the others "
                                   "are locked. Rows that you cannot answer stay blank.",
                                   {{"sheet", data_sheet}}));
  blocks.Add("paragraph", text.Say("Write 0 where you counted and there was none. A blank cell is "
                                   "never read as zero."));
  blocks.Add("paragraph",
             text.Say("If you do not keep these data, please say so and name the body that does: "
                      "choose “{status}” and write the name into the note.",
                      {{"status", status("L")}}));
  blocks.Add("paragraph", text.Say("If you may not give a number because it is small, choose "
                                   "“{status}”; if you refuse it for another reason, choose "
                                   "“{refused}”.",
                                   {{"status", status("Q")}, {"refused", status("_R")}}));
  blocks.Add("paragraph",
             text.Say("Please write no personal data: no names, no dates of birth, no personal or "
                      "case numbers. A file in which they are found is refused as a whole."));
  blocks.Add("paragraph", text.Say("Please add no rows or columns, and take none out. Save the "
                                   "file as a spreadsheet (XLSX), as it is."));
}

}  // namespace

std::string TemplateTitle(const TemplateText& text, const std::string& institution) {
  return text.Say("Request for data: {institution}",
                  {{"institution", text.Of(text.catalogue.FindInstitution(institution)->name)}});
}

Json HelpBlocks(const TemplateText& text, const std::string& institution, const std::string& period,
                const std::string& data_sheet, const Json& columns,
                const std::vector<std::string>& definitions) {
  Blocks blocks;
  blocks.Add("title", TemplateTitle(text, institution));
  AddRequest(text, institution, period, blocks);
  AddWhatToDo(text, data_sheet, blocks);
  blocks.Add("heading", text.Say("What each column means"));
  for (const Json& column : columns) {
    blocks.Fact(GetString(column, "label"), GetString(column, "help"));
  }
  blocks.Add("heading", text.Say("Why there is no value"));
  for (const ValueStatus* status : StatusesToChoose(text.catalogue)) {
    blocks.Fact(status->code, text.Of(status->title));
  }
  blocks.Fact("0", text.Say("a zero that the source states"));
  blocks.Add("heading", text.Say("What is counted, and how"));
  for (const std::string& definition : definitions) blocks.Add("paragraph", definition);
  return blocks.Take();
}

}  // namespace rapporteur
