#include "plugins/json_import/dataset.h"

#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plugins/json_import/cells.h"
#include "plugins/json_import/shape.h"
#include "plugins/json_import/tree.h"

namespace json_import {
namespace {

constexpr std::size_t kMostDimensions = 64;
constexpr std::size_t kLongestCode = 255;  // each row repeats it
constexpr std::size_t kLongestAside = std::size_t{1} << 20;
constexpr std::uint64_t kCellsBetweenCalls = 4096;

[[noreturn]] void Fail(const std::string& message) { throw rpt::BadInput(0, {}, message); }

// Follows the events down to the datasets of the file: its own value, or the items of link.item.
class DatasetEvents : public Events {
 public:
  bool Scalar(Kind kind, std::string_view text) final {
    Count();
    if (inside_) OnScalar(kind, text);
    return true;
  }
  bool Key(std::string_view name) final {
    if (inside_) {
      OnKey(name);
    } else {
      keys_.back() = name;
    }
    return true;
  }
  bool StartObject() final { return Start(Tree::Type::kObject); }
  bool StartArray() final { return Start(Tree::Type::kArray); }
  bool EndObject() final { return End(); }
  bool EndArray() final { return End(); }

 protected:
  explicit DatasetEvents(bool collection) : collection_(collection) {}

  virtual void OnDataset(std::uint64_t item) = 0;
  virtual void OnScalar(Kind kind, std::string_view text) = 0;
  virtual void OnKey(std::string_view name) = 0;
  virtual void OnStart(Tree::Type type) = 0;
  virtual void OnEnd() = 0;

 private:
  // Within link.item, each value is an item.
  void Count() {
    if (!inside_ && IsItems()) ++items_;
  }
  bool IsItems() const { return keys_.size() == 3 && keys_[0] == "link" && keys_[1] == "item"; }

  bool Start(Tree::Type type) {
    const bool begins =
        !inside_ && type == Tree::Type::kObject && (collection_ ? IsItems() : keys_.empty());
    Count();
    keys_.emplace_back();
    if (begins) {
      inside_ = true;
      depth_ = keys_.size();
      OnDataset(items_);
    } else if (inside_) {
      OnStart(type);
    }
    return true;
  }
  bool End() {
    if (inside_ && keys_.size() == depth_) {
      inside_ = false;
    } else if (inside_) {
      OnEnd();
    }
    keys_.pop_back();
    return true;
  }

  const bool collection_;
  bool inside_ = false;
  std::size_t depth_ = 0;
  std::uint64_t items_ = 0;        // the running one, counted from 1
  std::vector<std::string> keys_;  // of each open value the name that is being read; "" of an array
};

// Which items of a collection hold values.
class ItemFinder final : public DatasetEvents {
 public:
  ItemFinder() : DatasetEvents(true) {}
  const std::vector<std::uint64_t>& found() const { return found_; }

 private:
  void OnDataset(std::uint64_t item) override {
    item_ = item;
    level_ = 0;
  }
  void OnKey(std::string_view name) override {
    if (level_ == 0 && name == "value") found_.push_back(item_);
    if (found_.size() > 10000) throw rpt::LimitReached(0, "the collection holds too many datasets");
  }
  void OnScalar(Kind, std::string_view) override {}
  void OnStart(Tree::Type) override { ++level_; }
  void OnEnd() override { --level_; }

  std::vector<std::uint64_t> found_;
  std::uint64_t item_ = 0;
  std::size_t level_ = 0;
};

// Takes one dataset apart: its values, its statuses, and all that describes them.
class Collector final : public DatasetEvents {
 public:
  Collector(bool collection, std::uint64_t item)
      : DatasetEvents(collection), collection_(collection), item_(item) {
    tree_.Start(Tree::Type::kObject);
  }

  Cells values{"value"}, statuses{"status"};
  Tree Description() {
    tree_.End();
    return tree_.Take();
  }

