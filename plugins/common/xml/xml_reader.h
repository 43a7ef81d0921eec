// Reads XML from a stream, one event after the other, in bounded memory: expat underneath, with
// namespaces, and with everything refused that an answer file never needs and an attack does.
//
//   - A DOCTYPE is refused, so there are no entities but the five of XML, internal or external.
//   - Depth, attributes of an element, the length of a tag and of a text are limited.
//   - Encodings: UTF-8, UTF-16, ISO-8859-1, US-ASCII, and, where the file says so in its first
//   line,
//     windows-1250, windows-1251 and ISO-8859-2.  All text comes out as UTF-8.
//
// What is refused throws rpt::BadInput or rpt::LimitReached with a sentence that names the place
// and never what stands there.  A plugin that links this needs "libexpat.so.1" in its manifest.
//
// A reader belongs to one thread.  Views it lends are valid until the next call of Next(), Skip()
// or ReadText().
//
// Example:
//   common::XmlReader xml(common::FileSource(file), "the file");
//   while (xml.Next()) {
//     if (xml.Starts("Obs")) use(xml.Attribute("TIME_PERIOD"));
//     if (xml.Starts(kGeneric, "Value")) use(xml.ReadText());
//   }
#ifndef RAPPORTEUR_PLUGINS_COMMON_XML_XML_READER_H_
#define RAPPORTEUR_PLUGINS_COMMON_XML_XML_READER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <rapporteur/files.hpp>
#include <string>
#include <string_view>

namespace common {

// Fills `to` with up to `size` bytes and returns how many; 0 at the end.  May throw.
using ByteSource = std::function<std::size_t(char* to, std::size_t size)>;

// The bytes of a job's file from its beginning.  `file` must outlive the source.
ByteSource FileSource(const rpt::InputFile& file);

struct XmlLimits {
  std::size_t depth = 256;
  std::size_t attributes = 4096;                  // of one element
  std::size_t tag_bytes = std::size_t{1} << 20;   // a tag with all its attributes, a comment
  std::size_t text_bytes = std::size_t{4} << 20;  // between two tags
};

class XmlReader {
 public:
  enum class Event { kStart, kEnd, kText };

  struct AttributeView {
    std::string_view space, name, value;  // space: the namespace's URI, "" where it has no prefix
  };

  // `what` begins the messages: "the file", "the part xl/workbook.xml".
  explicit XmlReader(ByteSource source, std::string what, XmlLimits limits = {});
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  // Moves to the next event; false at the end of a whole document.  An empty element gives kStart
  // and kEnd; text between two tags is one kText, white space too; comments and processing
  // instructions give nothing (text around them is one).
  bool Next();

  Event event() const;

  // Of kStart and kEnd: the namespace's URI ("" where there is none) and the name without prefix.
  std::string_view space() const;
  std::string_view name() const;
  bool Starts(std::string_view name) const;  // in any namespace
  bool Starts(std::string_view space, std::string_view name) const;
  bool Ends(std::string_view name) const;
  bool Ends(std::string_view space, std::string_view name) const;

  // Of kStart.  Declarations of namespaces (xmlns) are no attributes.
  std::size_t attribute_count() const;
  AttributeView attribute(std::size_t i) const;
  // The attribute without a prefix, or of a namespace; nothing where it is absent.
  std::optional<std::string_view> Attribute(std::string_view name) const;
  std::optional<std::string_view> Attribute(std::string_view space, std::string_view name) const;

  // Of kText.
  std::string_view text() const;

  // Elements open at the event: 1 at the root's kStart and kEnd.
  std::size_t depth() const;

  // The line of the event, 1-based, as an editor counts.
  std::uint64_t line() const;

  // Moves to the kEnd of the element whose kStart is the running event.
  void Skip();

  // All text within the element whose kStart is the running event, that of its children too, and
  // moves to its kEnd.  At most `limits.text_bytes`.
  std::string ReadText();

  // Bytes taken from the source so far, for rpt::Job::progress.
  std::uint64_t bytes() const;

  // Refuses what the caller found at the running event: "<what>, line 17: <sentence>".
  [[noreturn]] void Fail(const std::string& sentence) const;

 private:
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

}  // namespace common

#endif  // RAPPORTEUR_PLUGINS_COMMON_XML_XML_READER_H_
