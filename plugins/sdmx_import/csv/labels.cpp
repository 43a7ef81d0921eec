#include "plugins/sdmx_import/csv/labels.h"

#include <rapporteur/guard.hpp>

#include "plugins/sdmx_import/csv/header.h"

namespace sdmx_import {
namespace {

constexpr std::size_t kMostBytes = std::size_t{16} << 20;  // of a column's codes and names

}  // namespace

void CodeNames::TakeCell(std::string_view cell, std::string_view label_separator) {
  if (!all_ || cell.empty()) return;
  const std::size_t at = cell.find(label_separator);
  if (at == cell.npos || !IsCode(cell.substr(0, at))) {
    all_ = false;
    names_.clear();
    return;
  }
  TakePair(cell.substr(0, at), cell.substr(at + label_separator.size()));
}

void CodeNames::TakePair(std::string_view code, std::string_view name) {
  if (!all_ || (code.empty() && name.empty())) return;
  if (code == last_code_ && name == last_name_) return;
  last_code_ = code;
  last_name_ = name;
  const auto [it, is_new] = names_.emplace(last_code_, last_name_);
  if (is_new) bytes_ += code.size() + name.size() + 64;
  if (bytes_ > kMostBytes) {
    throw rpt::LimitReached(0, "the codes of a column have more than 16 MiB of names");
  }
  if (code.empty() || it->second != name) {
    all_ = false;
    names_.clear();
  }
}

std::string_view CodeOf(std::string_view cell, std::string_view label_separator) {
  return cell.substr(0, cell.find(label_separator));
}

}  // namespace sdmx_import
