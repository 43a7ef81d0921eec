#include "plugins/json_import/json_import.h"

#include <algorithm>
#include <string>
#include <vector>

#include "plugins/json_import/dataset.h"
#include "plugins/json_import/plan.h"
#include "plugins/json_import/records.h"
#include "plugins/json_import/survey.h"

namespace json_import {
namespace {

constexpr std::size_t kHead = std::size_t{64} << 10;

Settings ReadSettings(const rpt::Options& options) {
  Settings settings;
  settings.path = options.text("path");
  settings.repeat = options.text("repeat");
  settings.list = options.text("list", ";");
  settings.outer = options.flag("outer");
  if (settings.list.empty()) throw rpt::BadOption("list", "expected at least one character");
  return settings;
}

DatasetSettings ReadDatasetSettings(const rpt::Options& options) {
  DatasetSettings settings;
  const std::int64_t dataset = options.integer("dataset");
  if (dataset < 0) throw rpt::BadOption("dataset", "expected the number of a dataset, 1 or more");
  settings.dataset = static_cast<std::uint64_t>(dataset);
  settings.labels = options.flag("labels");
  return settings;
}

// What the names at the beginning of a file show.
class Glance final : public Events {
 public:
  int Score() const {
    if (dataset_) return 95;
    if (IsSdmx()) return 5;
    if (first_is_array_) return objects_ ? 80 : 20;
    return values_ > 1 ? 80 : 60;
  }
  bool collection() const { return collection_; }
  void CountValue() { ++values_; }

  bool Scalar(Kind kind, std::string_view text) override {
    if (level_ == 1 && name_ == "class" && kind == Kind::kText) {
      collection_ |= text == "collection";
      dataset_ |= text == "dataset" || text == "collection";
    }
    return true;
  }
  bool Key(std::string_view name) override {
    if (level_ == 1) outer_.emplace_back(name);
    if (level_ == 2) inner_.emplace_back(name);
    name_ = name;
    return outer_.size() + inner_.size() < 10000;
  }
  bool StartObject() override {
    objects_ |= level_ == 1;
    ++level_;
    return true;
  }
  bool StartArray() override {
    first_is_array_ |= level_ == 0;
    ++level_;
    return true;
  }
  bool EndObject() override { return --level_, true; }
  bool EndArray() override { return --level_, true; }

 private:
  // "dataSets" beside "structure(s)", at the top as in version 1 or within "data".
  bool IsSdmx() const {
    const auto has = [](const std::vector<std::string>& names, const char* name) {
      return std::find(names.begin(), names.end(), name) != names.end();
    };
    for (const auto* names : {&outer_, &inner_}) {
      if (has(*names, "dataSets") || has(*names, "structures")) return true;
    }
    return has(outer_, "meta") && has(outer_, "data") && has(inner_, "schema");
  }

  int level_ = 0, values_ = 0;
  bool dataset_ = false, collection_ = false, first_is_array_ = false, objects_ = false;
  std::string name_;
  std::vector<std::string> outer_, inner_;
};

// Reads the beginning; false where it is no JSON.
bool LookAt(const rpt::InputFile& in, Glance& glance) {
  Reader reader(in, kHead);
  try {
    CheckBeginning(in);
    while (reader.Next(glance)) glance.CountValue();
  } catch (const rpt::Error&) {
    return reader.ended();  // then only its end is missing
  }
  return true;
}

}  // namespace
}  // namespace json_import

void JsonImport::run(rpt::InputFile& in, rpt::TableWriter& out, rpt::Job& job) {
  using namespace json_import;
  const Settings settings = ReadSettings(job.options());
  const DatasetSettings dataset = ReadDatasetSettings(job.options());
  const std::string layout = job.options().text("layout", "auto");
  CheckBeginning(in);
  Shape shape;
  Findings found;
  if (layout == "json-stat") {
    Glance glance;
    LookAt(in, glance);
    found.format = glance.collection() ? Findings::Format::kCollection : Findings::Format::kDataset;
  } else {
    Reader reader(in, job, 0, 2);
    found = Survey(reader, shape, layout == "records");
  }
  if (found.format != Findings::Format::kRecords) {
    const bool collection = found.format == Findings::Format::kCollection;
    return ReadDataset(in, collection, dataset, out, job);
  }
  const Plan plan = MakePlan(shape, found, settings);
  Reader reader(in, job, 1, 2);
  ReadRecords(reader, shape, plan, settings, out, job);
}

int JsonImport::sniff(rpt::InputFile& in) {
  using namespace json_import;
  Glance glance;
  return LookAt(in, glance) ? glance.Score() : 0;
}