 private:
  void OnDataset(std::uint64_t item) override {
    wanted_ = !collection_ || item == item_;
    level_ = 0;
  }
  void OnKey(std::string_view name) override {
    if (!wanted_) return;
    if (level_ == 0) {
      cells_ = name == "value" ? &values : name == "status" ? &statuses : nullptr;
      // The tree sees to it that each stands there once.
      if (cells_ != nullptr) {
        tree_.Key(name);
        tree_.Scalar(Kind::kNull, {});
        return;
      }
    }
    if (cells_ == nullptr) {
      tree_.Key(name);
    } else {
      cells_->Key(name);
    }
  }
  void OnScalar(Kind kind, std::string_view text) override {
    if (!wanted_) return;
    if (cells_ == nullptr) {
      tree_.Scalar(kind, text);
    } else {
      cells_->Scalar(kind, text);
    }
  }
  void OnStart(Tree::Type type) override {
    if (!wanted_) return;
    ++level_;
    if (cells_ == nullptr) {
      tree_.Start(type);
    } else if (level_ > 1) {
      cells_->RefuseNested();
    } else if (type == Tree::Type::kArray) {
      cells_->StartArray();
    } else {
      cells_->StartObject();
    }
  }
  void OnEnd() override {
    if (!wanted_) return;
    --level_;
    if (cells_ == nullptr) tree_.End();
  }

