#include "plugins/sdmx_import/ml/message.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "plugins/sdmx_import/groups.h"
#include "plugins/sdmx_import/ml/walk.h"
#include "plugins/sdmx_import/observations.h"
#include "plugins/sdmx_import/values.h"

namespace sdmx_import {
namespace {

constexpr std::size_t kMostGroupBytes = std::size_t{48} << 20;
constexpr std::size_t kMostDataSets = 10000;

// A group, or a set of attributes of a partial key, before it is known what of it is the key.
struct RawGroup {
  std::vector<Pair> pairs;
  std::vector<std::size_t> keys;  // surely dimensions
  bool needs_key = false;
};

struct MlDataSet {
  std::vector<Pair> attributes;
  std::vector<RawGroup> groups;
  std::set<std::size_t> own;  // components that series or observations have
};

// The first reading: which components there are, what is said of whole data sets and of groups.
class MlSurvey final : public MlEvents {
 public:
  MlSurvey(Components* components, const Settings& settings, const rpt::Job& job)
      : components_(*components), gate_(settings, job), job_(job) {}

  std::vector<MlDataSet> data_sets;
  std::set<std::string> structures;
  bool footer = false;

  bool BeginDataSet(const std::string& structure, const std::string& action) override {
    if (++seen_ > kMostDataSets)
      throw rpt::LimitReached(0, "the message has more than 10,000 data sets");
    const std::string where = "data set " + std::to_string(seen_) + ": ";
    if (!gate_.Reads(ReadAction(action, 0, where), 0, where)) return false;
    structures.insert(structure);
    data_sets.emplace_back();
    return true;
  }
  void EndDataSet() override {}
  void BeginGroup(bool needs_key) override {
    data_sets.back().groups.emplace_back().needs_key = needs_key;
  }
  void EndGroup() override { Count(sizeof(RawGroup) + 64); }
  void EndSeries() override {}
  void EndObservation() override {}
  void Value(MlOf whose, std::string_view id, std::string_view text, bool key) override {
    MlDataSet& data_set = data_sets.back();
    const std::size_t component = Number(id);
    if (whose == MlOf::kDataSet) {
      data_set.attributes.emplace_back(component, text);
      Count(text.size() + sizeof(Pair));
    } else if (whose == MlOf::kGroup) {
      RawGroup& group = data_set.groups.back();
      group.pairs.emplace_back(component, text);
      if (key) group.keys.push_back(component);
      Count(text.size() + sizeof(Pair));
    } else {
      if (own_.size() <= component) own_.resize(component + 64);
      if (own_[component] == seen_) return;  // a set is slow for each cell
      own_[component] = seen_;
      data_set.own.insert(component);
    }
  }
  void Aside(std::string_view text) override { job_.aside("property", {}, text); }
  void Footer() override { footer = true; }

  void Finish() { gate_.Finish(); }

 private:
  // The same few ids come in the same order again and again.
  std::size_t Number(std::string_view id) {
    if (guess_ < components_.size() && components_.name(guess_) == id) return guess_++;
    const std::size_t component = components_.Add(id, id == kObsValue);
    guess_ = component + 1;
    return component;
  }
  void Count(std::size_t bytes) {
    bytes_ += bytes;
    if (bytes_ > kMostGroupBytes) {
      throw rpt::LimitReached(0, "the attributes of groups and data sets take more than 48 MiB");
    }
  }

