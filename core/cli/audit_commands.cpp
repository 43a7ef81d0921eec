#include "core/base/json.h"
#include "core/base/text.h"
#include "core/cli/command.h"
#include "core/cli/console.h"
#include "core/cli/table.h"
#include "core/store/audit.h"

namespace rapporteur {
namespace {

Result<Output> ListEntries(Console& console, const CommandArguments&) {
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  Json json;
  json["format"] = "audit/1";
  json["entries"] = Json::array();
  TextTable table({"n>", "when", "user", "action", "details"});
  Status read = (*store)->audit().ForEach(1, [&](const AuditEntry& entry) {
    Json item;
    item["n"] = entry.number;
    item["at"] = entry.at;
    item["user"] = entry.user;
    item["action"] = entry.action;
    item["details"] = Json::parse(entry.details, nullptr, false);
    item["hash"] = entry.hash;
    json["entries"].push_back(std::move(item));
    table.Add({std::to_string(entry.number), entry.at, entry.user, entry.action, entry.details});
    return true;
  });
  if (!read.ok()) return read;
  return MakeOutput(std::move(json), table.Print());
}

Result<Output> Verify(Console& console, const CommandArguments&) {
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  Result<AuditVerdict> verdict = (*store)->audit().Verify();
  if (!verdict.ok()) return verdict.status();
  Json json;
  json["format"] = "audit-verify/1";
  json["entries"] = verdict->entries;
  json["intact"] = verdict->intact;
  json["broken_at"] = verdict->broken_at ? Json(*verdict->broken_at) : Json(nullptr);
  const auto entries = static_cast<std::uint64_t>(verdict->entries);
  Output output = MakeOutput(std::move(json), "The journal is unbroken: " +
                                                  Counted(entries, "entry", "entries") + ".\n");
  if (!verdict->intact) {
    output.text.clear();
    output.failure = Status::Refused("audit-broken", verdict->message)
                         .WithHint("Someone changed the store outside the program; restore a backup.");
  }
  return output;
}

}  // namespace

std::vector<Command> AuditCommands() {
  return {
      {{"audit", "list"}, "List every change: who, when, what", {}, "", ListEntries},
      {{"audit", "verify"}, "Prove that the journal was not tampered with", {}, "", Verify},
  };
}

}  // namespace rapporteur
