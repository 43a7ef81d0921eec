// Writes a table as Markdown.
#include <rapporteur/exporter.hpp>

#include <charconv>

class MarkdownTable {
 public:
  void run(rpt::TableReader& table, rpt::OutputFile& out) {
    for (const rpt::Field& field : table.fields()) out.write("| " + escaped(field.name) + " ");
    out.write("|\n");
    for (const rpt::Field& field : table.fields()) {
      out.write(field.type == rpt::Type::text ? "|---" : "|--:");
    }
    out.write("|\n");
    while (table.next()) {
      for (std::size_t c = 0; c < table.fields().size(); ++c) out.write("| " + cell(table, c) + " ");
      out.write("|\n");
    }
  }

 private:
  // What is missing stays empty; it does not become 0.
  static std::string cell(const rpt::TableReader& table, std::size_t column) {
    if (table.missing(column)) return "";
    char digits[32];
    switch (table.fields()[column].type) {
      case rpt::Type::int64: return std::to_string(table.integer(column));
      case rpt::Type::float64:
        return {digits, std::to_chars(digits, digits + sizeof digits, table.number(column)).ptr};
      default: return escaped(table.text(column));
    }
  }

  static std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
      if (c == '|' || c == '\\') safe += '\\';
      safe += c == '\n' || c == '\r' ? ' ' : c;
    }
    return safe;
  }
};

RPT_EXPORTER(MarkdownTable, "org.example.markdown-table", "1.0.0")
