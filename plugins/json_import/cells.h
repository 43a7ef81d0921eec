// The values and the statuses of a dataset, by the number of their cell.
#ifndef RAPPORTEUR_PLUGINS_JSON_IMPORT_CELLS_H_
#define RAPPORTEUR_PLUGINS_JSON_IMPORT_CELLS_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/json_import/reader.h"

namespace json_import {

constexpr std::uint64_t kMostCells = 4000000;

// "value" or "status": an array, an object by cell number, or (status) one text for all.
class Cells {
 public:
  // `what` is "value" or "status".
  explicit Cells(const char* what) : what_(what) {}

  void StartArray();
  void StartObject();
  void Key(std::string_view name);  // of an object
  void Scalar(Kind kind, std::string_view text);
  [[noreturn]] void RefuseNested() const;

  // Call once, when the number of cells is known.  Throws BadInput where they don't fit.
  // `one_for_all`: a text, or an array of one, stands for every cell.
  void Finish(std::uint64_t cells, bool one_for_all);

  // Of the next cell, in order; false where it has none.  After Finish().
  bool Next(std::string_view* text);

  // Is there a text in which a comma or point could part decimals or thousands?
  bool unclear_text() const { return unclear_text_; }

 private:
  enum class Form { kAbsent, kArray, kObject, kSingle };
  struct Cell {
    std::uint32_t cell, begin;
  };
  void Start(Form form);
  [[noreturn]] void Fail(const std::string& message) const;
  std::uint32_t Keep(std::string_view text);

  const char* what_;
  Form form_ = Form::kAbsent;
  bool unclear_text_ = false, one_for_all_ = false;
  std::uint64_t count_ = 0;  // of an array, nulls too
  std::uint64_t key_ = 0;
  std::vector<Cell> cells_;                                 // those that are not null
  std::string texts_;                                       // a byte for the length before each
  std::map<std::string, std::uint32_t, std::less<>> seen_;  // the first thousand different texts
  std::size_t next_ = 0;
  std::uint64_t at_ = 0;
};

}  // namespace json_import

#endif  // RAPPORTEUR_PLUGINS_JSON_IMPORT_CELLS_H_
