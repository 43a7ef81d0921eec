#include "plugins/common/workbook/shared_texts.h"

#include <algorithm>
#include <cstring>
#include <rapporteur/guard.hpp>

#include "plugins/common/workbook/parts.h"

namespace common {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20;
constexpr std::size_t kLongest = std::size_t{1} << 20;

}  // namespace

void SharedTexts::Read(XmlReader& xml) {
  while (xml.Next()) {
    if (xml.Starts("si")) Add(ReadRichText(xml));
  }
  used_.assign(texts_.size(), false);
}

void SharedTexts::Add(std::string_view text) {
  bytes_ += text.size() + sizeof(std::string_view);
  if (bytes_ > kMostBytes) {
    throw rpt::LimitReached(0,
                            "the workbook holds more than 96 MiB of different texts, which is more "
                            "than can be held; save the sheet as CSV");
  }
  if (text.size() > room_) {
    room_ = std::max(kBlock, text.size());
    blocks_.push_back(std::make_unique<char[]>(room_));
    next_ = blocks_.back().get();
  }
  if (!text.empty()) std::memcpy(next_, text.data(), text.size());
  texts_.emplace_back(next_, text.size());
  next_ += text.size();
  room_ -= text.size();
}

void SharedTexts::VisitUnused(const std::function<void(std::string_view)>& take) const {
  for (std::size_t i = 0; i < texts_.size(); i++) {
    if (!used_[i] && !texts_[i].empty()) take(texts_[i]);
  }
}

std::string ReadRichText(XmlReader& xml) {
  const std::size_t begun = xml.depth();
  std::string text;
  bool escaped = false;
  while (xml.Next()) {
    if (xml.event() == XmlReader::Event::kEnd && xml.depth() == begun) break;
    if (xml.event() != XmlReader::Event::kStart) continue;
    if (xml.name() == "rPh" || xml.name() == "rPr" || xml.name() == "phoneticPr") {
      xml.Skip();
    } else if (xml.name() == "t") {
      text += xml.ReadText();
      escaped = escaped || text.find("_x") != text.npos;
      if (text.size() > kLongest) throw rpt::LimitReached(0, "a text is longer than 1024 KiB");
    }
  }
  return escaped ? Unescape(text) : text;
}

}  // namespace common
