// The texts that the cells of an XLSX point into, packed; and which of them no cell has shown.
#ifndef RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_SHARED_TEXTS_H_
#define RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_SHARED_TEXTS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/common/xml/xml_reader.h"

namespace common {

class SharedTexts {
 public:
  // Throws LimitReached beyond this many bytes, places included.
  static constexpr std::size_t kMostBytes = std::size_t{96} << 20;

  void Read(XmlReader& xml);

  std::size_t size() const { return texts_.size(); }
  // Lent as long as the texts live.
  std::string_view Use(std::size_t i) {
    used_[i] = true;
    return texts_[i];
  }
  void VisitUnused(const std::function<void(std::string_view)>& take) const;

 private:
  void Add(std::string_view text);

  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t room_ = 0;  // in the last block
  char* next_ = nullptr;
  std::size_t bytes_ = 0;
  std::vector<std::string_view> texts_;
  std::vector<bool> used_;
};

// The text of an <si> or <is> whose kStart is the running event: its runs, without the readings
// (<rPh>) that Japanese texts carry.  Moves to its kEnd.
std::string ReadRichText(XmlReader& xml);

}  // namespace common

#endif  // RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_SHARED_TEXTS_H_
