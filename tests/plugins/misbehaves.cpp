// An importer that does what the option "do" says, and should not.
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <rapporteur/importer.hpp>
#include <stdexcept>
#include <thread>

#include "core/worker/wire.h"
#include "tests/plugins/attempts.h"

extern char** environ;

namespace {

namespace wire = rapporteur::wire;

// What the plugin does by hand rather than through the SDK.
struct Raw {
  const rpt_import_job* job;
  rpt_error* error;

  // One column of whole numbers that are the rows' places.
  std::int32_t Begin(const char* name = "row", const char* role = "row",
                     std::uint32_t type = RPT_INT64) const {
    const rpt_field field{type, 0, rpt::str(name), rpt::str(role)};
    return job->begin(job->sink, &field, 1, error);
  }
  std::int32_t Emit(std::uint64_t rows) const {
    std::vector<std::int64_t> values(static_cast<std::size_t>(rows), 1);
    const rpt_column column{RPT_INT64, 0, nullptr, values.data(), nullptr};
    const rpt_batch batch{sizeof batch, 1, rows, &column};
    return job->emit(job->sink, &batch, error);
  }
  void Spin() const {
    while (true) asm volatile("");
  }
};

// A table with a text column whose offsets go back.
std::int32_t EmitBadOffsets(const Raw& raw) {
  const rpt_field fields[] = {{RPT_INT64, 0, rpt::str("row"), rpt::str("row")},
                              {RPT_TEXT, 0, rpt::str("text"), rpt::str("")}};
  raw.job->begin(raw.job->sink, fields, 2, raw.error);
  const std::int64_t rows[] = {1, 2};
  const std::uint32_t offsets[] = {0, 2, 1};
  const rpt_column columns[] = {{RPT_INT64, 0, nullptr, rows, nullptr},
                                {RPT_TEXT, 0, nullptr, "ab", offsets}};
  const rpt_batch batch{sizeof batch, 2, 2, columns};
  return raw.job->emit(raw.job->sink, &batch, raw.error);
}

// Goes round the worker and writes to the core itself.
void Forge(wire::Kind kind, std::uint32_t columns, std::uint64_t rows, const std::string& payload) {
  wire::Header header;
  header.kind = kind;
  header.columns = columns;
  header.rows = rows;
  header.payload_bytes = payload.size();
  const iovec parts[] = {{&header, sizeof header},
                         {const_cast<char*>(payload.data()), payload.size()}};
  msghdr message{};
  message.msg_iov = const_cast<iovec*>(parts);
  message.msg_iovlen = 2;
  ::sendmsg(3, &message, 0);
}

std::string Words(std::initializer_list<std::uint64_t> words) {
  std::string bytes;
  for (const std::uint64_t word : words) {
    bytes.append(reinterpret_cast<const char*>(&word), sizeof word);
  }
  return bytes;
}

[[gnu::noinline]] int Deep(int depth) {
  volatile char room[4096];
  room[0] = static_cast<char>(depth);
  return Deep(depth + 1) + room[0];
}

std::int32_t Do(const std::string& what, const Raw& raw) {
  if (what == "crash") {
    raw.Begin();
    raw.Emit(4096);
    *static_cast<volatile int*>(nullptr) = 1;
  } else if (what == "crash at once") {
    *static_cast<volatile int*>(nullptr) = 1;
  } else if (what == "abort") {
    std::abort();
  } else if (what == "overflow the stack") {
    return Deep(0);
  } else if (what == "spin") {
    raw.Begin();
    raw.Emit(1);
    raw.Spin();
  } else if (what == "sleep") {
    std::this_thread::sleep_for(std::chrono::hours(1));
  } else if (what == "trickle") {
    raw.Begin();
    while (true) {
      raw.job->host->progress(raw.job->host->ctx, 1, 0);
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  } else if (what == "hog") {
    return rpt::guard(raw.error, [] {
      std::vector<std::string> all;
      while (true) all.emplace_back(1 << 20, 'x');
    });
  } else if (what == "hog unguarded") {
    std::vector<std::string> all;
    while (true) all.emplace_back(1 << 20, 'x');
  } else if (what == "exit") {
    std::exit(3);
  } else if (what == "throw") {
    throw std::runtime_error("not caught");
  } else if (what == "throw guarded") {
    return rpt::guard(raw.error, [] { throw std::runtime_error("vector::at"); });
  } else if (what == "bad offsets") {
    return EmitBadOffsets(raw);
  } else if (what == "bad offsets ignored") {
    EmitBadOffsets(raw);
    return RPT_OK;
  } else if (what == "cancelled ignored") {
    raw.Begin();
    while (raw.Emit(1) == RPT_OK) {
    }
    return RPT_OK;
  } else if (what == "cancelled unheard") {
    raw.Begin();
    raw.Emit(1);
    raw.Spin();
  } else if (what == "print") {
    std::printf("this is on stdout\n");
    std::fflush(stdout);
    std::fprintf(stderr, "this is on stderr\n");
    raw.job->host->log(raw.job->host->ctx, RPT_INFO, rpt::str("this is logged"));
    raw.Begin();
    return raw.Emit(1);
  } else if (what == "flood the log") {
    const std::string line(1000, 'x');
    while (true) raw.job->host->log(raw.job->host->ctx, RPT_INFO, rpt::str(line));
  } else if (what == "flood stdout") {
    while (true) std::puts("all work and no play makes a plugin a dull plugin");
  } else if (what == "endless rows") {
    raw.Begin();
    while (raw.Emit(4096) == RPT_OK) {
    }
  } else if (what == "many issues") {
    raw.Begin();
    for (int i = 1; i <= 2500; ++i) {
      const rpt_issue issue{sizeof issue,       RPT_WARNING, static_cast<std::uint64_t>(i), 0,
                            rpt::str("Sheet"), rpt::str("year"), rpt::str("odd \xFF")};
      raw.job->host->issue(raw.job->host->ctx, &issue);
    }
    return RPT_OK;
  } else if (what == "no columns") {
    return RPT_OK;
  } else if (what == "no row column") {
    return raw.Begin("a", "");
  } else if (what == "rows before columns") {
    return raw.Emit(1);
  } else if (what == "columns twice") {
    raw.Begin();
    return raw.Begin();
  } else if (what == "type without name") {
    return raw.Begin("row", "row", 9);
  } else if (what == "impossible result") {
    return 99;
  } else if (what == "give up") {
    return RPT_CANCELLED;
  } else if (what == "long text") {
    raw.Begin();
    const auto* aside = static_cast<const rpt_aside*>(
        raw.job->host->service(raw.job->host->ctx, RPT_ASIDE_ID));
    const std::string text((1 << 20) + 1, 'x');
    return aside->text(aside->ctx, rpt::str("comment"), rpt::str(""), 0, 0, rpt::str(text));
  } else if (what == "close the socket") {
    ::close(3);
    raw.Spin();
  } else if (what == "garbage") {
    Forge(wire::Kind{77}, 0, 0, "");
    raw.Spin();
  } else if (what == "another hello") {
    Forge(wire::Kind::kHello, 0, 0, "");
    raw.Spin();
  } else if (what == "forged batch") {
    raw.Begin();
    Forge(wire::Kind::kBatch, 1, 2, Words({RPT_TEXT, 0, 0}));
    raw.Spin();
  } else if (what == "forged columns") {
    raw.Begin();
    Forge(wire::Kind::kBatch, 1, 1, Words({RPT_FLOAT64, 8, 0}));
    raw.Spin();
  } else if (what == "unwanted column") {
    const rpt_field fields[] = {{RPT_INT64, 0, rpt::str("row"), rpt::str("row")},
                                {RPT_INT64, 0, rpt::str("age"), rpt::str("")}};
    raw.job->begin(raw.job->sink, fields, 2, raw.error);
    Forge(wire::Kind::kBatch, 2, 1, Words({RPT_INT64, 8, RPT_INT64, 8, 1, 17}));
    raw.Spin();
  } else if (what == "quote a cell") {
    return rpt::guard(raw.error, [] {
      rpt::BadInput quoting(7, "Petra", "the cell 'Petra' is no date");
      quoting.column = 3;
      throw quoting;
    });
  } else if (what == "half a message") {
    raw.Begin();
    raw.Emit(5);
    ::sendmsg(3, nullptr, 0);
    const iovec part{const_cast<char*>("RPT1"), 4};
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(&part);
    message.msg_iovlen = 1;
    ::sendmsg(3, &message, 0);
    raw.Spin();
  } else if (what == "lost rows") {
    raw.Begin();
    Forge(wire::Kind::kBatch, 1, 1, Words({RPT_INT64, 8, 1}));
    return RPT_OK;
  } else if (what == "environment") {
    raw.Begin();
    for (char** variable = environ; *variable != nullptr; ++variable) {
      raw.job->host->log(raw.job->host->ctx, RPT_INFO, rpt::str(*variable));
    }
    return RPT_OK;
  } else if (what == "descriptors") {
    raw.Begin();
    for (int fd = 0; fd < 1024; ++fd) {
      if (::fcntl(fd, F_GETFD) != -1) {
        raw.job->host->log(raw.job->host->ctx, RPT_INFO, rpt::str(std::to_string(fd)));
      }
    }
    return RPT_OK;
  } else if (what == "attempts") {
    raw.Begin();
    for (const Attempt& attempt : kAttempts) {
      const std::string line = std::string(attempt.name) + ": " + attempt.make();
      raw.job->host->log(raw.job->host->ctx, RPT_INFO, rpt::str(line));
    }
    return RPT_OK;
  } else if (what == "write the input") {
    raw.Begin();
    const std::string line = Came(::pwrite(raw.job->input_fd, "x", 1, 0));
    raw.job->host->log(raw.job->host->ctx, RPT_INFO, rpt::str(line));
    return RPT_OK;
  }
  return RPT_UNSUPPORTED;
}

std::int32_t Run(const rpt_import_job* job, rpt_error* error) {
  return Do(rpt::Options(rpt::view(job->options)).text("do"), {job, error});
}

constexpr rpt_importer kImporter{sizeof(rpt_importer), nullptr, &Run};

const void* InterfaceFor(const char* id) {
  return std::strcmp(id, RPT_IMPORTER_ID) == 0 ? &kImporter : nullptr;
}

}  // namespace

const rpt_plugin rpt_plugin_1 = {
    sizeof(rpt_plugin), RPT_ABI_MAJOR, RPT_ABI_MINOR, 0, 0, "org.x", "1.0.0", &InterfaceFor};
