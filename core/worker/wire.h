// The bytes that core and worker exchange, and the one decoder that both sides use.  Whatever comes
// in is either a checked value or a reason why not; see core/doc/wire_format.md.
//
// Functions here keep no state and may be called from any thread.
#ifndef RAPPORTEUR_WORKER_WIRE_H_
#define RAPPORTEUR_WORKER_WIRE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/worker/table.h"

namespace rapporteur::wire {

inline constexpr std::uint32_t kMagic = 0x31545052;  // "RPT1" as it lies in memory
inline constexpr std::uint64_t kVersion = 2;
inline constexpr std::uint64_t kMostRows = 65'536;
inline constexpr std::uint64_t kMostColumns = 16'384;
inline constexpr std::uint64_t kMostBytes = 16u << 20;   // payload of a batch
inline constexpr std::uint64_t kMostMessage = 2u << 20;  // payload of any other message
inline constexpr std::uint64_t kMostText = 1u << 20;     // one text in it

enum class Kind : std::uint32_t {
  kHello = 1,    // worker: the plugin is loaded
  kRefused = 2,  // worker: it is not, and why
  kJob = 3,      // core: what to do
  kFields = 4,   // both: the columns of the table
  kBatch = 5,    // both: rows
  kAside = 6,    // worker: text outside the table
  kIssue = 7,    // worker: something is wrong at a place
  kProgress = 8,
  kLog = 9,
  kDocument = 10,  // worker: part of a document
  kNext = 11,      // worker: wants the next batch
  kEnd = 12,       // core: there is none
  kCancel = 13,    // core: stop
  kDone = 14,      // worker: how the job ended; the last message
  kWanted = 15     // core: which columns of an imported table may cross
};
inline constexpr std::uint32_t kLastKind = 15;

// Opens every message; 32 bytes.
struct Header {
  std::uint32_t magic = kMagic;
  Kind kind = Kind::kHello;
  std::uint32_t columns = 0;   // of a batch, otherwise 0
  std::uint32_t reserved = 0;  // 0
  std::uint64_t rows = 0;      // of a batch, otherwise 0
  std::uint64_t payload_bytes = 0;
};
static_assert(sizeof(Header) == 32);

// Opens a batch's payload, once per column; 16 bytes.
struct ColumnHeader {
  std::uint32_t type = 0;
  std::uint32_t flags = 0;   // 1: a validity buffer follows
  std::uint64_t bytes = 0;   // of the values
};
static_assert(sizeof(ColumnHeader) == 16);

inline constexpr std::uint64_t Padded(std::uint64_t bytes) { return (bytes + 7) & ~std::uint64_t{7}; }

// Refuses a header whose numbers cannot be: the payload may be read into memory only after this.
Status CheckHeader(const Header& header);

// A batch's columns, as views into `payload`, which is aligned to 8.  Checks sizes, offsets, UTF-8
// and that numbers are finite.
Result<std::vector<ColumnView>> DecodeBatch(std::span<const char> payload, std::uint32_t columns,
                                            std::uint64_t rows);

// Refuses a batch in a plugin's memory for the reasons DecodeBatch() would.
Status CheckColumns(std::span<const ColumnView> columns, std::uint64_t rows);

// Refuses columns that are none: no name, the same name twice, a role of the wrong type.
Status CheckFields(const std::vector<Field>& fields);

// ---- all other messages: whole numbers and texts, one after the other ----

enum class RefusedWhy : std::uint64_t {
  kSandbox = 1,    // a layer of the sandbox cannot be put up
  kLoad = 2,       // the dynamic loader refuses the file
  kNotAnElf = 3,   // ... because it is no library at all
  kNoSymbol = 4,   // no rpt_plugin_1, nor that of another major
  kWrongAbi = 5,   // another major
  kTooNew = 6,     // needs a later minor than this host has
  kDescriptor = 7  // rpt_plugin_1 is not filled in
};

enum class JobKind : std::uint64_t {
  kSniff = 1,
  kImport = 2,
  kExport = 3,
  kDescribe = 4,
  kCheck = 5
};

// How a job ended, beside the plugin's own code.
enum class Cause : std::uint64_t {
  kPlugin = 0,         // as the plugin returned
  kContract = 1,       // it handed over something it must not
  kIgnored = 2,        // it returned success although a call had failed
  kNoInterface = 3     // it does not implement what the job needs
};

struct Hello {
  std::uint64_t wire_version = kVersion;
  std::uint64_t abi_major = 0, abi_minor = 0, needs_minor = 0;
  std::string id, version, sandbox;
  std::vector<std::string> interfaces;
};
struct Refused {
  RefusedWhy why = RefusedWhy::kLoad;
  std::string text;
};
struct Job {
  JobKind kind = JobKind::kImport;
  std::string options;
};
// Which columns of an imported table the core wants; the others never leave the worker.
struct Wanted {
  bool all = true;
  std::vector<std::uint64_t> columns;  // increasing positions in FIELDS; empty where all
};
struct Aside {
  std::uint64_t row = 0, column = 0;
  std::string kind, sheet, text;
};
struct IssueMessage {
  std::uint64_t level = 0, row = 0, column = 0;
  std::string sheet, field, text;
};
struct Progress {
  std::uint64_t done = 0, total = 0;
};
struct LogLine {
  std::uint64_t level = 0;
  std::string text;
};
struct Done {
  std::uint64_t code = 0;  // RPT_OK, ...
  Cause cause = Cause::kPlugin;
  std::uint64_t score = 0;  // of sniff
  std::uint64_t rows = 0, batches = 0;
  std::uint64_t row = 0, column = 0;  // of the error
  std::string sheet, field, message;
};

std::string Encode(const Hello& hello);
std::string Encode(const Refused& refused);
std::string Encode(const Job& job);
std::string Encode(const std::vector<Field>& fields);
std::string Encode(const Wanted& wanted);
std::string Encode(const Aside& aside);
std::string Encode(const IssueMessage& issue);
std::string Encode(const Progress& progress);
std::string Encode(const LogLine& line);
std::string Encode(const Done& done);

Result<Hello> DecodeHello(std::span<const char> payload);
Result<Refused> DecodeRefused(std::span<const char> payload);
Result<Job> DecodeJob(std::span<const char> payload);
Result<std::vector<Field>> DecodeFields(std::span<const char> payload);
Result<Wanted> DecodeWanted(std::span<const char> payload);
Result<Aside> DecodeAside(std::span<const char> payload);
Result<IssueMessage> DecodeIssue(std::span<const char> payload);
Result<Progress> DecodeProgress(std::span<const char> payload);
Result<LogLine> DecodeLog(std::span<const char> payload);
Result<Done> DecodeDone(std::span<const char> payload);

// "BATCH", for messages about messages.
const char* NameOf(Kind kind);

}  // namespace rapporteur::wire

#endif  // RAPPORTEUR_WORKER_WIRE_H_