  Components& components_;
  ActionGate gate_;
  const rpt::Job& job_;
  std::size_t seen_ = 0, guess_ = 0, bytes_ = 0;
  std::vector<std::size_t> own_;  // the data set whose series or observations had it last
};

// What of a group is its key: what generic messages say, or what its series and observations have
// too.  (A structure-specific message does not tell dimensions from attributes.  UNIT_MULT is never
// a dimension: taken for one where series have their own, the values would keep a wrong unit.)
Groups ResolveGroups(const MlDataSet& data_set, const Components& components) {
  const std::size_t unit_mult = components.Find(kUnitMult);
  Groups groups;
  for (const RawGroup& raw : data_set.groups) {
    std::vector<Pair> key, attributes;
    for (const Pair& pair : raw.pairs) {
      const bool said = std::find(raw.keys.begin(), raw.keys.end(), pair.first) != raw.keys.end();
      const bool common = data_set.own.count(pair.first) > 0 && pair.first != unit_mult;
      const bool is_key = raw.keys.empty() ? common : said;
      (is_key ? key : attributes).push_back(pair);
    }
    if (key.empty() && raw.needs_key && !data_set.own.empty()) {
      throw rpt::BadInput(0, {},
                          "a group of the message names no dimension, so it is not known which "
                          "observations its attributes are of");
    }
    groups.Add(std::move(key), std::move(attributes));
  }
  return groups;
}

// The second reading.
class MlRows final : public MlEvents {
 public:
  MlRows(const Components& components, std::vector<MlDataSet> data_sets, Observations& rows,
         const rpt::Job& job)
      : components_(components), data_sets_(std::move(data_sets)), rows_(rows), job_(job) {}

  bool BeginDataSet(const std::string& structure, const std::string& action) override {
    if (ReadAction(action, 0) == Action::kDelete) return false;
    MlDataSet& data_set = data_sets_[next_++];
    groups_ = ResolveGroups(data_set, components_);
    rows_.set_structure(structure);
    for (const Pair& pair : data_set.attributes)
      rows_.Set(Level::kDataSet, pair.first, pair.second);
    data_set = MlDataSet();
    return true;
  }
  void EndDataSet() override {
    if (const std::size_t unused = groups_.unused(); unused > 0) {
      job_.issue(rpt::Level::warning, {},
                 "data set " + std::to_string(next_) + ": " + std::to_string(unused) +
                     (unused == 1 ? " group has" : " groups have") +
                     " attributes for observations that are not in the message");
    }
    rows_.Clear(Level::kDataSet);
    rows_.Clear(Level::kGroup);
  }
  void BeginGroup(bool) override {}
  void EndGroup() override {}
  void EndSeries() override { rows_.Clear(Level::kSeries); }
  void EndObservation() override {
    if (!groups_.empty()) groups_.Apply(&rows_);
    rows_.Write(++written_);
    rows_.Clear(Level::kObservation);
  }
  void Value(MlOf whose, std::string_view id, std::string_view text, bool) override {
    if (whose == MlOf::kSeries) rows_.Set(Level::kSeries, Number(id), text);
    if (whose == MlOf::kObservation) rows_.Set(Level::kObservation, Number(id), text);
  }
  void Aside(std::string_view) override {}
  void Footer() override {}

  std::uint64_t written() const { return written_; }

 private:
  std::size_t Number(std::string_view id) {
    if (guess_ >= components_.size() || components_.name(guess_) != id)
      guess_ = components_.Find(id);
    return guess_++;
  }

  const Components& components_;
  std::vector<MlDataSet> data_sets_;
  Observations& rows_;
  const rpt::Job& job_;
  Groups groups_;
  std::size_t next_ = 0, guess_ = 0;
  std::uint64_t written_ = 0;
};

}  // namespace

void ReadMlMessage(const rpt::InputFile& in, const Settings& settings, rpt::TableWriter& out,
                   const rpt::Job& job) {
  const auto progress = [&job, &in](std::uint64_t before) {
    return [&job, &in, before](std::uint64_t bytes) {
      job.throw_if_cancelled();
      job.progress(before + bytes, 2 * in.size());
    };
  };
  Components components;
  MlSurvey survey(&components, settings, job);
  WalkMl(in, survey, progress(0));
  survey.Finish();
  if (survey.footer) {
    job.issue(rpt::Level::warning, {},
              "the service that made the message adds a remark to the data (Footer); is it whole?");
  }
  if (components.size() == 0) {
    throw rpt::BadInput(0, {}, "the message holds no observation that is read");
  }
  components.Add(kObsValue, true);
  Observations rows(components, settings, out);
  rows.Begin(survey.structures.size() > 1);
  MlRows reader(components, std::move(survey.data_sets), rows, job);
  WalkMl(in, reader, progress(in.size()));
  if (reader.written() == 0) {
    throw rpt::BadInput(0, {}, "the message holds no observation that is read");
  }
}

}  // namespace sdmx_import
