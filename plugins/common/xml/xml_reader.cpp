#include "plugins/common/xml/xml_reader.h"

#include <expat.h>

#include <cstring>
#include <exception>
#include <utility>
#include <vector>

#include "plugins/common/xml/encodings.h"

namespace common {
namespace {

constexpr int kChunk = 1 << 16;
constexpr std::size_t kLongestName = 1024;  // with its namespace, which expat repeats every time
constexpr char kBetween = '\n';  // between namespace and name; expat refuses it within a namespace

// Where a piece of text lies in the arena of the events read.
struct Slice {
  std::size_t begin = 0, size = 0;
};
struct Name {
  Slice space, name;
};
struct AttributeSlices {
  Name name;
  Slice value;
};
struct Record {
  XmlReader::Event event = XmlReader::Event::kText;
  Name name;   // kStart, kEnd
  Slice text;  // kText
  std::size_t first_attribute = 0, attributes = 0;
  std::size_t depth = 0;
  std::uint64_t line = 0;
};

}  // namespace

// expat pushes; the events of one chunk are kept and pulled, so that nothing is suspended for each.
struct XmlReader::Rep {
  Rep(ByteSource from, std::string said, XmlLimits allowed)
      : source(std::move(from)),
        what(std::move(said)),
        limits(allowed),
        parser(XML_ParserCreateNS(nullptr, kBetween)) {
    if (parser == nullptr) throw std::bad_alloc();
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, &OnStart, &OnEnd);
    XML_SetCharacterDataHandler(parser, &OnText);
    XML_SetStartDoctypeDeclHandler(parser, &OnDoctype);
    XML_SetUnknownEncodingHandler(parser, &OnEncoding, nullptr);
  }
  ~Rep() { XML_ParserFree(parser); }
  Rep(const Rep&) = delete;
  Rep& operator=(const Rep&) = delete;

  std::string_view View(Slice slice) const { return {arena.data() + slice.begin, slice.size}; }
  const Record& Now() const { return records[at]; }

  bool Move();
  // Forgets the records before `next`.  REQUIRES: at most one text stands there or behind.
  void KeepFrom(std::size_t next);
  void ParseChunk();
  [[noreturn]] void FailParse();
  std::string Where(std::uint64_t line) const {
    return what + (line > 0 ? ", line " + std::to_string(line) : std::string()) + ": ";
  }

  Slice Keep(std::string_view text) {
    const Slice slice{arena.size(), text.size()};
    arena.append(text);
    return slice;
  }
  Name KeepName(const char* said) {
    const std::string_view whole(said);
    if (whole.size() > kLongestName) {
      Refuse(true, "a name with its namespace is longer than 1 KiB");
      return {};
    }
    const std::size_t between = whole.find(kBetween);
    if (between == whole.npos) return {{}, Keep(whole)};
    return {Keep(whole.substr(0, between)), Keep(whole.substr(between + 1))};
  }
  Record& Add(Event event) {
    Record& record = records.emplace_back();
    record.event = event;
    record.line = XML_GetCurrentLineNumber(parser);
    return record;
  }
  void Refuse(bool is_limit, std::string sentence) {
    if (!refusal.empty()) return;
    refusal = std::move(sentence);
    limit_reached = is_limit;
    refused_line = XML_GetCurrentLineNumber(parser);
    XML_StopParser(parser, XML_FALSE);
  }
  // Nothing thrown passes through expat.
  template <typename Body>
  static void Guarded(void* data, Body body) {
    Rep& rep = *static_cast<Rep*>(data);
    if (rep.thrown || !rep.refusal.empty()) return;
    try {
      body(rep);
    } catch (...) {
      rep.thrown = std::current_exception();
      XML_StopParser(rep.parser, XML_FALSE);
    }
  }

  static void XMLCALL OnStart(void* data, const char* name, const char** attributes) {
    Guarded(data, [&](Rep& rep) { rep.Start(name, attributes); });
  }
  static void XMLCALL OnEnd(void* data, const char* name) {
    Guarded(data, [&](Rep& rep) {
      const Name kept = rep.KeepName(name);
      Record& record = rep.Add(Event::kEnd);
      record.name = kept;
      record.depth = rep.open--;
    });
  }
  static void XMLCALL OnText(void* data, const char* text, int size) {
    Guarded(data, [&](Rep& rep) { rep.Text({text, static_cast<std::size_t>(size)}); });
  }
  static void XMLCALL OnDoctype(void* data, const char*, const char*, const char*, int) {
    Guarded(data, [](Rep& rep) {
      rep.Refuse(false,
                 "found a document type declaration (<!DOCTYPE), which is not read because it can "
                 "name other files and grow without end");
    });
  }
  static int XMLCALL OnEncoding(void* data, const char* name, XML_Encoding* encoding);

