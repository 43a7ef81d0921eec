// The texts of one template: sentences of the interface and labels of the documents in the reader's
// language, and what of them was not there.
//
// Lives while one template is built; belongs to one thread.
#ifndef RAPPORTEUR_COLLECT_TEMPLATE_TEXT_H_
#define RAPPORTEUR_COLLECT_TEMPLATE_TEXT_H_

#include <memory>
#include <string>
#include <string_view>

#include "core/base/format.h"
#include "core/base/messages.h"
#include "core/model/catalogue.h"

namespace rapporteur {

class TemplateText {
 public:
  TemplateText(const Catalogue& catalogue, const std::string& language);

  const Catalogue& catalogue;
  const std::string language;
  const Formats formats;

  std::string Say(std::string_view sentence, const Arguments& arguments = {}) const {
    return messages_->Say(sentence, arguments);
  }
  bool translated() const { return messages_->translated(); }

  // A text of a document; one that is not in the language stands in English and is counted.
  std::string Of(const LocalText& text) const;
  // The label of a code of a list that is no dimension (counting_unit, ...).
  std::string Label(const std::string& list, const std::string& code) const;
  std::string DimensionTitle(const std::string& dimension) const;
  std::string CodeLabel(const std::string& dimension, const std::string& code) const;
  std::string Unit(const IndicatorVersion& version) const;
  std::string StatusTitle(const std::string& code) const;

  // How many texts of the documents are not in the language.
  int untranslated() const { return untranslated_; }

 private:
  std::shared_ptr<const Messages> messages_;
  mutable int untranslated_ = 0;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_COLLECT_TEMPLATE_TEXT_H_
