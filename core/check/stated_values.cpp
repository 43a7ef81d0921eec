// What must be said beside a value, and what a value may not say: remarks, units, articles of law,
// texts, values of the future, a stated zero, an answer that turns from yes to no.
#include <algorithm>
#include <cstddef>

#include "core/base/text.h"
#include "core/check/checker.h"
#include "core/import/personal_data.h"

namespace rapporteur {
namespace {

const Remarks& RemarksOf(const Cell& cell) {
  static const Remarks kNone;
  return cell.remarks == nullptr ? kNone : *cell.remarks;
}

// Characters, not bytes.
std::size_t Length(const std::string& utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string Said(const std::string& text) { return text.empty() ? "nothing" : Quote(text); }

// "RS-CC-388; RS-CC-389" has two.
std::vector<std::string> CodesIn(const std::string& text) {
  std::vector<std::string> codes(1);
  for (char c : text) {
    if (c == ';' || c == ',' || c == ' ') {
      codes.emplace_back();
    } else {
      codes.back() += c;
    }
  }
  std::erase(codes, "");
  return codes;
}

}  // namespace

bool Checker::InScope(const CheckRule& rule, const IndicatorVersion& version) {
  const RuleScope& scope = rule.scope;
  const auto in = [](const std::set<std::string>& list, const std::string& item) {
    return list.empty() || list.contains(item);
  };
  return in(scope.areas, version.area) && in(scope.types, version.type) &&
         in(scope.value_kinds, version.value_kind) && in(scope.indicators, version.code) &&
         !scope.except.contains(version.code);
}

void Checker::Needs(const CheckRule& rule, const CheckSubject& subject) {
  if (!InScope(rule, *subject.version)) return;
  for (const auto& [key, cell] : *subject.slice) {
    if (cell.computed || !cell.value.number || !Concerns(rule, key)) continue;
    const Remarks& remarks = RemarksOf(cell);
    const std::pair<const char*, const std::string*> members[] = {
        {"note", &remarks.note},
        {"evidence", &remarks.evidence},
        {"source_ref", &remarks.source_ref}};
    for (const auto& [name, text] : members) {
      const auto least = rule.least.find(name);
      if (least == rule.least.end() || double(Length(*text)) >= least->second) continue;
      Add(rule, subject, key, double(Length(*text)), least->second, {{"other", name}});
    }
  }
}

void Checker::UnitIsKnown(const CheckRule& rule, const CheckSubject& subject) {
  if (!InScope(rule, *subject.version)) return;
  const bool money = subject.version->value_kind == "currency";
  for (const auto& [key, cell] : *subject.slice) {
    const std::string& unit = RemarksOf(cell).unit;  // empty where it is the definition's
    if (cell.computed || unit.empty() || !Concerns(rule, key)) continue;
    if (rule.one_of.contains(unit)) continue;
    const std::string expected = !rule.one_of.empty()
                                     ? List({rule.one_of.begin(), rule.one_of.end()})
                                 : money ? catalogue_.currency()
                                         : DefinitionOf(cell, subject).unit;
    Add(rule, subject, key, std::nullopt, std::nullopt,
        {{"found", Said(unit)}, {"expected", expected}});
  }
}

Status Checker::RateIsKnown(const CheckRule& rule, const CheckSubject& subject) {
  if (!InScope(rule, *subject.version)) return {};
  if (Status s = table_.Load(rule.indicator, RangeOf(subject.period)); !s.ok()) return s;
  const Slice& rates = table_.Get(rule.indicator, subject.period);
  const bool known = std::any_of(rates.begin(), rates.end(), [](const auto& rate) {
    return rate.first.dimensions.empty() && rate.second.value.number;
  });
  if (known) return {};
  for (const auto& [key, cell] : *subject.slice) {
    std::string unit = RemarksOf(cell).unit;
    if (unit.empty()) unit = catalogue_.currency();
    if (cell.computed || !cell.value.number || rule.one_of.contains(unit) || !Concerns(rule, key))
      continue;
    Add(rule, subject, key, *cell.value.number, std::nullopt, {{"other", rule.indicator}});
    return {};  // once for the indicator and period
  }
  return {};
}

void Checker::NothingOfTheFuture(const CheckRule& rule, const CheckSubject& subject) {
  if (subject.period.last_day <= today_) return;
  for (const auto& [key, cell] : *subject.slice) {
    if (cell.computed || !cell.value.number || !Concerns(rule, key)) continue;
    Add(rule, subject, key, *cell.value.number, std::nullopt, {{"expected", FormatDate(today_)}});
  }
}

Status Checker::Turn(const CheckRule& rule, const CheckSubject& subject) {
  if (!InScope(rule, *subject.version)) return {};
  const Period previous = Shift(subject.period, -1);
  if (Status s = table_.Load(subject.version->code, RangeOf(previous)); !s.ok()) return s;
  const Slice& before = table_.Get(subject.version->code, previous);
  for (const auto& [key, cell] : *subject.slice) {
    if (cell.computed || cell.value.number != rule.to || !Concerns(rule, key)) continue;
    const auto earlier = before.find(key);
    if (earlier == before.end() || earlier->second.value.number != rule.from) continue;
    Add(rule, subject, key, rule.to, rule.from);
  }
  return {};
}

void Checker::ZeroIsStated(const CheckRule& rule, const CheckSubject& subject) {
  if (!InScope(rule, *subject.version)) return;
  for (const auto& [key, cell] : *subject.slice) {
    if (cell.computed || cell.value.number != 0.0 || !Concerns(rule, key)) continue;
    if (rule.one_of.contains(cell.value.status)) continue;
    Add(rule, subject, key, 0, std::nullopt,
        {{"other", cell.value.status},
         {"expected", List({rule.one_of.begin(), rule.one_of.end()})}});
  }
}

void Checker::LawIsNamed(const CheckRule& rule, const CheckSubject& subject) {
  if (!InScope(rule, *subject.version)) return;
  for (const auto& [key, cell] : *subject.slice) {
    if (cell.computed || !cell.value.number || !Concerns(rule, key)) continue;
    const std::vector<std::string> named = CodesIn(RemarksOf(cell).law);
    if (rule.reject.empty()) {
      if (!named.empty() || !DefinitionOf(cell, subject).laws.empty()) continue;
      Add(rule, subject, key, *cell.value.number, std::nullopt, {{"other", "nothing"}});
      continue;
    }
    for (const std::string& law : named) {
      if (!rule.reject.contains(law)) continue;
      Add(rule, subject, key, *cell.value.number, std::nullopt, {{"other", law}});
    }
  }
}

void Checker::TextsAreFit(const CheckRule& rule, const CheckSubject& subject) {
  if (!InScope(rule, *subject.version)) return;
  PersonalDataScanner scanner;
  for (const auto& [key, cell] : *subject.slice) {
    if (cell.computed || !Concerns(rule, key)) continue;
    const Remarks& remarks = RemarksOf(cell);
    const std::pair<const char*, const std::string*> texts[] = {
        {"text", &cell.value.text}, {"note", &remarks.note}, {"evidence", &remarks.evidence}};
    for (const auto& [name, text] : texts) {
      if (double(Length(*text)) > rule.most) {
        Add(rule, subject, key, double(Length(*text)), rule.most, {{"other", name}});
      }
      // Says that there is something, never what.
      if (const auto hit = scanner.ScanFreeText(*text)) {
        Add(rule, subject, key, std::nullopt, std::nullopt,
            {{"other", name},
             {"found", std::string("personal data (") + hit->kind + ")"},
             {"expected", "none"}});
      }
    }
  }
}

}  // namespace rapporteur
