#include "tests/support/csv_answers.h"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace rapporteur {

std::string ReadTestFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

CsvRows ReadCsvAnswer(const std::string& path) {
  auto answer = nlohmann::ordered_json::parse(ReadTestFile(path));
  if (answer.is_object()) answer = nlohmann::ordered_json::array({answer});
  CsvRows rows;
  for (const auto& item : answer) {
    std::vector<std::string> header, cells;
    for (const auto& [key, value] : item.items()) {
      header.push_back(key);
      cells.push_back(value.get<std::string>());
    }
    if (item.is_object() && rows.empty()) rows.push_back(header);
    rows.push_back(cells);
  }
  return rows;
}

}  // namespace rapporteur