  void Start(const char* name, const char** attributes);
  void Text(std::string_view text);

  ByteSource source;
  std::string what;
  XmlLimits limits;
  XML_Parser parser;

  std::string arena;  // text of the records
  std::vector<Record> records;
  std::vector<AttributeSlices> attributes;
  std::size_t at = 0;     // the running record
  bool started = false;   // is there a running one?
  bool finished = false;  // the source is at its end and parsed
  std::size_t open = 0;   // elements
  std::uint64_t taken = 0;

  std::string refusal;
  bool limit_reached = false;
  std::uint64_t refused_line = 0;
  std::exception_ptr thrown;
};

void XmlReader::Rep::Start(const char* name, const char** said) {
  if (open == limits.depth) {
    return Refuse(true, "elements are nested more than " + std::to_string(limits.depth) + " deep");
  }
  const std::size_t first = attributes.size();
  for (const char** pair = said; *pair != nullptr; pair += 2) {
    if (attributes.size() - first == limits.attributes) {
      return Refuse(
          true, "an element has more than " + std::to_string(limits.attributes) + " attributes");
    }
    const Name kept = KeepName(pair[0]);
    attributes.push_back({kept, Keep(pair[1])});
  }
  const Name kept = KeepName(name);
  Record& record = Add(Event::kStart);
  record.name = kept;
  record.first_attribute = first;
  record.attributes = attributes.size() - first;
  record.depth = ++open;
}

void XmlReader::Rep::Text(std::string_view text) {
  // Only texts come directly one after the other, so the last text's slice ends the arena.
  if (records.empty() || records.back().event != Event::kText) {
    Record& record = Add(Event::kText);
    record.text = {arena.size(), 0};
    record.depth = open;
  }
  Record& record = records.back();
  if (record.text.size + text.size() > limits.text_bytes) {
    return Refuse(true,
                  "a text is longer than " + std::to_string(limits.text_bytes >> 10) + " KiB");
  }
  arena.append(text);
  record.text.size += text.size();
}

int XMLCALL XmlReader::Rep::OnEncoding(void*, const char* name, XML_Encoding* encoding) {
  const std::uint16_t* upper = UpperHalf(name);
  if (upper == nullptr) return XML_STATUS_ERROR;
  for (int i = 0; i < 128; i++) {
    encoding->map[i] = i;
    encoding->map[128 + i] = upper[i] == 0 ? -1 : upper[i];
  }
  encoding->data = nullptr;
  encoding->convert = nullptr;
  encoding->release = nullptr;
  return XML_STATUS_OK;
}

void XmlReader::Rep::FailParse() {
  if (thrown) std::rethrow_exception(thrown);
  if (!refusal.empty()) {
    const std::string sentence = Where(refused_line) + refusal;
    if (limit_reached) throw rpt::LimitReached(0, sentence);
    throw rpt::BadInput(0, {}, sentence);
  }
  const XML_Error error = XML_GetErrorCode(parser);
  if (error == XML_ERROR_NO_MEMORY) throw std::bad_alloc();
  const std::uint64_t line = XML_GetCurrentLineNumber(parser);
  switch (error) {
    case XML_ERROR_NO_ELEMENTS:
      if (taken == 0) throw rpt::BadInput(0, {}, what + " is empty, expected XML");
      [[fallthrough]];
    case XML_ERROR_UNCLOSED_TOKEN:
    case XML_ERROR_UNCLOSED_CDATA_SECTION:
    case XML_ERROR_PARTIAL_CHAR:
      if (finished) {
        throw rpt::BadInput(0, {}, Where(line) + "the XML ends in the middle; is the file whole?");
      }
      break;
    case XML_ERROR_UNKNOWN_ENCODING:
    case XML_ERROR_INCORRECT_ENCODING:
      throw rpt::BadInput(0, {},
                          Where(line) +
                              "the XML is written in an encoding that is not known here, "
                              "expected UTF-8");
    default:
      break;
  }
  throw rpt::BadInput(0, {},
                      Where(line) + "the XML is not well formed (" + XML_ErrorString(error) + ")");
}

