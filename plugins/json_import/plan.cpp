#include "plugins/json_import/plan.h"

#include <algorithm>
#include <map>
#include <rapporteur/parse.hpp>
#include <set>

namespace json_import {
namespace {

constexpr std::size_t kMostConstants = std::size_t{16} << 10;
constexpr std::size_t kMostColumns = 16383;  // the table has one more, for the row

// The arrays with objects that no other array is around: their elements.
std::vector<MemberId> Candidates(const Shape& shape) {
  std::vector<MemberId> found;
  for (MemberId id = 0; id < shape.size(); ++id) {
    const Member& member = shape[id];
    if (member.element && member.objects > 0 && !member.inside_array) found.push_back(id);
  }
  return found;
}

[[noreturn]] void NoRecordsInArray(const Member& array) {
  const char* what = (array.seen & Member::kArrays) != 0 ? "the array holds arrays"
                     : (array.seen & Member::kList) != 0 ? "the array holds plain values"
                                                         : "the array is empty";
  throw rpt::BadInput(0, {}, std::string(what) + ", expected objects, one for each record");
}

MemberId FindRecords(const Shape& shape, const Findings& found, const Settings& settings) {
  const bool is_lines = !found.root_is_array && shape[Shape::kRoot].objects > 1;
  const std::vector<MemberId> candidates = Candidates(shape);
  std::vector<std::string> names;
  for (const MemberId id : candidates) names.push_back(shape.NameBelow(Shape::kRoot, id));
  if (settings.path == ".") {
    if (!found.root_is_array) return Shape::kRoot;
    throw rpt::BadOption("path", "the file is an array; leave the option out");
  }
  if (!settings.path.empty()) {
    const auto at = std::find(names.begin(), names.end(), settings.path);
    if (at != names.end() && !is_lines)
      return candidates[static_cast<std::size_t>(at - names.begin())];
    throw rpt::BadOption(
        "path", names.empty() || is_lines
                    ? "the file has no array of objects of this name"
                    : "the file has no array of objects of this name; it has " + ShownNames(names));
  }
  if (is_lines) return Shape::kRoot;
  if (candidates.size() == 1) return candidates.front();
  if (found.root_is_array) NoRecordsInArray(shape[Shape::kRoot]);
  if (candidates.empty()) {
    throw rpt::BadInput(
        0, {},
        "the file is one object and holds no array of objects, expected records; if "
        "the object itself is the only record, say --option path=.");
  }
  throw rpt::BadInput(0, {},
                      "the file holds several arrays of objects: " + ShownNames(names) +
                          "; say which one holds the records, for instance --option path=" +
                          ShownName(names.front()));
}

// An answer of an interface in pages holds some of the records, and looks whole.
void RefusePage(const Shape& shape, const Findings& found, MemberId records) {
  std::map<std::string, const Findings::Cover*> cover;
  for (const auto& [id, value] : found.cover) {
    cover[shape.NameBelow(Shape::kRoot, id)] = &value;
  }
  const auto find = [&cover](const char* name) {
    const auto at = cover.find(name);
    return at == cover.end() ? nullptr : at->second;
  };
  std::string sign;
  for (const char* name :
       {"next", "previous", "@odata.nextLink", "pager.nextPage", "pager.prevPage"}) {
    const Findings::Cover* value = find(name);
    if (value != nullptr && value->kind == Kind::kText) sign = name;
  }
  const std::string here = std::to_string(shape[records].objects);
  const Findings::Cover* count = find("count");
  if (sign.empty() && find("next") != nullptr && count != nullptr && count->kind == Kind::kNumber &&
      count->text != here) {
    sign = "count";
  }
  if (sign.empty()) return;
  const bool counted = count != nullptr && count->kind == Kind::kNumber;
  throw rpt::BadInput(0, {},
                      "the file is one page of a longer answer, as its member " + sign +
                          " says: " + here + (counted ? " records of " + count->text : " records") +
                          " are here. Download all of them, as an export or with a higher limit");
}

// For each member the object that its column belongs to: the records or an element below them; 0
// where it stands elsewhere.  (The root owns members only where the lines are the records.)
class Owners {
 public:
  static constexpr MemberId kNone = ~MemberId{0};

  Owners(const Shape& shape, MemberId records) : owner_(shape.size(), kNone) {
    for (MemberId id = 1; id < shape.size(); ++id) {
      const MemberId parent = shape[id].parent;
      if (parent == records) {
        owner_[id] = records;
      } else if (owner_[parent] != kNone) {
        owner_[id] = shape[parent].element ? parent : owner_[parent];
      }
    }
  }
  MemberId operator[](MemberId id) const { return owner_[id]; }