  const bool collection_;
  const std::uint64_t item_;
  bool wanted_ = false;
  std::size_t level_ = 0;  // of what is open within the dataset
  Cells* cells_ = nullptr;
  TreeBuilder tree_;
};

struct Category {
  std::string code, label;
};

struct Dimension {
  std::string id;
  std::vector<Category> categories;
};

std::optional<std::uint64_t> Whole(const Tree& tree) {
  std::uint64_t number = 0;
  const char* end = tree.text.data() + tree.text.size();
  const auto parsed = std::from_chars(tree.text.data(), end, number);
  const bool good = tree.type == Tree::Type::kScalar && tree.kind == Kind::kNumber &&
                    parsed.ec == std::errc() && parsed.ptr == end;
  return good ? std::optional(number) : std::nullopt;
}

// The codes in the order of their cells.
std::vector<std::string> ReadIndex(const std::string& id, const Tree& category) {
  const Tree* index = category.Find("index");
  std::vector<std::string> codes;
  if (index == nullptr) {
    // A dimension of one category needs no order.
    const Tree* label = category.Find("label");
    if (label == nullptr || !label->is_object() || label->parts.size() != 1) {
      Fail("the dimension " + ShownName(id) + " has no \"index\" that orders its categories");
    }
    codes.push_back(label->parts.front().name);
  } else if (index->is_array()) {
    for (const Tree& code : index->parts) {
      if (!code.is_text()) Fail("the dimension " + ShownName(id) + " has a code that is no text");
      codes.push_back(code.text);
    }
  } else {
    codes.resize(index->parts.size());
    std::vector<bool> taken(codes.size());
    for (const Tree& place : index->parts) {
      const auto at = Whole(place);
      if (!at || *at >= codes.size() || taken[*at]) {
        Fail("the dimension " + ShownName(id) +
             " has an \"index\" that is not 0, 1, 2, … each once");
      }
      taken[*at] = true;
      codes[*at] = place.name;
    }
  }
  return codes;
}

Dimension ReadDimension(const Tree& dataset, const std::string& id, std::uint64_t size) {
  const Tree* dimensions = dataset.Find("dimension");
  const Tree* dimension = dimensions == nullptr ? nullptr : dimensions->Find(id);
  const Tree* category = dimension == nullptr ? nullptr : dimension->Find("category");
  if (category == nullptr) {
    Fail("the dimension " + ShownName(id) + " of \"id\" is not described with its categories");
  }
  Dimension result;
  result.id = id;
  std::set<std::string> seen;
  for (std::string& code : ReadIndex(id, *category)) {
    if (code.size() > kLongestCode)
      Fail("the dimension " + ShownName(id) + " has a code of more than 255 bytes");
    if (!seen.insert(code).second) Fail("the dimension " + ShownName(id) + " has a code twice");
    result.categories.push_back({std::move(code), {}});
  }
  if (result.categories.size() != size) {
    Fail("the dimension " + ShownName(id) + " has " + std::to_string(result.categories.size()) +
         (result.categories.size() == 1 ? " category" : " categories") + ", expected " +
         std::to_string(size) + " as \"size\" says");
  }
  return result;
}

void ReadLabels(const Tree& dataset, Dimension& dimension) {
  const Tree* label =
      dataset.Find("dimension")->Find(dimension.id)->Find("category")->Find("label");
  if (label == nullptr) return;
  std::map<std::string_view, std::string_view> labels;
  for (const Tree& text : label->parts) {
    if (text.is_text()) labels[text.name] = text.text;
  }
  for (Category& category : dimension.categories) {
    const auto found = labels.find(category.code);
    if (found == labels.end()) continue;
    if (found->second.size() > kLongestCode) {
      Fail("the dimension " + ShownName(dimension.id) + " has a label of more than 255 bytes");
    }
    category.label = found->second;
  }
}

// In the order of the cells; the last one changes fastest.
std::vector<Dimension> ReadDimensions(const Tree& dataset, std::uint64_t* cells) {
  const Tree* ids = dataset.Find("id");
  const Tree* sizes = dataset.Find("size");
  if (ids == nullptr || sizes == nullptr || !ids->is_array() || !sizes->is_array()) {
    Fail("the dataset has no arrays \"id\" and \"size\", expected JSON-stat 2.0");
  }
  if (ids->parts.size() != sizes->parts.size()) {
    Fail("\"id\" names " + std::to_string(ids->parts.size()) + " dimensions, \"size\" " +
         std::to_string(sizes->parts.size()));
  }
  if (ids->parts.empty() || ids->parts.size() > kMostDimensions) {
    Fail("found " + std::to_string(ids->parts.size()) + " dimensions, expected 1 to 64");
  }
  // Before anything is done for them: a few bytes may promise any number of cells.
  *cells = 1;
  for (const Tree& item : sizes->parts) {
    const auto size = Whole(item);
    if (!size) Fail("\"size\" holds what is no whole number");
    if (*size == 0) Fail("a dimension has the size 0: the dataset has no cell");
    if (*size > kMostCells || *cells * *size > kMostCells) {
      throw rpt::LimitReached(0, "the dataset has more than 4,000,000 cells; ask for a part of it");
    }
    *cells *= *size;
  }
  std::vector<Dimension> dimensions;
  for (std::size_t i = 0; i < ids->parts.size(); ++i) {
    if (!ids->parts[i].is_text()) Fail("\"id\" holds what is no text");
    dimensions.push_back(ReadDimension(dataset, ids->parts[i].text, *Whole(sizes->parts[i])));
  }
  return dimensions;
}

std::vector<rpt::Field> Fields(const std::vector<Dimension>& dimensions, bool labels,
                               bool clear_numbers) {
  std::vector<rpt::Field> fields{{"row", rpt::Type::int64, "row"}};
  for (const Dimension& dimension : dimensions) {
    fields.push_back({dimension.id});
    if (labels) fields.push_back({dimension.id + ".label"});
  }
  fields.push_back({"value", rpt::Type::text, clear_numbers ? "decimal-point" : ""});
  fields.push_back({"status"});
  std::set<std::string> names;
  for (std::size_t i = 1; i < fields.size(); ++i) {
    if (rpt::trim(fields[i].name).empty()) Fail("a dimension has no name");
    if (fields[i].name.size() > Shape::kLongestPath)
      Fail("a dimension has a name of more than 1,000 bytes");
    if (!names.insert(std::string(rpt::trim(fields[i].name))).second) {
      Fail("two columns would be called " + ShownName(fields[i].name));
    }
  }
  while (names.count(fields[0].name) > 0) fields[0].name += "_of_file";
  return fields;
}

// Labels, units, notes, sources: all that is said beside the cells.
class Texts {
 public:
  explicit Texts(const rpt::Job& job) : job_(job) {}

