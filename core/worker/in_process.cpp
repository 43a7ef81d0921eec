#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <string>
#include <thread>

#include "core/base/fd.h"
#include "core/worker/channel.h"
#include "core/worker/loader.h"
#include "core/worker/runtime.h"
#include "core/worker/worker_process.h"

namespace rapporteur {
namespace {

void PrintTable(const Table& table) {
  for (std::size_t r = 0; r < table.row_count(); ++r) {
    for (std::size_t c = 0; c < table.column_count(); ++c) {
      std::fputs(c == 0 ? "row      " : "\t", stdout);
      if (table.IsMissing(c, r)) {
        std::fputs("(missing)", stdout);
      } else if (table.type(c) == FieldType::kText) {
        const std::string_view text = table.Text(c, r);
        std::fwrite(text.data(), 1, text.size(), stdout);
      } else if (table.type(c) == FieldType::kInt64) {
        std::printf("%lld", static_cast<long long>(table.Int64(c, r)));
      } else {
        std::printf("%.17g", table.Float64(c, r));
      }
    }
    std::putchar('\n');
  }
}

// Prints what the plugin hands over.
void Print(Message message) {
  switch (message.header.kind) {
    case wire::Kind::kFields:
      if (auto fields = wire::DecodeFields(message.payload); fields.ok()) {
        for (const Field& field : *fields) {
          std::printf("column   %s\t%s\n", field.name.c_str(), field.role.c_str());
        }
      }
      break;
    case wire::Kind::kBatch:
      if (auto table = Table::FromPayload(std::move(message.payload), message.header.columns,
                                          message.header.rows);
          table.ok()) {
        PrintTable(*table);
      }
      break;
    case wire::Kind::kIssue:
      if (auto issue = wire::DecodeIssue(message.payload); issue.ok()) {
        std::printf("issue    row %llu, %s: %s\n", static_cast<unsigned long long>(issue->row),
                    issue->field.c_str(), issue->text.c_str());
      }
      break;
    case wire::Kind::kAside:
      if (auto aside = wire::DecodeAside(message.payload); aside.ok()) {
        std::printf("aside    %s\t%s\n", aside->kind.c_str(), aside->text.c_str());
      }
      break;
    case wire::Kind::kLog:
      if (auto line = wire::DecodeLog(message.payload); line.ok()) {
        std::printf("log      %s\n", line->text.c_str());
      }
      break;
    case wire::Kind::kDocument:
      std::fwrite(message.payload.data(), 1, message.payload.size(), stdout);
      break;
    default:
      break;
  }
}

int Failed(const std::string& why) {
  std::fprintf(stderr, "rapporteur-worker: %s\n", why.c_str());
  return 1;
}

}  // namespace

int RunInProcess(const char* path, const char* job, const char* file, const char* options) {
  const Loaded loaded = LoadPlugin(path);
  if (loaded.plugin == nullptr) return Failed(std::string(path) + ": " + loaded.refused.text);
  std::printf("plugin   %s %s\n", loaded.plugin->id, loaded.plugin->version);
  for (const std::string& id : InterfacesOf(*loaded.plugin)) {
    std::printf("offers   %s\n", id.c_str());
  }
  if (std::strcmp(job, "inspect") == 0) return 0;
  wire::Job wanted{wire::JobKind::kImport, options};
  if (std::strcmp(job, "sniff") == 0) wanted.kind = wire::JobKind::kSniff;
  if (std::strcmp(job, "describe") == 0) wanted.kind = wire::JobKind::kDescribe;
  const Fd input(file != nullptr ? ::open(file, O_RDONLY | O_CLOEXEC) : -1);
  if (file != nullptr && !input.valid()) return Failed(std::string("cannot open ") + file);

  // The plugin runs in this thread, where a debugger looks for it; another one plays the core.
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return Failed("no socket");
  const Fd worker_end(ends[0]), core_end(ends[1]);
  std::thread core([&] {
    Channel channel(core_end.get());
    while (true) {
      Result<Message> message = channel.Receive();
      if (!message.ok() || message->header.kind == wire::Kind::kDone) return;
      const bool fields = message->header.kind == wire::Kind::kFields;
      Print(*std::move(message));
      if (fields) channel.Send(wire::Kind::kWanted, Encode(wire::Wanted()));
    }
  });
  Channel channel(worker_end.get());
  Runtime runtime(*loaded.plugin, channel, input.get());
  const wire::Done done = runtime.Run(wanted);
  channel.Send(wire::Kind::kDone, Encode(done));
  core.join();
  std::printf("done     code %llu, %llu rows, score %llu\n",
              static_cast<unsigned long long>(done.code),
              static_cast<unsigned long long>(done.rows),
              static_cast<unsigned long long>(done.score));
  if (done.code == RPT_OK) return 0;
  std::printf("error    row %llu, %s: %s\n", static_cast<unsigned long long>(done.row),
              done.field.c_str(), done.message.c_str());
  return 1;
}

}  // namespace rapporteur