 private:
  std::vector<MemberId> owner_;
};

bool IsRepeat(const Shape& shape, const Owners& owners, MemberId id) {
  return owners[id] != Owners::kNone && shape[id].element && shape[id].objects > 0;
}

// The elements from the outermost down to the one that is named.
std::vector<MemberId> FindRepeats(const Shape& shape, const Owners& owners, MemberId records,
                                  const std::string& name) {
  std::vector<std::string> names;
  for (MemberId id = 0; id < shape.size(); ++id) {
    if (!IsRepeat(shape, owners, id)) continue;
    names.push_back(shape.NameBelow(records, id));
    if (names.back() != name) continue;
    std::vector<MemberId> chain{id};
    while (owners[chain.back()] != records) chain.push_back(owners[chain.back()]);
    std::reverse(chain.begin(), chain.end());
    return chain;
  }
  throw rpt::BadOption(
      "repeat", names.empty() ? "the records hold no array of objects"
                              : "the records have no array of objects of this name; they have " +
                                    ShownNames(names));
}

std::string RoleOf(const Member& member) {
  if ((member.seen & Member::kList) != 0) return "";
  const bool text_marks = member.text_with_comma || member.text_with_point || member.text_unclear;
  if (member.number && !text_marks) return "decimal-point";
  if (member.number_with_point && (member.text_with_comma || member.text_unclear)) return "";
  if (member.text_with_comma == member.text_with_point) return "";
  return member.text_with_comma ? "decimal-comma" : "decimal-point";
}

std::string Trimmed(const std::string& name) { return std::string(rpt::trim(name)); }

void AddColumn(Plan& plan, std::set<std::string>& names, Column column) {
  if (Trimmed(column.name).empty()) {
    throw rpt::BadInput(0, {},
                        "a member of the records has an empty name, expected a column's name");
  }
  if (!names.insert(Trimmed(column.name)).second) {
    throw rpt::BadInput(0, {},
                        "two columns would be called " + ShownName(column.name) +
                            ", for names within objects are joined by points");
  }
  if (plan.columns.size() == kMostColumns) {
    throw rpt::LimitReached(0, "the records have more than 16,383 different members");
  }
  plan.columns.push_back(std::move(column));
}

}  // namespace

Plan MakePlan(const Shape& shape, const Findings& found, const Settings& settings) {
  Plan plan;
  plan.records = FindRecords(shape, found, settings);
  plan.lines = plan.records == Shape::kRoot;
  if (!plan.lines) RefusePage(shape, found, plan.records);
  const Owners owners(shape, plan.records);
  if (!settings.repeat.empty()) {
    plan.repeats = FindRepeats(shape, owners, plan.records, settings.repeat);
  }
  const auto is_read = [&plan](MemberId owner) {
    return owner == plan.records ||
           std::find(plan.repeats.begin(), plan.repeats.end(), owner) != plan.repeats.end();
  };
  std::set<std::string> names;
  for (MemberId id = 1; id < shape.size(); ++id) {
    if (owners[id] == Owners::kNone || !is_read(owners[id])) continue;
    const Member& member = shape[id];
    const std::string name = shape.NameBelow(plan.records, id);
    if ((member.seen & Member::kArrays) != 0) {
      throw rpt::BadInput(0, {},
                          "the member " + ShownName(name) +
                              " holds arrays within an array, which are no cell of a table");
    }
    if (IsRepeat(shape, owners, id) && !is_read(id)) plan.left_out.push_back(name);
    if (!member.element && (member.seen & (Member::kValue | Member::kList)) != 0) {
      AddColumn(plan, names, {name, RoleOf(member), id, {}});
    }
  }
  if (plan.columns.empty()) throw rpt::BadInput(0, {}, "the records have no members with values");
  if (settings.outer && !plan.lines) {
    std::size_t bytes = 0;
    for (const auto& [id, value] : found.cover) bytes += value.text.size();
    if (bytes > kMostConstants) {
      throw rpt::BadOption("outer",
                           "what stands around the records has more than 16 KiB, too much to "
                           "be repeated in each row");
    }
    for (const auto& [id, value] : found.cover) {
      const char* role = value.kind == Kind::kNumber ? "decimal-point" : "";
      AddColumn(plan, names, {shape.NameBelow(Shape::kRoot, id), role, 0, value.text});
    }
  }
  return plan;
}

}  // namespace json_import
