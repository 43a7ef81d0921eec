// Turns one row of an importer's table into observations, by a mapping.
//
// Belongs to one import, one thread.
//
// Example:
//   RowMapper mapper(mapping, context);
//   if (Status s = mapper.Bind(fields); !s.ok()) return s;
//   RowResult result = mapper.Map(table, row, place);
#ifndef RAPPORTEUR_IMPORT_ROW_MAPPER_H_
#define RAPPORTEUR_IMPORT_ROW_MAPPER_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/period.h"
#include "core/import/mapping.h"
#include "core/import/resolver.h"
#include "core/model/observation.h"
#include "core/worker/table.h"

namespace rapporteur {

// One observation of a row; the pointers live as long as the mapper.
struct MappedObservation {
  const Catalogue* catalogue = nullptr;
  const IndicatorVersion* definition = nullptr;
  const std::string* territory = nullptr;
  std::string dimensions;  // DimensionsText
  const Period* period = nullptr;
  const Source* source = nullptr;
  Value value;
  Remarks remarks;
};

// What became of a row: its observations, or why it was skipped, or what is wrong with it.
struct RowResult {
  enum class Kind { kMapped, kSkipped, kRefused };
  Kind kind = Kind::kMapped;
  std::vector<MappedObservation> observations;  // the first `count` are of this row
  std::size_t count = 0;
  std::string skip_reason;
  std::string country;  // of the row, "" where it does not say one
  std::vector<Finding> findings;
};

struct CountryAnswer {
  Resolver* resolver = nullptr;
  std::shared_ptr<const Problem> problem;
};

struct MapperContext {
  std::string file;                 // for messages
  std::string country;              // --country; "" = the rows say it
  std::string source;               // --source; "" = the rows say it
  Decimal decimal = Decimal::kUnknown;  // the importer's option
  bool refused_copy = false;            // the last column holds the errors and is ignored
  // The resolver of a country, or why there is none ("no country plugin for AL is enabled").
  std::function<CountryAnswer(const std::string& country)> resolver;
};

class RowMapper {
 public:
  RowMapper(const Mapping& mapping, MapperContext context);

  // Finds every column.  A column that is neither mapped nor ignored, and a mapped one that the file
  // lacks, refuse the file.
  Status Bind(const std::vector<Field>& fields);

  // Whether column `index` is mapped to a value, period, code or address: those are scanned for
  // personal identifiers with a checksum only, all others for every pattern.
  bool HoldsCodes(std::size_t index) const;
  // Whether it is mapped to evidence, which may name the number of a court case.
  bool HoldsEvidence(std::size_t index) const;

  // Maps one row into `result`, whose memory is used again.
  void Map(const Table& table, std::size_t row, const Place& place, RowResult& result);

 private:
  // A mapped column bound to a column of the file.
  struct Bound {
    const MappedColumn* column = nullptr;
    int index = -1;  // -1: a constant
    std::vector<int> also;
    std::string joined;  // of the row that is read
    Decimal decimal = Decimal::kUnknown;
    std::size_t vocabulary = 0;  // VocabularyIndex of the target
  };
  struct Wide {  // a column of a wide table
    int index;
    std::string to;  // the content of unpivot.to for this column
    Decimal decimal;
  };
  // What a row says, by vocabulary column; views live while the row is mapped.
  struct Row;

  Result<int> IndexOf(const std::string& header) const;
  Status BindColumn(const MappedColumn& column, const std::vector<Field>& fields);
  std::string_view Cell(Bound& bound, const Table& table, std::size_t row);
  std::string_view CellText(int index, const Table& table, std::size_t row);
  std::optional<std::string> SkipReason(const Table& table, std::size_t row);
  void ReadRow(const Table& table, std::size_t row, Row& out);
  void ReadPairs(const Bound& bound, std::string_view cell, Row& out);
  // `target` and `header` must live while the row is mapped; `vocabulary` is target's index.
  void Set(Row& row, const std::string& target, std::size_t vocabulary, std::string_view text,
           const std::string& header);
  Resolver* FindResolver(const Row& row, RowResult& result);
  void MapOne(Row& row, Resolver& resolver, std::string_view value_cell, Decimal decimal,
              const std::string& header, RowResult& result);
  void MapWide(Row& row, Resolver& resolver, std::string_view cell, const Wide& wide,
               const std::string& header, RowResult& result);
  bool MapKey(Row& row, Resolver& resolver, MappedObservation& out, RowResult& result);
  bool MapSource(Row& row, Resolver& resolver, MappedObservation& out, RowResult& result);
  bool MapValue(Row& row, std::string_view cell, Decimal decimal, const std::string& header,
                MappedObservation& out, RowResult& result);
  bool MapFlags(Row& row, MappedObservation& out, RowResult& result);
  void Fail(const Row& row, const std::string& header, const Problem& problem, RowResult& result);
  struct FoundPeriod {
    std::unique_ptr<Period> period;
    std::optional<Problem> problem;  // where there is none
  };
  const FoundPeriod& FindPeriod(std::string_view text);

  const Mapping& mapping_;
  MapperContext context_;
  std::vector<Bound> bound_;
  std::vector<Field> fields_;
  std::vector<std::string> headers_;  // trimmed
  std::vector<bool> codes_;                 // HoldsCodes by index
  std::vector<Wide> wide_;
  struct Skip {
    const SkipRule* rule;
    std::vector<int> columns;  // of its conditions
  };
  std::vector<Skip> skips_;
  const MappedColumn* value_column_ = nullptr;
  TextMap<FoundPeriod> periods_;
  std::string value_note_;            // what the value's symbol or marks say
  std::vector<std::string> scratch_;  // the texts of numeric cells, by column
  std::vector<std::pair<const std::string*, const std::string*>> pairs_;  // used again by each row
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_ROW_MAPPER_H_
