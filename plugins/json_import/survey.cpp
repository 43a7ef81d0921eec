#include "plugins/json_import/survey.h"

#include "core/base/number.h"

namespace json_import {
namespace {

constexpr std::size_t kMostCover = 256;
constexpr std::size_t kLongestCover = 4096;

class Surveyor final : public Walker {
 public:
  Surveyor(Shape& shape, Reader& reader, bool only_records)
      : Walker(shape, reader), only_records_(only_records) {}

  Findings Run() {
    while (true) {
      if (!reader_.Next(*this)) break;
      ++values_;
      row_ = 0;
      if (values_ > 1 && found_.root_is_array) NoLines();
    }
    return std::move(found_);
  }

 private:
  [[noreturn]] void NoLines() const {
    throw rpt::BadInput(
        0, {},
        "line " + std::to_string(reader_.line()) +
            ": a second value stands behind the first; only objects may, one in each "
            "line");
  }

  bool OnScalar(MemberId id, bool in_array, Kind kind, std::string_view text) override {
    if (levels() == 0) NoLines();
    Member& member = shape_[id];
    member.seen |= in_array ? Member::kList : Member::kValue;
    if (kind == Kind::kNumber) {
      member.number = true;
      member.number_with_point |= text.find('.') != text.npos;
    } else if (kind == Kind::kText) {
      LookAtText(text, member);
    }
    if (member.inside_array || in_array || shape_[member.parent].element) return true;
    if (levels() == 1 && kind == Kind::kText && member.name == "class" && !only_records_) {
      const bool set = text == "dataset", collection = text == "collection";
      if (set) found_.format = Findings::Format::kDataset;
      if (collection) found_.format = Findings::Format::kCollection;
      if (set || collection) return false;
    }
    if (found_.cover.size() < kMostCover && text.size() <= kLongestCover) {
      found_.cover[id] = {kind, std::string(text)};
    }
    return true;
  }

  static void LookAtText(std::string_view text, Member& member) {
    if (text.size() > 64 || text.find_first_of(",.") == text.npos) return;
    const rapporteur::Decimal evidence = rapporteur::Evidence(text);
    member.text_with_comma |= evidence == rapporteur::Decimal::kComma;
    member.text_with_point |= evidence == rapporteur::Decimal::kPoint;
    member.text_unclear |= rapporteur::ParseNumber(text).kind == rapporteur::NumberKind::kAmbiguous;
  }

  void OnObject(MemberId id) override {
    Member& member = shape_[id];
    if (id == Shape::kRoot || member.element) ++member.objects;
    if (IsOuterElement(id)) row_ = member.objects;
    // Where the file goes on behind its first value, each line is a record.
    if (id == Shape::kRoot && values_ > 0) row_ = reader_.line();
  }

  void OnObjectEnd(MemberId id) override {
    if (IsOuterElement(id)) row_ = 0;
  }

  // An object of an array that no other array is around, in a file of one value.
  bool IsOuterElement(MemberId id) const {
    return values_ == 0 && shape_[id].element && !shape_[id].inside_array;
  }

  void OnArray(MemberId id) override {
    if (id == Shape::kRoot) {
      if (values_ > 0) NoLines();
      found_.root_is_array = true;
    }
  }

  void OnArrayEnd(MemberId id, std::uint64_t items) override {
    if (items == 0) shape_[id].seen |= Member::kEmpty;
  }

  const bool only_records_;
  Findings found_;
  std::uint64_t values_ = 0;  // whole ones, of the file itself
};

}  // namespace

Findings Survey(Reader& reader, Shape& shape, bool only_records) {
  return Surveyor(shape, reader, only_records).Run();
}

}  // namespace json_import
