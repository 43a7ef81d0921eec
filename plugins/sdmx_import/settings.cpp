#include "plugins/sdmx_import/settings.h"

namespace sdmx_import {
namespace {

char OneCharacter(const rpt::Options& options, const char* name) {
  const std::string text = options.text(name, "auto");
  if (text == "auto" || text.empty()) return '\0';
  if (text == "tab") return '\t';
  if (text.size() != 1) throw rpt::BadOption(name, "expected one ASCII character or 'auto'");
  return text[0];
}

}  // namespace

Settings Settings::Read(const rpt::Options& options) {
  Settings settings;
  const std::string unit_mult = options.text("unit_mult", "refuse");
  settings.unit_mult = unit_mult == "apply"    ? UnitMult::kApply
                       : unit_mult == "column" ? UnitMult::kColumn
                                               : UnitMult::kRefuse;
  settings.skip_deletions = options.text("deletions", "refuse") == "skip";
  settings.skip_partial_rows = options.text("partial_rows", "refuse") == "skip";
  settings.separator = OneCharacter(options, "separator");
  settings.decimal = OneCharacter(options, "decimal");
  return settings;
}

Action ReadAction(std::string_view word, std::uint64_t row, const std::string& where) {
  for (const char* read : {"", "M", "I", "A", "Merge", "Information", "Append"}) {
    if (word == read) return Action::kRead;
  }
  if (word == "R" || word == "Replace") return Action::kReplace;
  if (word == "D" || word == "Delete") return Action::kDelete;
  throw rpt::BadInput(
      row, row > 0 ? "ACTION" : "",
      where +
          "found a word that is no action of SDMX, expected Merge, Append, Information, "
          "Replace or Delete, or M, A, I, R or D in SDMX-CSV");
}

bool ActionGate::Reads(Action action, std::uint64_t row, const std::string& where) {
  if (action == Action::kDelete) {
    if (!settings_.skip_deletions) {
      throw rpt::BadInput(
          row, row > 0 ? "ACTION" : "",
          where +
              "the message asks for a deletion (action Delete), which an import does "
              "not carry out; say the option deletions=skip to read what else is in "
              "the file, or undo the batch that brought the values");
    }
    if (deleted_++ == 0) first_deleted_ = row;
    return false;
  }
  if (action == Action::kReplace && !said_replace_) {
    said_replace_ = true;
    job_.issue(
        rpt::Level::warning, {row},
        where +
            "the message asks to replace what was sent before (action Replace); its observations "
            "are read as new values, and older values that it does not name stay");
  }
  return true;
}

void ActionGate::Finish() const {
  if (deleted_ == 0) return;
  job_.issue(
      rpt::Level::warning, {first_deleted_},
      std::to_string(deleted_) +
          (deleted_ == 1 ? " observation or data set is" : " observations or data sets are") +
          " to be deleted (action Delete) and left out; nothing was deleted");
}

}  // namespace sdmx_import
