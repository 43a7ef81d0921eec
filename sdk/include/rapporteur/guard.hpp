// The exceptions of a plugin, and the guard that turns every one of them into an rpt_error: nothing
// thrown leaves a plugin.
//
// Example:
//   return rpt::guard(error, [&] {
//     throw rpt::BadInput(17, "year", "expected 1990 to 2100");
//   });  // returns RPT_BAD_INPUT and fills *error
#ifndef RAPPORTEUR_GUARD_HPP_
#define RAPPORTEUR_GUARD_HPP_

#include <rapporteur/plugin.h>

#include <cstddef>
#include <cstring>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace rpt {

inline std::string_view view(rpt_str text) {
  return text.size == 0 ? std::string_view()
                        : std::string_view(text.data, static_cast<std::size_t>(text.size));
}

inline rpt_str str(std::string_view text) { return {text.data(), text.size()}; }

// Any failure with a place.  The message is a sentence for the person who can fix it; it never
// repeats a cell that could name a person.
class Error : public std::runtime_error {
 public:
  Error(std::int32_t code_, std::uint64_t row_, std::string field_, const std::string& message)
      : std::runtime_error(message), code(code_), row(row_), field(std::move(field_)) {}

  std::int32_t code;
  std::uint64_t row;
  std::uint64_t column = 0;
  std::string sheet;
  std::string field;
};

class BadInput : public Error {
 public:
  BadInput(std::uint64_t row_, std::string field_, const std::string& message)
      : Error(RPT_BAD_INPUT, row_, std::move(field_), message) {}
};

class BadOption : public Error {
 public:
  BadOption(std::string option, const std::string& message)
      : Error(RPT_BAD_OPTION, 0, std::move(option), message) {}
};

class IoError : public Error {
 public:
  explicit IoError(const std::string& message) : Error(RPT_IO, 0, {}, message) {}
};

class Unsupported : public Error {
 public:
  explicit Unsupported(const std::string& message) : Error(RPT_UNSUPPORTED, 0, {}, message) {}
};

class LimitReached : public Error {
 public:
  LimitReached(std::uint64_t row_, const std::string& message)
      : Error(RPT_LIMIT, row_, {}, message) {}
};

// The plugin is wrong.
class Internal : public Error {
 public:
  explicit Internal(const std::string& message) : Error(RPT_INTERNAL, 0, {}, message) {}
};

class Cancelled : public Error {
 public:
  Cancelled() : Error(RPT_CANCELLED, 0, {}, "the job was cancelled") {}
};

namespace detail {

// Copies as much as fits, never half a character.
template <std::size_t N>
void copy_text(char (&to)[N], std::string_view from) {
  std::size_t size = from.size() < N ? from.size() : N - 1;
  while (size > 0 && size < from.size() && (static_cast<unsigned char>(from[size]) & 0xC0) == 0x80) {
    --size;
  }
  if (size > 0) std::memcpy(to, from.data(), size);
  to[size] = '\0';
}

// Does the caller's struct have every member that is filled here?
inline bool fits(const rpt_error* error) {
  return error != nullptr &&
         error->struct_size >= offsetof(rpt_error, message) + sizeof error->message;
}

inline std::int32_t fill(rpt_error* error, std::int32_t code, std::string_view message) {
  if (fits(error)) {
    error->code = code;
    copy_text(error->message, message);
  }
  return code;
}

inline std::int32_t fill(rpt_error* error, const Error& from) {
  if (fits(error)) {
    error->row = from.row;
    error->column = from.column;
    copy_text(error->sheet, from.sheet);
    copy_text(error->field, from.field);
  }
  return fill(error, from.code, from.what());
}

inline rpt_error empty_error() {
  rpt_error error;
  std::memset(&error, 0, sizeof error);
  error.struct_size = sizeof error;
  return error;
}

// Throws what a function of the host returned.
inline void check(std::int32_t code, const rpt_error& error) {
  if (code == RPT_OK) return;
  Error thrown(code, error.row, error.field, error.message);
  thrown.column = error.column;
  thrown.sheet = error.sheet;
  throw thrown;
}

}  // namespace detail

// Runs `body` and returns RPT_OK, or fills *error and returns its code.
template <typename Body>
std::int32_t guard(rpt_error* error, Body&& body) noexcept {
  try {
    body();
    return RPT_OK;
  } catch (const Error& caught) {
    return detail::fill(error, caught);
  } catch (const std::bad_alloc&) {
    return detail::fill(error, RPT_MEMORY, "the plugin needed more memory than the job may use");
  } catch (const std::exception& caught) {
    return detail::fill(error, RPT_INTERNAL, caught.what());
  } catch (...) {
    return detail::fill(error, RPT_INTERNAL, "the plugin threw something that is no std::exception");
  }
}

}  // namespace rpt

#endif  // RAPPORTEUR_GUARD_HPP_
