// Columns that nobody wants don't leave the worker, and no row does before the core has said which it
// wants.  The test plays the core and looks at every byte of the wire.
#include <catch2/catch.hpp>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "core/base/text.h"
#include "core/worker/process.h"
#include "core/worker/wire.h"
#include "tests/worker/support.h"

namespace rapporteur {
namespace {

constexpr const char* kPolice = "org.example.police-report-1.0.0";

// The bytes that came, and the messages in them.
struct Wire {
  std::string bytes;
  std::vector<wire::Kind> kinds;
  std::vector<Field> fields;
};

// Runs a worker on `input` and answers its columns with `wanted` after a while; none: says nothing.
Wire Listen(const PluginBinary& binary, const std::string& input, const wire::Wanted* wanted) {
  int sockets[2], pipes[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) == 0);
  REQUIRE(::pipe2(pipes, O_CLOEXEC) == 0);
  Fd ours(sockets[0]), theirs(sockets[1]), log(pipes[0]), log_end(pipes[1]);
  const Fd file = InputOf(input);
  const Fd library = InputOf(*ReadFile(binary.path));
  Spawner spawner;
  Spawner::Request request;
  request.path = DefaultWorkerPath();
  request.socket = theirs.get();
  request.log = log_end.get();
  request.file = file.get();
  request.library = library.get();
  request.arguments = {"--parent=" + std::to_string(::getpid()), "--memory=536870912", "--cpu=30",
                       "--output=0", "--files=16"};
  Result<Child> child = spawner.Spawn(request);
  REQUIRE(child.ok());
  theirs.Close();
  const auto send = [&](wire::Kind kind, const std::string& payload) {
    wire::Header header;
    header.kind = kind;
    header.payload_bytes = payload.size();
    std::string message(reinterpret_cast<const char*>(&header), sizeof header);
    message += payload;
    REQUIRE(::send(ours.get(), message.data(), message.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(message.size()));
  };
  send(wire::Kind::kJob, Encode(wire::Job{wire::JobKind::kImport, "{}"}));

  Wire heard;
  std::size_t read = 0;
  while (true) {
    pollfd ready{ours.get(), POLLIN, 0};
    // A worker that does not wait for the answer has sent its rows long before.
    if (::poll(&ready, 1, wanted == nullptr ? 400 : 20'000) == 0) break;
    char buffer[1 << 16];
    const ssize_t n = ::recv(ours.get(), buffer, sizeof buffer, 0);
    if (n <= 0) break;
    heard.bytes.append(buffer, static_cast<std::size_t>(n));
    wire::Header header;
    while (heard.bytes.size() - read >= sizeof header) {
      std::memcpy(&header, heard.bytes.data() + read, sizeof header);
      const std::size_t whole = sizeof header + static_cast<std::size_t>(header.payload_bytes);
      if (heard.bytes.size() - read < whole) break;
      heard.kinds.push_back(header.kind);
      if (header.kind == wire::Kind::kFields) {
        heard.fields = *wire::DecodeFields(
            std::span<const char>(heard.bytes.data() + read + sizeof header, whole - sizeof header));
        if (wanted != nullptr) send(wire::Kind::kWanted, Encode(*wanted));
      }
      read += whole;
    }
  }
  child->Kill();
  child->Wait(std::chrono::seconds(2));
  return heard;
}

bool Has(const Wire& heard, const std::string& text) {
  return heard.bytes.find(text) != std::string::npos;
}

bool Came(const Wire& heard, wire::Kind kind) {
  return std::find(heard.kinds.begin(), heard.kinds.end(), kind) != heard.kinds.end();
}

const std::string kInput = "h\nNorthMark;2023;SexMark;FormMark;1\nSouthMark;2023;SexMark;FormMark;2\n";

}  // namespace

TEST_CASE("columns that are not wanted do not cross") {
  const PluginBinary police = Example(kPolice, "police_report.so");
  const wire::Wanted all;
  const Wire everything = Listen(police, kInput, &all);
  for (const char* mark : {"NorthMark", "SouthMark", "SexMark", "FormMark"}) {
    CHECK(Has(everything, mark));
  }
  REQUIRE(everything.fields.size() > 3);
  // The place of the row, and the column with the sex.
  std::size_t sex = 0;
  while (everything.fields[sex].name != "sex") REQUIRE(++sex < everything.fields.size());
  const wire::Wanted some{false, {0, sex}};
  const Wire little = Listen(police, kInput, &some);
  CHECK(Came(little, wire::Kind::kBatch));
  CHECK(Came(little, wire::Kind::kDone));
  CHECK(Has(little, "SexMark"));
  for (const char* mark : {"NorthMark", "SouthMark", "FormMark"}) CHECK_FALSE(Has(little, mark));
}

TEST_CASE("no row crosses before the core has said what it wants") {
  const Wire heard = Listen(Example(kPolice, "police_report.so"), kInput, nullptr);
  CHECK(Came(heard, wire::Kind::kFields));
  CHECK_FALSE(Came(heard, wire::Kind::kBatch));
  CHECK_FALSE(Came(heard, wire::Kind::kDone));
  for (const char* mark : {"NorthMark", "SouthMark", "SexMark", "FormMark"}) {
    CHECK_FALSE(Has(heard, mark));
  }
}

TEST_CASE("a sink gets the columns that it wants") {
  struct Sink final : CollectingSink {
    std::optional<std::vector<std::size_t>> Wanted() override { return {{0, 2}}; }
  } sink;
  const Result<JobReport> report =
      TestWorkers().Import(Example(kPolice, "police_report.so"), InputOf(kInput), "{}", JobLimits(),
                           sink);
  REQUIRE(report.ok());
  CHECK(sink.fields.size() > 2);
  CHECK(sink.rows == std::vector<std::string>{"2|2023", "3|2023"});
}

TEST_CASE("a plugin that sends what is not wanted itself breaks the rules") {
  struct Sink final : CollectingSink {
    std::optional<std::vector<std::size_t>> Wanted() override { return {{0}}; }
  } sink;
  const Status s = TestWorkers()
                       .Import(Bad("misbehaves"), InputOf("input"), R"({"do": "unwanted column"})",
                               JobLimits(), sink)
                       .status();
  CHECK(Said(s) ==
        "plugin-broke-protocol: The plugin org.x 1.0.0 handed over something it must not before the "
        "first row: a batch does not have the columns of its table; nothing was stored.");
}

TEST_CASE("of a table of persons nothing that the plugin says is repeated") {
  struct Sink final : CollectingSink {
    bool Persons() override { return true; }
  } sink;
  const auto said = [&](const char* what) {
    return Said(TestWorkers()
                    .Import(Bad("misbehaves"), InputOf("input"),
                            "{\"do\": \"" + std::string(what) + "\"}", JobLimits(), sink)
                    .status());
  };
  CHECK(said("quote a cell") ==
        "bad-input: row 7, column 3: the importer gave up here; what it says is not repeated, because "
        "the table holds persons.");
  CHECK(said("throw guarded") ==
        "plugin-failed: The plugin org.x 1.0.0 failed before the first row: the importer gave up here; "
        "what it says is not repeated, because the table holds persons; nothing was stored.");
  CHECK(said("crash") ==
        "plugin-crashed: The plugin org.x 1.0.0 crashed (signal 11, segmentation fault) after 4,096 "
        "rows; nothing was stored.");
}

}  // namespace rapporteur
