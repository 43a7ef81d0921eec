// The messages that are whole numbers and texts, one after the other: each value 8 bytes, a text its
// length and then its bytes, padded to 8.
#include <cstring>

#include "core/base/utf8.h"
#include "core/worker/wire.h"

namespace rapporteur::wire {
namespace {

class Writer {
 public:
  Writer& Number(std::uint64_t value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
    return *this;
  }
  Writer& Text(std::string_view text) {
    Number(text.size());
    bytes_.append(text);
    bytes_.append(Padded(text.size()) - text.size(), '\0');
    return *this;
  }
  std::string Take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// Reads values until one is missing or wrong; from then on they are 0 and empty, and Finish() says
// what it was.
class Reader {
 public:
  Reader(Kind kind, std::span<const char> payload) : kind_(kind), rest_(payload) {}

  std::uint64_t Number(const char* name) {
    std::uint64_t value = 0;
    if (!Has(sizeof value, name)) return 0;
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_ = rest_.subspan(sizeof value);
    return value;
  }

  // A number from `first` to `last`.
  std::uint64_t Choice(const char* name, std::uint64_t first, std::uint64_t last) {
    const std::uint64_t value = Number(name);
    if (failure_.empty() && (value < first || value > last)) {
      Fail(name, "is " + std::to_string(value) + ", expected " + std::to_string(first) + " to " +
                     std::to_string(last));
    }
    return failure_.empty() ? value : first;
  }

  std::string Text(const char* name) {
    const std::uint64_t size = Number(name);
    if (!failure_.empty()) return {};
    if (size > kMostText) {
      Fail(name, "is longer than " + std::to_string(kMostText) + " bytes");
      return {};
    }
    if (!Has(Padded(size), name)) return {};
    std::string text(rest_.data(), static_cast<std::size_t>(size));
    for (std::size_t i = text.size(); i < Padded(size); ++i) {
      if (rest_[i] != 0) Fail(name, "is not padded with 0");
    }
    rest_ = rest_.subspan(static_cast<std::size_t>(Padded(size)));
    if (!IsValidUtf8(text)) {
      Fail(name, "is not UTF-8");
      return {};
    }
    return text;
  }

  bool good() const { return failure_.empty(); }

  Status Finish() {
    if (failure_.empty() && !rest_.empty()) {
      failure_ = std::to_string(rest_.size()) + " bytes follow the last value";
    }
    if (failure_.empty()) return {};
    return Status::Refused("plugin-broke-protocol", std::string(NameOf(kind_)) + ": " + failure_);
  }

 private:
  void Fail(const char* name, const std::string& what) {
    if (failure_.empty()) failure_ = "\"" + std::string(name) + "\" " + what;
  }
  bool Has(std::uint64_t bytes, const char* name) {
    if (failure_.empty() && bytes > rest_.size()) Fail(name, "ends after the message");
    return failure_.empty();
  }

