// Rows of our own making that one INSERT ... SELECT reads as the table "given_rows" (columns c1, c2,
// ...).  SQLite then asks for each value once, instead of being stepped, reset and bound for each
// row: a million values are stored in half the time, with every constraint checked as ever.
//
// Belongs to the thread of its Connection.
//
// Example:
//   Status s = connection.RunOnRows("INSERT INTO period SELECT c1, c2, c3, c4 FROM given_rows", rows);
#ifndef RAPPORTEUR_STORE_ROW_SOURCE_H_
#define RAPPORTEUR_STORE_ROW_SOURCE_H_

#include <cstdint>
#include <string_view>

#include "core/base/status.h"

struct sqlite3;
struct sqlite3_context;

namespace rapporteur {

// Takes the value of one column; NULL where nothing is given.
class ColumnTaker {
 public:
  explicit ColumnTaker(sqlite3_context* context) : context_(context) {}
  void Int(std::int64_t value);
  void Real(double value);
  // The text must stay until the source goes to its next row.
  void Text(std::string_view text);

 private:
  sqlite3_context* context_;
};

class RowSource {
 public:
  static constexpr int kMaxColumns = 16;

  virtual ~RowSource() = default;
  // Goes to the first row, then to the next; false at the end, and where reading fails (status()).
  virtual bool Next() = 0;
  // The value of a column of the row, which counts from 1.
  virtual void Give(int column, ColumnTaker& taker) = 0;
  virtual Status status() const = 0;
};

// Makes "given_rows" known to a connection; `*current` is read where a statement reads the table.
// For Connection only.
int RegisterGivenRows(sqlite3* db, RowSource** current);

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_ROW_SOURCE_H_
