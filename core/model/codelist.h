// A code list of the catalogue: codes with labels, and a parent where one code is part of another.
// Only codes without a parent sum to the total; the others are "of which".
#ifndef RAPPORTEUR_MODEL_CODELIST_H_
#define RAPPORTEUR_MODEL_CODELIST_H_

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/model/local_text.h"

namespace rapporteur {

struct Code {
  std::string code;
  LocalText label;
  std::string parent;  // "" = top
  LocalText note{};
  std::map<std::string, std::string> maps_to{};  // code in other systems, by the system's name
  bool review = false;                           // a native speaker or expert has still to look
};

class Codelist {
 public:
  Codelist() = default;
  Codelist(std::string id, bool dimension, LocalText title, std::string unknown,
           std::vector<Code> codes, LocalText note = {});

  const std::string& id() const { return id_; }
  bool dimension() const { return dimension_; }
  const LocalText& title() const { return title_; }
  const LocalText& note() const { return note_; }
  // The code for "unknown", which absorbs a difference between parts and total; "" = none.
  const std::string& unknown() const { return unknown_; }
  const std::vector<Code>& codes() const { return codes_; }
  const Code* Find(const std::string& code) const;
  // Position in the list, for sorting; codes that are not in it come last.
  std::size_t Order(const std::string& code) const;

 private:
  std::string id_;
  bool dimension_ = false;
  LocalText title_, note_;
  std::string unknown_;
  std::vector<Code> codes_;
  std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_CODELIST_H_
