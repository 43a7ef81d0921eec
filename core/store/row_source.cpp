#include "core/store/row_source.h"

#include <sqlite3.h>

#include <new>
#include <string>

namespace rapporteur {
namespace {

// SQLite's table and cursor, which it frees through the functions below.
struct GivenRows : sqlite3_vtab {
  RowSource** current = nullptr;
};
struct Cursor : sqlite3_vtab_cursor {
  RowSource* source = nullptr;
  bool at_end = true;
  sqlite3_int64 row = 0;
};

int Connect(sqlite3* db, void* current, int, const char* const*, sqlite3_vtab** out, char**) {
  std::string columns;
  for (int i = 1; i <= RowSource::kMaxColumns; ++i) {
    columns += (i == 1 ? "c" : ", c") + std::to_string(i);
  }
  const int code = sqlite3_declare_vtab(db, ("CREATE TABLE given_rows (" + columns + ")").c_str());
  if (code != SQLITE_OK) return code;
  auto* table = new (std::nothrow) GivenRows();
  if (table == nullptr) return SQLITE_NOMEM;
  table->current = static_cast<RowSource**>(current);
  *out = table;
  return SQLITE_OK;
}

int Disconnect(sqlite3_vtab* table) {
  delete static_cast<GivenRows*>(table);
  return SQLITE_OK;
}

// There is one way to read it: from the first row to the last.
int BestIndex(sqlite3_vtab*, sqlite3_index_info* info) {
  info->estimatedCost = 1e6;
  return SQLITE_OK;
}

int OpenCursor(sqlite3_vtab*, sqlite3_vtab_cursor** out) {
  auto* cursor = new (std::nothrow) Cursor();
  if (cursor == nullptr) return SQLITE_NOMEM;
  *out = cursor;
  return SQLITE_OK;
}

int CloseCursor(sqlite3_vtab_cursor* cursor) {
  delete static_cast<Cursor*>(cursor);
  return SQLITE_OK;
}

int Advance(Cursor& cursor) {
  cursor.at_end = !cursor.source->Next();
  ++cursor.row;
  return cursor.source->status().ok() ? SQLITE_OK : SQLITE_ABORT;
}

int Filter(sqlite3_vtab_cursor* base, int, const char*, int, sqlite3_value**) {
  auto& cursor = *static_cast<Cursor*>(base);
  cursor.source = *static_cast<GivenRows*>(cursor.pVtab)->current;
  return cursor.source == nullptr ? SQLITE_MISUSE : Advance(cursor);
}

int Next(sqlite3_vtab_cursor* base) { return Advance(*static_cast<Cursor*>(base)); }

int Eof(sqlite3_vtab_cursor* base) { return static_cast<Cursor*>(base)->at_end ? 1 : 0; }

int Column(sqlite3_vtab_cursor* base, sqlite3_context* context, int index) {
  ColumnTaker taker(context);
  static_cast<Cursor*>(base)->source->Give(index + 1, taker);
  return SQLITE_OK;
}

int RowId(sqlite3_vtab_cursor* base, sqlite3_int64* id) {
  *id = static_cast<Cursor*>(base)->row;
  return SQLITE_OK;
}

// Without xCreate: the table is there for every statement and is in no schema.
constexpr sqlite3_module MakeModule() {
  sqlite3_module module{};
  module.xConnect = Connect;
  module.xBestIndex = BestIndex;
  module.xDisconnect = Disconnect;
  module.xOpen = OpenCursor;
  module.xClose = CloseCursor;
  module.xFilter = Filter;
  module.xNext = Next;
  module.xEof = Eof;
  module.xColumn = Column;
  module.xRowid = RowId;
  return module;
}
constexpr sqlite3_module kModule = MakeModule();

}  // namespace

void ColumnTaker::Int(std::int64_t value) { sqlite3_result_int64(context_, value); }
void ColumnTaker::Real(double value) { sqlite3_result_double(context_, value); }
void ColumnTaker::Text(std::string_view text) {
  sqlite3_result_text64(context_, text.data() == nullptr ? "" : text.data(), text.size(),
                        SQLITE_STATIC, SQLITE_UTF8);
}

int RegisterGivenRows(sqlite3* db, RowSource** current) {
  return sqlite3_create_module(db, "given_rows", &kModule, current);
}

}  // namespace rapporteur
