#include "core/model/codelist.h"

#include <utility>

namespace rapporteur {

Codelist::Codelist(std::string id, bool dimension, LocalText title, std::string unknown,
                   std::vector<Code> codes, LocalText note)
    : id_(std::move(id)),
      dimension_(dimension),
      title_(std::move(title)),
      note_(std::move(note)),
      unknown_(std::move(unknown)),
      codes_(std::move(codes)) {
  for (std::size_t i = 0; i < codes_.size(); ++i) index_.emplace(codes_[i].code, i);
}

const Code* Codelist::Find(const std::string& code) const {
  auto it = index_.find(code);
  return it == index_.end() ? nullptr : &codes_[it->second];
}

std::size_t Codelist::Order(const std::string& code) const {
  auto it = index_.find(code);
  return it == index_.end() ? codes_.size() : it->second;
}

}  // namespace rapporteur
