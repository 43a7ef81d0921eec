// A table of text for a terminal: columns as wide as their widest cell, numbers to the right.
#ifndef RAPPORTEUR_CLI_TABLE_H_
#define RAPPORTEUR_CLI_TABLE_H_

#include <string>
#include <vector>

namespace rapporteur {

class TextTable {
 public:
  // A header that ends in ">" is set to the right.
  explicit TextTable(std::vector<std::string> headers);
  void Add(std::vector<std::string> cells);
  std::string Print() const;
  bool empty() const { return rows_.empty(); }

 private:
  std::vector<std::string> headers_;
  std::vector<bool> right_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_CLI_TABLE_H_