  void Add(const Tree& tree) {
    if (tree.is_text()) {
      if (text_.size() + tree.text.size() + 1 > kLongestAside) HandOver();
      if (!text_.empty()) text_ += '\n';
      text_ += tree.text;
    }
    for (const Tree& part : tree.parts) Add(part);
  }
  void HandOver() {
    if (!text_.empty()) job_.aside("property", {}, text_);
    text_.clear();
  }

 private:
  const rpt::Job& job_;
  std::string text_;
};

void WriteRows(const std::vector<Dimension>& dimensions, bool labels, std::uint64_t cells,
               Collector& data, rpt::TableWriter& out, const rpt::Job& job) {
  std::vector<std::size_t> at(dimensions.size());
  const auto write = [&out](Cells& from) {
    std::string_view text;
    if (from.Next(&text)) {
      out.text(text);
    } else {
      out.missing();
    }
  };
  for (std::uint64_t cell = 0; cell < cells; ++cell) {
    if (cell % kCellsBetweenCalls == 0) job.progress(cells + cell, 2 * cells);
    out.integer(static_cast<std::int64_t>(cell + 1));
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
      const Category& category = dimensions[d].categories[at[d]];
      out.text(category.code);
      if (!labels) continue;
      if (category.label.empty()) {
        out.missing();
      } else {
        out.text(category.label);
      }
    }
    write(data.values);
    write(data.statuses);
    out.end_row();
    for (std::size_t d = dimensions.size(); d-- > 0;) {
      if (++at[d] < dimensions[d].categories.size()) break;
      at[d] = 0;
    }
  }
}

std::uint64_t ChooseItem(const rpt::InputFile& in, const DatasetSettings& settings,
                         const rpt::Job& job) {
  ItemFinder finder;
  Reader reader(in, job, 0, 3);
  reader.Next(finder);
  const std::size_t count = finder.found().size();
  if (count == 0) {
    Fail("the collection only says where datasets are and holds none; download a dataset itself");
  }
  if (settings.dataset == 0 && count > 1) {
    Fail("the collection holds " + std::to_string(count) +
         " datasets; say which one to read, --option dataset=1 to " + std::to_string(count));
  }
  if (settings.dataset > count) {
    throw rpt::BadOption("dataset", "the collection holds " + std::to_string(count) +
                                        (count == 1 ? " dataset" : " datasets"));
  }
  return finder.found()[settings.dataset == 0 ? 0 : settings.dataset - 1];
}

}  // namespace

void ReadDataset(const rpt::InputFile& in, bool collection, const DatasetSettings& settings,
                 rpt::TableWriter& out, const rpt::Job& job) {
  if (!collection && settings.dataset > 1) {
    throw rpt::BadOption("dataset", "the file is one dataset and no collection");
  }
  const std::uint64_t item = collection ? ChooseItem(in, settings, job) : 0;
  Collector data(collection, item);
  Reader reader(in, job, 0, 2);
  reader.Next(data);
  if (reader.Next(data)) Fail("a second value stands behind the dataset");
  const Tree dataset = data.Description();
  std::uint64_t cells = 0;
  std::vector<Dimension> dimensions = ReadDimensions(dataset, &cells);
  if (dataset.Find("value") == nullptr) Fail("the dataset has no \"value\"");
  data.values.Finish(cells, false);
  data.statuses.Finish(cells, true);
  if (settings.labels) {
    for (Dimension& dimension : dimensions) ReadLabels(dataset, dimension);
  }
  Texts texts(job);
  texts.Add(dataset);
  texts.HandOver();
  out.begin(Fields(dimensions, settings.labels, !data.values.unclear_text()));
  WriteRows(dimensions, settings.labels, cells, data, out, job);
}

}  // namespace json_import
