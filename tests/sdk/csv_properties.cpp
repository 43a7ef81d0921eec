#include "tests/sdk/csv_properties.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <rapporteur/csv.hpp>
#include <vector>

#include "tests/support/csv_reference.h"

namespace rapporteur {
namespace {

class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : fd_(::memfd_create("csv", MFD_CLOEXEC)) {
    rpt::OutputFile out(fd_);
    out.write(bytes);
    out.flush();
  }
  ~MemoryFile() { ::close(fd_); }
  int fd() const { return fd_; }

 private:
  int fd_;
};

bool Same(const rpt::CsvReader& csv, const ReferenceRecord& record) {
  if (csv.row() != record.row || csv.line() != record.line || csv.comment() != record.comment ||
      csv.size() != record.cells.size()) {
    return false;
  }
  for (std::size_t i = 0; i < csv.size(); i++) {
    if (csv[i] != record.cells[i] || csv.quoted(i) != record.quoted[i]) return false;
  }
  return true;
}

// Reads from `from` on and compares with the reference's records from `first` on.
std::string Compare(rpt::CsvReader& csv, const ReferenceText& expected, std::size_t first,
                    std::vector<rpt::CsvReader::Position>* positions) {
  std::size_t n = first;
  try {
    for (;; n++) {
      if (positions != nullptr) positions->push_back(csv.position());
      if (!csv.next()) break;
      if (n == expected.records.size()) return "more records than expected";
      if (!Same(csv, expected.records[n])) return "record " + std::to_string(n + 1) + " differs";
    }
  } catch (const rpt::BadInput& e) {
    if (!expected.refused) return std::string("refused: ") + e.what();
    if (n != expected.records.size()) return "refused too early";
    if (e.row != expected.row || e.column != expected.column) return "refused at another place";
    return "";
  }
  if (expected.refused) return "not refused";
  return n == expected.records.size() ? "" : "fewer records than expected";
}

}  // namespace

std::string BrokenCsvProperty(std::string_view input) {
  if (input.empty()) return "";
  const auto choice = static_cast<unsigned char>(input[0]);
  const std::string_view text = input.substr(1);
  const rpt::CsvFormat format{",;\t|"[choice & 3], "\"\"'\0"[choice >> 2 & 3],
                              "\0#"[choice >> 4 & 1]};
  const std::size_t chunks[] = {1, 2, 3, 5, 8, 64, 1000, std::size_t{1} << 18};
  const ReferenceText expected =
      CsvReference(text, format.separator, format.quote, format.comment).Read();

  const MemoryFile file(text);
  rpt::CsvReader csv(file.fd(), format, nullptr, chunks[choice >> 5]);
  std::vector<rpt::CsvReader::Position> positions;
  std::string broken = Compare(csv, expected, 0, &positions);
  for (std::size_t i = 0; i < positions.size() && i < 8 && broken.empty(); i++) {
    csv.seek(positions[i]);
    broken = Compare(csv, expected, i, nullptr);
    if (!broken.empty()) broken += " when read from record " + std::to_string(i + 1) + " on";
  }
  return broken;
}

}  // namespace rapporteur
