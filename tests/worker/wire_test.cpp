#include "core/worker/wire.h"

#include <catch2/catch.hpp>

#include <cstring>
#include <fstream>
#include <limits>
#include <sstream>

#include "tests/support/shared_data.h"

namespace rapporteur::wire {
namespace {

// A batch of one text, one whole number and one number, two rows, something missing in each.
std::vector<char> GoodBatch() {
  TableBuilder builder({{"t", "", FieldType::kText},
                        {"i", "", FieldType::kInt64},
                        {"f", "", FieldType::kFloat64}});
  builder.AddText("Ш");
  builder.AddMissing();
  builder.AddFloat64(0.5);
  builder.EndRow();
  builder.AddText("ab");
  builder.AddInt64(-1);
  builder.AddMissing();
  builder.EndRow();
  return builder.Take().TakePayload();
}

template <typename T>
void Put(std::vector<char>& bytes, std::size_t at, T value) {
  REQUIRE(at + sizeof value <= bytes.size());
  std::memcpy(bytes.data() + at, &value, sizeof value);
}

std::string Refusal(const std::vector<char>& bytes, std::uint32_t columns, std::uint64_t rows) {
  return DecodeBatch(bytes, columns, rows).status().message();
}

std::span<const char> Bytes(const std::string& text) { return {text.data(), text.size()}; }

// Where things lie in GoodBatch: three column headers, offsets, text, validity, values, ...
constexpr std::size_t kOffsets = 48, kText = 64, kIntValidity = 72, kFloats = 104;

}  // namespace

TEST_CASE("a good batch is decoded") {
  const std::vector<char> bytes = GoodBatch();
  REQUIRE(bytes.size() == 120);
  Result<std::vector<ColumnView>> views = DecodeBatch(bytes, 3, 2);
  REQUIRE(views.ok());
  CHECK((*views)[0].validity == nullptr);
  CHECK((*views)[0].values == bytes.data() + kText);
  CHECK(*(*views)[1].validity == 0b10);
  CHECK(reinterpret_cast<const char*>((*views)[1].validity) == bytes.data() + kIntValidity);
  CHECK((*views)[2].values == bytes.data() + kFloats);
}

TEST_CASE("the worked example of the page is what is sent") {
  Header header;
  header.kind = Kind::kBatch;
  header.columns = 3;
  header.rows = 2;
  const std::vector<char> payload = GoodBatch();
  header.payload_bytes = payload.size();
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  bytes.append(payload.data(), payload.size());

  std::ifstream page(TestData("../../core/doc/wire_format.md"));
  std::string line, written;
  bool inside = false;
  while (std::getline(page, line)) {
    if (line.rfind("  0  52 50 54 31", 0) == 0) inside = true;
    if (line == "```") inside = false;
    if (!inside) continue;
    std::istringstream words(line.substr(0, 3 + 2 + 16 * 3));
    std::string word;
    words >> word;
    CHECK(word == std::to_string(written.size()));
    while (words >> word) written += static_cast<char>(std::stoi(word, nullptr, 16));
  }
  CHECK(written == bytes);
}

TEST_CASE("every way in which a batch may be wrong is refused with its reason") {
  struct Case {
    void (*spoil)(std::vector<char>&);
    const char* reason;
  };
  const Case cases[] = {
      {[](auto& b) { b.resize(40); }, "the batch ends within its column headers"},
      {[](auto& b) { b.resize(48); }, "column 1: the batch ends within its values"},
      {[](auto& b) { b.resize(112); }, "column 3: the batch ends within its values"},
      {[](auto& b) { b.resize(128); }, "8 bytes follow the last column"},
      {[](auto& b) { Put<std::uint32_t>(b, 0, 0); }, "column 1: there is no type 0"},
      {[](auto& b) { Put<std::uint32_t>(b, 16, 4); }, "column 2: there is no type 4"},
      {[](auto& b) { Put<std::uint32_t>(b, 4, 2); }, "column 1: an unknown flag is set"},
      {[](auto& b) { Put<std::uint64_t>(b, 24, 8); },
       "column 2: 8 bytes of values do not fit 2 rows"},
      {[](auto& b) { Put<std::uint64_t>(b, 8, ~0ull); },
       "column 1: 18446744073709551615 bytes of values do not fit 2 rows"},
      {[](auto& b) { Put<std::uint64_t>(b, 8, 16u << 20); },
       "column 1: the batch ends within its values"},
      {[](auto& b) { Put<std::uint32_t>(b, kOffsets, 1); }, "column 1: the first offset is not 0"},
      {[](auto& b) { Put<std::uint32_t>(b, kOffsets + 4, 5); },
       "column 1, row 2: the offsets decrease"},
      {[](auto& b) { Put<std::uint32_t>(b, kOffsets + 4, ~0u); },
       "column 1, row 2: the offsets decrease"},
      {[](auto& b) { Put<std::uint32_t>(b, kOffsets + 8, 3); },
       "column 1: the last offset is 3, the texts have 4 bytes"},
      {[](auto& b) { Put<std::uint32_t>(b, kOffsets + 4, 1); },
       "column 1, row 1: the text is not UTF-8"},
      {[](auto& b) { Put<char>(b, kText + 3, '\xFF'); }, "column 1, row 2: the text is not UTF-8"},
      {[](auto& b) { Put<char>(b, kText + 4, 'x'); }, "column 1: the padding is not 0"},
      {[](auto& b) { Put<char>(b, kIntValidity + 7, 1); }, "column 2: the padding is not 0"},
      {[](auto& b) { Put<double>(b, kFloats, std::numeric_limits<double>::infinity()); },
       "column 3, row 1: the number is not finite"},
  };
  for (const Case& c : cases) {
    std::vector<char> bytes = GoodBatch();
    c.spoil(bytes);
    CHECK(Refusal(bytes, 3, 2) == c.reason);
  }
  CHECK(Refusal(GoodBatch(), 0, 2) == "a batch has 1 to 16384 columns, found 0");
  CHECK(Refusal(GoodBatch(), 16385, 2) == "a batch has 1 to 16384 columns, found 16385");
  CHECK(Refusal(GoodBatch(), 3, 0) == "a batch has 1 to 65536 rows, found 0");
  CHECK(Refusal(GoodBatch(), 3, 65537) == "a batch has 1 to 65536 rows, found 65537");
}

TEST_CASE("a number that is missing may be anything") {
  std::vector<char> bytes = GoodBatch();
  Put<double>(bytes, kFloats + 8, std::numeric_limits<double>::quiet_NaN());
  CHECK(Refusal(bytes, 3, 2).empty());
}

TEST_CASE("a batch in a plugin's memory is refused for the same reasons") {
  const std::uint32_t offsets[] = {0, 2, 1};
  ColumnView text{FieldType::kText, nullptr, "ab", offsets};
  CHECK(CheckColumns({&text, 1}, 2).message() == "column 1, row 2: the offsets decrease");
  text.offsets = nullptr;
  CHECK(CheckColumns({&text, 1}, 2).message() == "column 1: a text column has no offsets");
  const ColumnView number{FieldType::kInt64, nullptr, nullptr, nullptr};
  CHECK(CheckColumns({&number, 1}, 2).message() == "column 1: there are no values");
  const std::uint32_t huge[] = {0, 17u << 20};
  text = {FieldType::kText, nullptr, "ab", huge};
  CHECK(CheckColumns({&text, 1}, 1).message() == "the batch is larger than 16777216 bytes");
  CHECK(CheckColumns({}, 1).message() == "a batch has 1 to 16384 columns, found 0");
}

TEST_CASE("a header with impossible numbers is refused before anything is read") {
  const auto refusal = [](void (*spoil)(Header&)) {
    Header header;
    header.kind = Kind::kBatch;
    header.columns = 3;
    header.rows = 2;
    header.payload_bytes = 120;
    spoil(header);
    return CheckHeader(header).message();
  };
  CHECK(refusal([](Header&) {}).empty());
  CHECK(refusal([](Header& h) { h.magic = 1; }) == "a message does not begin with RPT1");
  CHECK(refusal([](Header& h) { h.kind = Kind(0); }) == "there is no message of kind 0");
  CHECK(refusal([](Header& h) { h.kind = Kind(16); }) == "there is no message of kind 16");
  CHECK(refusal([](Header& h) { h.reserved = 1; }) == "a reserved field is not 0");
  CHECK(refusal([](Header& h) { h.columns = 0; }) == "a batch has 1 to 16384 columns, found 0");
  CHECK(refusal([](Header& h) { h.rows = 1u << 17; }) ==
        "a batch has 1 to 65536 rows, found 131072");
  CHECK(refusal([](Header& h) { h.payload_bytes = (16u << 20) + 8; }) ==
        "BATCH: 16777224 bytes, at most 16777216 are allowed");
  CHECK(refusal([](Header& h) { h.payload_bytes = 121; }) ==
        "BATCH: the size is no multiple of 8");
  CHECK(refusal([](Header& h) { h.kind = Kind::kLog; }) ==
        "LOG: only a BATCH has columns and rows");
  CHECK(refusal([](Header& h) {
          h = Header();
          h.kind = Kind::kLog;
          h.payload_bytes = 3u << 20;
        }) == "LOG: 3145728 bytes, at most 2097152 are allowed");
}

TEST_CASE("every message comes back as it was sent") {
  Hello hello;
  hello.abi_major = 1;
  hello.needs_minor = 2;
  hello.id = "org.example.x";
  hello.version = "1.0.0";
  hello.sandbox = "seccomp";
  hello.interfaces = {"rpt.importer/1", "rpt.country/1"};
  Result<Hello> hello_back = DecodeHello(Bytes(Encode(hello)));
  REQUIRE(hello_back.ok());
  CHECK(hello_back->needs_minor == 2);
  CHECK(hello_back->id == "org.example.x");
  CHECK(hello_back->interfaces == hello.interfaces);

  Result<Refused> refused = DecodeRefused(Bytes(Encode(Refused{RefusedWhy::kWrongAbi, "2"})));
  REQUIRE(refused.ok());
  CHECK(refused->why == RefusedWhy::kWrongAbi);
  CHECK(refused->text == "2");

  Result<Job> job = DecodeJob(Bytes(Encode(Job{JobKind::kCheck, "{}"})));
  REQUIRE(job.ok());
  CHECK(job->kind == JobKind::kCheck);
  CHECK(job->options == "{}");

  const std::vector<Field> fields{{"row", "row", FieldType::kInt64}, {"a", "", FieldType::kText}};
  Result<std::vector<Field>> fields_back = DecodeFields(Bytes(Encode(fields)));
  REQUIRE(fields_back.ok());
  CHECK(*fields_back == fields);

  Result<Wanted> all = DecodeWanted(Bytes(Encode(Wanted())));
  REQUIRE(all.ok());
  CHECK(all->all);
  Result<Wanted> some = DecodeWanted(Bytes(Encode(Wanted{false, {0, 3, 16383}})));
  REQUIRE(some.ok());
  CHECK(!some->all);
  CHECK(some->columns == std::vector<std::uint64_t>{0, 3, 16383});

  Result<Aside> aside = DecodeAside(Bytes(Encode(Aside{3, 4, "comment", "Sheet", "text"})));
  REQUIRE(aside.ok());
  CHECK(aside->row == 3);
  CHECK(aside->column == 4);
  CHECK(aside->kind + aside->sheet + aside->text == "commentSheettext");

  Result<IssueMessage> issue = DecodeIssue(Bytes(Encode(IssueMessage{2, 3, 4, "s", "f", "t"})));
  REQUIRE(issue.ok());
  CHECK(issue->level == 2);
  CHECK(issue->row == 3);
  CHECK(issue->column == 4);
  CHECK(issue->sheet + issue->field + issue->text == "sft");

  Result<Progress> progress = DecodeProgress(Bytes(Encode(Progress{5, 6})));
  REQUIRE(progress.ok());
  CHECK(progress->done == 5);
  CHECK(progress->total == 6);

  Result<LogLine> line = DecodeLog(Bytes(Encode(LogLine{1, "hello"})));
  REQUIRE(line.ok());
  CHECK(line->level == 1);
  CHECK(line->text == "hello");

  Done done;
  done.code = 2;
  done.cause = Cause::kIgnored;
  done.rows = 10;
  done.batches = 2;
  done.row = 17;
  done.column = 3;
  done.score = 50;
  done.sheet = "S";
  done.field = "year";
  done.message = "cannot read";
  Result<Done> done_back = DecodeDone(Bytes(Encode(done)));
  REQUIRE(done_back.ok());
  CHECK(done_back->code == 2);
  CHECK(done_back->cause == Cause::kIgnored);
  CHECK(done_back->score == 50);
  CHECK(done_back->rows == 10);
  CHECK(done_back->batches == 2);
  CHECK(done_back->row == 17);
  CHECK(done_back->column == 3);
  CHECK(done_back->sheet + done_back->field + done_back->message == "Syearcannot read");
}

TEST_CASE("a message with impossible values is refused with the name of the value") {
  const auto log = [](std::string bytes) { return DecodeLog(Bytes(bytes)).status().message(); };
  const std::string good = Encode(LogLine{1, "hello"});
  CHECK(log(good).empty());
  CHECK(log("") == "LOG: \"level\" ends after the message");
  CHECK(log(good.substr(0, 12)) == "LOG: \"text\" ends after the message");
  CHECK(log(good.substr(0, 23)) == "LOG: \"text\" ends after the message");
  CHECK(log(good + "12345678") == "LOG: 8 bytes follow the last value");
  CHECK(log(Encode(LogLine{4, ""})) == "LOG: \"level\" is 4, expected 0 to 3");
  CHECK(log(Encode(LogLine{1, "\x80"})) == "LOG: \"text\" is not UTF-8");
  CHECK(log(Encode(LogLine{1, std::string((1 << 20) + 1, 'x')})) ==
        "LOG: \"text\" is longer than 1048576 bytes");
  std::string huge = good;
  for (std::size_t i = 8; i < 16; ++i) huge[i] = '\xFF';
  CHECK(log(huge) == "LOG: \"text\" is longer than 1048576 bytes");
  std::string padded = good;
  padded.back() = 'x';
  CHECK(log(padded) == "LOG: \"text\" is not padded with 0");
  Hello many;
  many.interfaces.assign(65, "x");
  CHECK(DecodeHello(Bytes(Encode(many))).status().message() ==
        "HELLO: \"interfaces\" is 65, expected 0 to 64");
  const auto wanted = [](const Wanted& w) { return DecodeWanted(Bytes(Encode(w))).status().message(); };
  CHECK(wanted({true, {1}}) == "WANTED: \"count\" is 1, expected 0 to 0");
  CHECK(wanted({false, {}}) == "WANTED: \"count\" is 0, expected 1 to 16384");
  CHECK(wanted({false, {2, 2}}) == "WANTED: \"column\" is 2, expected 3 to 16383");
  CHECK(wanted({false, {16384}}) == "WANTED: \"column\" is 16384, expected 0 to 16383");
  Hello later;
  later.wire_version = 3;
  CHECK(DecodeHello(Bytes(Encode(later))).status().message() ==
        "HELLO: \"wire_version\" is 3, expected 2 to 2");
}

TEST_CASE("columns that are none are refused") {
  const auto refusal = [](std::vector<Field> fields) { return CheckFields(fields).message(); };
  const FieldType text = FieldType::kText, whole = FieldType::kInt64;
  CHECK(refusal({{"a", "", text}, {"b", "decimal-comma", text}, {"r", "row", whole}}).empty());
  CHECK(refusal({}) == "a table has 1 to 16384 columns, found 0");
  CHECK(refusal({{"a", "", text}, {"", "", text}}) == "column 2 has no name");
  CHECK(refusal({{std::string(1025, 'x'), "", text}}) ==
        "column 1 has a name of more than 1024 bytes");
  CHECK(refusal({{"a", "", text}, {"a", "", whole}}) ==
        "column 2 has the name of an earlier column");
  CHECK(refusal({{"a", "row", text}}) ==
        "column 1: the role \"row\" belongs to a column of whole numbers");
  CHECK(refusal({{"a", "sheet", whole}}) ==
        "column 1: the role \"sheet\" belongs to a column of text");
  CHECK(refusal({{"a", "decimal-point", whole}}) ==
        "column 1: the role \"decimal-point\" belongs to a column of text");
  CHECK(refusal({{"a", "row", whole}, {"b", "row", whole}}) ==
        "column 2: there is another column with the role \"row\"");
  CHECK(DecodeFields(Bytes(Encode(std::vector<Field>{{"a", "", text}, {"a", "", text}})))
            .status()
            .message() == "FIELDS: column 2 has the name of an earlier column");
}

}  // namespace rapporteur::wire
