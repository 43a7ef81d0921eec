// A table whose columns are known when the plugin is compiled: a row with a cell too few, or of the
// wrong type, does not compile.
//
// The first column, "row", is added by itself: the line the importer has just read, or what at()
// says.
//
// Example:
//   using Output = rpt::Rows<std::string, std::int64_t, double>;
//   static constexpr const char* kColumns[] = {"region", "year", "value"};
//   out.add("North", 2024, rpt::missing);
#ifndef RAPPORTEUR_ROWS_HPP_
#define RAPPORTEUR_ROWS_HPP_

#include <rapporteur/table_writer.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace rpt {

// Stands for a cell that is empty in the source.  Zero is a number; missing is not.
struct Missing {};
inline constexpr Missing missing{};

// One cell of a Rows: a value of the column's type, or missing.
template <typename T>
class Cell {
  static_assert(std::is_same_v<T, std::string> || std::is_same_v<T, std::int64_t> ||
                    std::is_same_v<T, double>,
                "a column is std::string, std::int64_t or double");
  using Value = std::conditional_t<std::is_same_v<T, std::string>, std::string_view, T>;

 public:
  Cell(Missing) : present_(false) {}
  template <typename V, typename = std::enable_if_t<std::is_convertible_v<const V&, Value> &&
                                                    (std::is_same_v<T, std::string> ||
                                                     std::is_arithmetic_v<V>)>>
  Cell(const V& value) : value_(static_cast<Value>(value)) {
    static_assert(!(std::is_same_v<T, std::int64_t> && std::is_floating_point_v<V>),
                  "a fraction would be cut in a column of whole numbers");
  }

  void write(TableWriter& out) const {
    if (!present_) {
      out.missing();
    } else if constexpr (std::is_same_v<T, std::string>) {
      out.text(value_);
    } else if constexpr (std::is_same_v<T, double>) {
      out.number(value_);
    } else {
      out.integer(value_);
    }
  }

 private:
  Value value_{};
  bool present_ = true;
};

template <typename... Types>
class Rows {
 public:
  // `names` are those of the columns; where there are none they are called column_1, column_2, ...
  // `line` is where the importer's reader keeps the number of the line it has read; may be null.
  Rows(TableWriter& out, const std::vector<std::string>& names, const std::uint64_t* line)
      : out_(out), line_(line) {
    std::vector<Field> fields{{"row", Type::int64, "row"}};
    const Type types[] = {type_of<Types>()...};
    for (std::size_t i = 0; i < sizeof...(Types); ++i) {
      fields.push_back({i < names.size() ? names[i] : "column_" + std::to_string(i + 1), types[i]});
    }
    out_.begin(fields);
  }

  void add(const Cell<Types>&... cells) {
    out_.integer(static_cast<std::int64_t>(at_ != 0 || line_ == nullptr ? at_ : *line_));
    (cells.write(out_), ...);
    out_.end_row();
    at_ = 0;
  }

  // Says that the next row added stands in `row` of the source.
  Rows& at(std::uint64_t row) {
    at_ = row;
    return *this;
  }

  std::uint64_t count() const { return out_.count(); }

 private:
  template <typename T>
  static constexpr Type type_of() {
    if constexpr (std::is_same_v<T, std::string>) return Type::text;
    if constexpr (std::is_same_v<T, double>) return Type::float64;
    return Type::int64;
  }

  TableWriter& out_;
  const std::uint64_t* line_;
  std::uint64_t at_ = 0;
};

}  // namespace rpt

#endif  // RAPPORTEUR_ROWS_HPP_
