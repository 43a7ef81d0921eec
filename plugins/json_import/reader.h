// Reads JSON from a descriptor as a stream of events: memory is bounded by the longest text,
// whatever the file holds.
//
// Refused, with the line: what is no JSON (NaN, comments, a comma too many), what is no UTF-8, a
// text or name of more than 1 MiB, a NUL in either, more than 64 levels, a number that is too large
// to be one.  A file that ends too early is said to be cut off.
//
// Belongs to one thread.  Messages name places, never what a text holds.
#ifndef RAPPORTEUR_PLUGINS_JSON_IMPORT_READER_H_
#define RAPPORTEUR_PLUGINS_JSON_IMPORT_READER_H_

#include <cstdint>
#include <memory>
#include <rapporteur/files.hpp>
#include <rapporteur/job.hpp>
#include <string_view>

namespace json_import {

enum class Kind { kNull, kFlag, kNumber, kText };

// What a reader tells.  Each function returns false to end the reading; texts are lent.
class Events {
 public:
  virtual ~Events() = default;
  // `text` is "" for null, "true" or "false", a number as written, or the text.
  virtual bool Scalar(Kind kind, std::string_view text) = 0;
  virtual bool Key(std::string_view name) = 0;
  virtual bool StartObject() = 0;
  virtual bool EndObject() = 0;
  virtual bool StartArray() = 0;
  virtual bool EndArray() = 0;
};

class Reader {
 public:
  static constexpr std::size_t kLongestText = std::size_t{1} << 20;
  static constexpr std::size_t kMostLevels = 64;

  // `pass` of `passes` over the same file, for what `job` is told of progress.
  Reader(const rpt::InputFile& in, const rpt::Job& job, int pass, int passes);
  // Reads at most the first `most` bytes and tells nobody how far it is.
  Reader(const rpt::InputFile& in, std::uint64_t most);
  ~Reader();

  // Reads the next value; false where the file has no more.  Between two values there must be a
  // line end.
  bool Next(Events& events);

  std::uint64_t line();          // 1-based, of the next byte
  std::uint64_t offset() const;  // of the next byte
  bool ended() const;            // the bytes did not suffice, or were all read

 private:
  class Source;
  class Sax;
  std::unique_ptr<Source> source_;
};

// Throws where the beginning shows that the file is empty, packed, in UTF-16, or no JSON.
void CheckBeginning(const rpt::InputFile& in);

}  // namespace json_import

#endif  // RAPPORTEUR_PLUGINS_JSON_IMPORT_READER_H_
