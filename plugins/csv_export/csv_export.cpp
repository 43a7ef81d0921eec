#include "plugins/csv_export/csv_export.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/number.h"

namespace {

constexpr std::uint64_t kRowsBetweenCalls = 4096;

class Writer {
 public:
  Writer(rpt::OutputFile& out, const rpt::Options& options)
      : out_(out), raw_(options.flag("raw")), decimal_(OneCharacter(options, "decimal", ".")) {
    separator_ =
        options.text("separator", ",") == "tab" ? '\t' : OneCharacter(options, "separator", ",");
    if (options.flag("bom")) out_.write("\xEF\xBB\xBF");
  }

  void Text(std::string_view text) {
    Separate();
    const bool formula = !raw_ && LooksLikeFormula(text);
    const bool quote = text.empty() || text.find_first_of("\"\r\n") != text.npos ||
                       text.find(separator_) != text.npos || formula;
    if (!quote) return out_.write(text);
    out_.write(formula ? "\"'" : "\"");
    while (true) {
      const std::size_t mark = text.find('"');
      out_.write(text.substr(0, mark));
      if (mark == text.npos) break;
      out_.write("\"\"");
      text.remove_prefix(mark + 1);
    }
    out_.write("\"");
  }

  void Number(double number) {
    std::string text = rapporteur::FormatNumber(number);
    if (decimal_ != '.') std::replace(text.begin(), text.end(), '.', decimal_);
    Separate();
    if (text.find(separator_) != text.npos) text = "\"" + text + "\"";
    out_.write(text);
  }

  void Integer(std::int64_t number) {
    Separate();
    out_.write(std::to_string(number));
  }

  void Missing() { Separate(); }

  void EndRow() {
    out_.write("\r\n");
    cells_ = 0;
  }

 private:
  static char OneCharacter(const rpt::Options& options, const char* name, const char* otherwise) {
    const std::string text = options.text(name, otherwise);
    if (text.size() != 1) throw rpt::BadOption(name, "expected one character");
    return text[0];
  }

  // What spreadsheets run when they open a CSV file.  A number, "-5" or "+5", is none.
  static bool LooksLikeFormula(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != text.npos &&
           rapporteur::ParseNumber(text).kind == rapporteur::NumberKind::kNotANumber;
  }

  void Separate() {
    if (cells_++ > 0) out_.write(std::string_view(&separator_, 1));
  }

  rpt::OutputFile& out_;
  const bool raw_;
  const char decimal_;
  char separator_ = ',';
  std::size_t cells_ = 0;  // of the running row
};

}  // namespace

void CsvExport::run(rpt::TableReader& table, rpt::OutputFile& out, rpt::Job& job) {
  Writer writer(out, job.options());
  for (const rpt::Field& field : table.fields()) writer.Text(field.name);
  writer.EndRow();
  std::uint64_t rows = 0;
  while (table.next()) {
    if (++rows % kRowsBetweenCalls == 0) job.progress(rows);
    for (std::size_t i = 0; i < table.fields().size(); i++) {
      if (table.missing(i)) {
        writer.Missing();
      } else if (table.fields()[i].type == rpt::Type::text) {
        writer.Text(table.text(i));
      } else if (table.fields()[i].type == rpt::Type::int64) {
        writer.Integer(table.integer(i));
      } else {
        writer.Number(table.number(i));
      }
    }
    writer.EndRow();
  }
}