  Kind kind_;
  std::span<const char> rest_;
  std::string failure_;
};

template <typename T>
Result<T> Finish(Reader& reader, T value) {
  if (Status s = reader.Finish(); !s.ok()) return s;
  return value;
}

}  // namespace

std::string Encode(const Hello& hello) {
  Writer writer;
  writer.Number(hello.wire_version).Number(hello.abi_major).Number(hello.abi_minor);
  writer.Number(hello.needs_minor).Text(hello.id).Text(hello.version).Text(hello.sandbox);
  writer.Number(hello.interfaces.size());
  for (const std::string& id : hello.interfaces) writer.Text(id);
  return writer.Take();
}

Result<Hello> DecodeHello(std::span<const char> payload) {
  Reader reader(Kind::kHello, payload);
  Hello hello;
  hello.wire_version = reader.Choice("wire_version", kVersion, kVersion);
  hello.abi_major = reader.Choice("abi_major", 0, 0xFFFF);
  hello.abi_minor = reader.Choice("abi_minor", 0, 0xFFFF);
  hello.needs_minor = reader.Choice("needs_minor", 0, 0xFFFF);
  hello.id = reader.Text("id");
  hello.version = reader.Text("version");
  hello.sandbox = reader.Text("sandbox");
  const std::uint64_t count = reader.Choice("interfaces", 0, 64);
  for (std::uint64_t i = 0; i < count && reader.good(); ++i) {
    hello.interfaces.push_back(reader.Text("interface"));
  }
  return Finish(reader, std::move(hello));
}

std::string Encode(const Refused& refused) {
  return Writer().Number(static_cast<std::uint64_t>(refused.why)).Text(refused.text).Take();
}

Result<Refused> DecodeRefused(std::span<const char> payload) {
  Reader reader(Kind::kRefused, payload);
  Refused refused;
  refused.why = static_cast<RefusedWhy>(reader.Choice("why", 1, 7));
  refused.text = reader.Text("text");
  return Finish(reader, std::move(refused));
}

std::string Encode(const Job& job) {
  return Writer().Number(static_cast<std::uint64_t>(job.kind)).Text(job.options).Take();
}

Result<Job> DecodeJob(std::span<const char> payload) {
  Reader reader(Kind::kJob, payload);
  Job job;
  job.kind = static_cast<JobKind>(reader.Choice("kind", 1, 5));
  job.options = reader.Text("options");
  return Finish(reader, std::move(job));
}

std::string Encode(const std::vector<Field>& fields) {
  Writer writer;
  writer.Number(fields.size());
  for (const Field& field : fields) {
    writer.Number(static_cast<std::uint64_t>(field.type)).Text(field.name).Text(field.role);
  }
  return writer.Take();
}

Result<std::vector<Field>> DecodeFields(std::span<const char> payload) {
  Reader reader(Kind::kFields, payload);
  std::vector<Field> fields;
  const std::uint64_t count = reader.Choice("count", 1, kMostColumns);
  for (std::uint64_t i = 0; i < count && reader.good(); ++i) {
    Field field;
    field.type = static_cast<FieldType>(reader.Choice("type", 1, 3));
    field.name = reader.Text("name");
    field.role = reader.Text("role");
    fields.push_back(std::move(field));
  }
  if (Status s = reader.Finish(); !s.ok()) return s;
  if (Status s = CheckFields(fields); !s.ok()) return s.Within("FIELDS");
  return fields;
}

std::string Encode(const Wanted& wanted) {
  Writer writer;
  writer.Number(wanted.all ? 1 : 0).Number(wanted.columns.size());
  for (const std::uint64_t column : wanted.columns) writer.Number(column);
  return writer.Take();
}

Result<Wanted> DecodeWanted(std::span<const char> payload) {
  Reader reader(Kind::kWanted, payload);
  Wanted wanted;
  wanted.all = reader.Choice("all", 0, 1) == 1;
  const std::uint64_t least = wanted.all ? 0 : 1;
  const std::uint64_t count = reader.Choice("count", least, wanted.all ? 0 : kMostColumns);
  for (std::uint64_t i = 0; i < count && reader.good(); ++i) {
    const std::uint64_t after = wanted.columns.empty() ? 0 : wanted.columns.back() + 1;
    wanted.columns.push_back(reader.Choice("column", after, kMostColumns - 1));
  }
  return Finish(reader, std::move(wanted));
}

std::string Encode(const Aside& aside) {
  return Writer()
      .Number(aside.row)
      .Number(aside.column)
      .Text(aside.kind)
      .Text(aside.sheet)
      .Text(aside.text)
      .Take();
}

Result<Aside> DecodeAside(std::span<const char> payload) {
  Reader reader(Kind::kAside, payload);
  Aside aside;
  aside.row = reader.Number("row");
  aside.column = reader.Number("column");
  aside.kind = reader.Text("kind");
  aside.sheet = reader.Text("sheet");
  aside.text = reader.Text("text");
  return Finish(reader, std::move(aside));
}

std::string Encode(const IssueMessage& issue) {
  return Writer()
      .Number(issue.level)
      .Number(issue.row)
      .Number(issue.column)
      .Text(issue.sheet)
      .Text(issue.field)
      .Text(issue.text)
      .Take();
}

Result<IssueMessage> DecodeIssue(std::span<const char> payload) {
  Reader reader(Kind::kIssue, payload);
  IssueMessage issue;
  issue.level = reader.Choice("level", 1, 3);
  issue.row = reader.Number("row");
  issue.column = reader.Number("column");
  issue.sheet = reader.Text("sheet");
  issue.field = reader.Text("field");
  issue.text = reader.Text("text");
  return Finish(reader, std::move(issue));
}

std::string Encode(const Progress& progress) {
  return Writer().Number(progress.done).Number(progress.total).Take();
}

Result<Progress> DecodeProgress(std::span<const char> payload) {
  Reader reader(Kind::kProgress, payload);
  Progress progress;
  progress.done = reader.Number("done");
  progress.total = reader.Number("total");
  return Finish(reader, progress);
}

std::string Encode(const LogLine& line) {
  return Writer().Number(line.level).Text(line.text).Take();
}

Result<LogLine> DecodeLog(std::span<const char> payload) {
  Reader reader(Kind::kLog, payload);
  LogLine line;
  line.level = reader.Choice("level", 0, 3);
  line.text = reader.Text("text");
  return Finish(reader, std::move(line));
}

std::string Encode(const Done& done) {
  return Writer()
      .Number(done.code)
      .Number(static_cast<std::uint64_t>(done.cause))
      .Number(done.score)
      .Number(done.rows)
      .Number(done.batches)
      .Number(done.row)
      .Number(done.column)
      .Text(done.sheet)
      .Text(done.field)
      .Text(done.message)
      .Take();
}

Result<Done> DecodeDone(std::span<const char> payload) {
  Reader reader(Kind::kDone, payload);
  Done done;
  done.code = reader.Choice("code", 0, 8);
  done.cause = static_cast<Cause>(reader.Choice("cause", 0, 3));
  done.score = reader.Choice("score", 0, 100);
  done.rows = reader.Number("rows");
  done.batches = reader.Number("batches");
  done.row = reader.Number("row");
  done.column = reader.Number("column");
  done.sheet = reader.Text("sheet");
  done.field = reader.Text("field");
  done.message = reader.Text("message");
  return Finish(reader, std::move(done));
}

}  // namespace rapporteur::wire