void XmlReader::Rep::ParseChunk() {
  void* buffer = XML_GetBuffer(parser, kChunk);
  if (buffer == nullptr) throw std::bad_alloc();
  const std::size_t size = source(static_cast<char*>(buffer), kChunk);
  taken += size;
  finished = size == 0;
  if (XML_ParseBuffer(parser, static_cast<int>(size), finished ? 1 : 0) != XML_STATUS_OK) {
    FailParse();
  }
  // What expat has not understood yet is one token that is not whole.
  const XML_Index understood = XML_GetCurrentByteIndex(parser);
  if (!finished && understood >= 0 &&
      taken - static_cast<std::uint64_t>(understood) > limits.tag_bytes + kChunk) {
    throw rpt::LimitReached(0, Where(XML_GetCurrentLineNumber(parser)) +
                                   "a tag or comment is longer than " +
                                   std::to_string(limits.tag_bytes >> 10) + " KiB");
  }
}

void XmlReader::Rep::KeepFrom(std::size_t next) {
  Record last;
  std::string text;
  const bool any = next < records.size();
  if (any) {
    last = records[next];
    text = View(last.text);
    last.text = {0, text.size()};
  }
  records.clear();
  attributes.clear();
  arena = std::move(text);
  if (any) records.push_back(last);
}

bool XmlReader::Rep::Move() {
  std::size_t next = started ? at + 1 : 0;
  started = true;
  while (true) {
    const std::size_t left = records.size() - next;
    // A text at the end of what is parsed may go on in the next chunk.
    const bool may_go_on = left == 1 && records[next].event == Event::kText && !finished;
    if (left > 0 && !may_go_on) break;
    if (finished) {
      at = records.size();
      return false;
    }
    KeepFrom(next);
    next = 0;
    ParseChunk();
  }
  at = next;
  return true;
}

XmlReader::XmlReader(ByteSource source, std::string what, XmlLimits limits)
    : rep_(std::make_unique<Rep>(std::move(source), std::move(what), limits)) {}
XmlReader::~XmlReader() = default;

bool XmlReader::Next() {
  if (rep_->started && rep_->at >= rep_->records.size()) return false;
  return rep_->Move();
}

XmlReader::Event XmlReader::event() const { return rep_->Now().event; }
std::string_view XmlReader::space() const { return rep_->View(rep_->Now().name.space); }
std::string_view XmlReader::name() const { return rep_->View(rep_->Now().name.name); }
bool XmlReader::Starts(std::string_view n) const { return event() == Event::kStart && name() == n; }
bool XmlReader::Starts(std::string_view s, std::string_view n) const {
  return Starts(n) && space() == s;
}
bool XmlReader::Ends(std::string_view n) const { return event() == Event::kEnd && name() == n; }
bool XmlReader::Ends(std::string_view s, std::string_view n) const {
  return Ends(n) && space() == s;
}

std::size_t XmlReader::attribute_count() const { return rep_->Now().attributes; }
XmlReader::AttributeView XmlReader::attribute(std::size_t i) const {
  const AttributeSlices& slices = rep_->attributes[rep_->Now().first_attribute + i];
  return {rep_->View(slices.name.space), rep_->View(slices.name.name), rep_->View(slices.value)};
}
std::optional<std::string_view> XmlReader::Attribute(std::string_view name) const {
  return Attribute({}, name);
}
std::optional<std::string_view> XmlReader::Attribute(std::string_view space,
                                                     std::string_view name) const {
  for (std::size_t i = 0; i < attribute_count(); i++) {
    const AttributeView view = attribute(i);
    if (view.name == name && view.space == space) return view.value;
  }
  return std::nullopt;
}

std::string_view XmlReader::text() const { return rep_->View(rep_->Now().text); }
std::size_t XmlReader::depth() const { return rep_->Now().depth; }
std::uint64_t XmlReader::line() const { return rep_->Now().line; }
std::uint64_t XmlReader::bytes() const { return rep_->taken; }

void XmlReader::Skip() {
  const std::size_t begun = depth();
  while (Next()) {
    if (event() == Event::kEnd && depth() == begun) return;
  }
}

std::string XmlReader::ReadText() {
  const std::size_t begun = depth();
  std::string all;
  while (Next()) {
    if (event() == Event::kEnd && depth() == begun) break;
    if (event() != Event::kText) continue;
    if (all.size() + text().size() > rep_->limits.text_bytes) {
      throw rpt::LimitReached(0, rep_->Where(line()) + "a text is longer than " +
                                     std::to_string(rep_->limits.text_bytes >> 10) + " KiB");
    }
    all += text();
  }
  return all;
}

void XmlReader::Fail(const std::string& sentence) const {
  throw rpt::BadInput(0, {}, rep_->Where(rep_->at < rep_->records.size() ? line() : 0) + sentence);
}

ByteSource FileSource(const rpt::InputFile& file) {
  return [&file, offset = std::uint64_t{0}](char* to, std::size_t size) mutable {
    const std::size_t read = file.read_at(offset, to, size);
    offset += read;
    return read;
  };
}

}  // namespace common
