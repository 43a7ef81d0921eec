#include "plugins/json_import/cells.h"

#include <algorithm>
#include <charconv>
#include <rapporteur/guard.hpp>

namespace json_import {
namespace {

constexpr std::size_t kMostSeen = 1000;
constexpr std::size_t kMostBytes = std::size_t{48} << 20;

std::string Counted(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " value" : " values");
}

}  // namespace

void Cells::Fail(const std::string& message) const { throw rpt::BadInput(0, what_, message); }

void Cells::RefuseNested() const {
  Fail("found an object or array within \"" + std::string(what_) + "\", expected numbers or texts");
}

void Cells::Start(Form form) {
  if (form_ != Form::kAbsent) Fail("\"" + std::string(what_) + "\" stands there twice");
  form_ = form;
}

void Cells::StartArray() { Start(Form::kArray); }
void Cells::StartObject() { Start(Form::kObject); }

void Cells::Key(std::string_view name) {
  const char* end = name.data() + name.size();
  const auto parsed = std::from_chars(name.data(), end, key_);
  const bool number = parsed.ec == std::errc() && parsed.ptr == end &&
                      (name.size() == 1 || name[0] != '0') && key_ < kMostCells;
  if (!number) Fail("found a name that is no number of a cell, expected \"0\", \"1\", …");
}

std::uint32_t Cells::Keep(std::string_view text) {
  if (const auto found = seen_.find(text); found != seen_.end()) return found->second;
  if (text.size() > 255) Fail("a value has more than 255 characters");
  if (texts_.size() + text.size() > kMostBytes) {
    throw rpt::LimitReached(0, "the values of the dataset are longer than 48 MiB");
  }
  const auto begin = static_cast<std::uint32_t>(texts_.size());
  texts_ += static_cast<char>(text.size());
  texts_ += text;
  if (seen_.size() < kMostSeen) seen_.emplace(text, begin);
  return begin;
}

void Cells::Scalar(Kind kind, std::string_view text) {
  if (kind == Kind::kFlag) Fail("found true or false, expected numbers or texts");
  unclear_text_ |= kind == Kind::kText && text.find_first_of(",.") != text.npos;
  if (form_ == Form::kAbsent) {
    if (kind == Kind::kNull) return;
    form_ = Form::kSingle;
  }
  const std::uint64_t cell = form_ == Form::kObject ? key_ : count_;
  if (cell >= kMostCells) throw rpt::LimitReached(0, "the dataset has more than 4,000,000 cells");
  ++count_;
  if (kind != Kind::kNull) cells_.push_back({static_cast<std::uint32_t>(cell), Keep(text)});
}

void Cells::Finish(std::uint64_t cells, bool one_for_all) {
  seen_.clear();
  const bool one = form_ == Form::kSingle || (form_ == Form::kArray && count_ == 1);
  one_for_all_ = one && one_for_all && cells != 1;
  if (one_for_all_) return;
  if (form_ == Form::kSingle && !one_for_all) {
    Fail("found a single text or number, expected an array or object");
  }
  if (form_ == Form::kArray && count_ != cells) {
    Fail("found " + Counted(count_) + ", expected " + std::to_string(cells) + " as \"size\" says");
  }
  if (form_ != Form::kObject) return;
  std::sort(cells_.begin(), cells_.end(), [](Cell a, Cell b) { return a.cell < b.cell; });
  const auto twice = std::adjacent_find(cells_.begin(), cells_.end(),
                                        [](Cell a, Cell b) { return a.cell == b.cell; });
  if (twice != cells_.end())
    Fail("the cell " + std::to_string(twice->cell) + " stands there twice");
  if (!cells_.empty() && cells_.back().cell >= cells) {
    Fail("found the cell " + std::to_string(cells_.back().cell) + ", expected 0 to " +
         std::to_string(cells - 1) + " as \"size\" says");
  }
}

bool Cells::Next(std::string_view* text) {
  const std::uint64_t cell = at_++;
  if (next_ == cells_.size()) return false;
  if (!one_for_all_ && cells_[next_].cell != cell) return false;
  const std::size_t begin = cells_[next_].begin;
  *text = std::string_view(texts_).substr(begin + 1, static_cast<unsigned char>(texts_[begin]));
  if (!one_for_all_) ++next_;
  return true;
}

}  // namespace json_import
