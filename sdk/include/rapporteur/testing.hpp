// Runs an importer or exporter inside a unit test, without a host: text in, rows and issues out.
//
// Example:
//   const auto result = rpt::testing::run(PoliceReport(), "region;year\nNorth;2024\n");
//   result.code == RPT_OK;
//   result.rows[0][1] == "North";   // cells as text, in the order of result.fields; nullopt: missing
#ifndef RAPPORTEUR_TESTING_HPP_
#define RAPPORTEUR_TESTING_HPP_

#include <rapporteur/exporter.hpp>
#include <rapporteur/importer.hpp>

#include <sys/mman.h>
#include <unistd.h>

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rpt {
namespace testing {

using Row = std::vector<std::optional<std::string>>;

struct Issue {
  Level level = Level::info;
  std::uint64_t row = 0, column = 0;
  std::string sheet, field, text;
};

struct Aside {
  std::string kind, sheet;
  std::uint64_t row = 0, column = 0;
  std::string text;
};

struct Run {
  std::int32_t code = RPT_OK;
  rpt_error error = rpt::detail::empty_error();
  std::vector<Field> fields;
  std::vector<Row> rows;
  std::vector<Issue> issues;
  std::vector<Aside> asides;
  std::string log;
  std::string output;  // of an exporter

  bool ok() const { return code == RPT_OK; }
};

namespace detail {

// A file in memory that closes itself.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : fd_(::memfd_create("rpt-testing", MFD_CLOEXEC)) {
    OutputFile out(fd_);
    out.write(bytes);
    out.flush();
    ::lseek(fd_, 0, SEEK_SET);
  }
  ~MemoryFile() { ::close(fd_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

template <typename T>
std::string as_text(T value) {
  char buffer[64];
  return std::string(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

inline Row row_of(const rpt_batch& batch, std::uint64_t r) {
  Row row;
  for (std::uint32_t c = 0; c < batch.column_count; ++c) {
    const rpt_column& column = batch.columns[c];
    if (column.validity != nullptr && (column.validity[r / 8] >> (r % 8) & 1) == 0) {
      row.emplace_back();
    } else if (column.type == RPT_TEXT) {
      row.emplace_back(std::string(static_cast<const char*>(column.values) + column.offsets[r],
                                   column.offsets[r + 1] - column.offsets[r]));
    } else if (column.type == RPT_INT64) {
      row.emplace_back(as_text(static_cast<const std::int64_t*>(column.values)[r]));
    } else {
      row.emplace_back(as_text(static_cast<const double*>(column.values)[r]));
    }
  }
  return row;
}

// What the host would refuse.
inline void check_fields(const std::vector<Field>& fields) {
  bool has_row = false;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string column = "column " + std::to_string(i + 1);
    if (fields[i].name.empty()) throw Internal(column + " has no name");
    for (std::size_t earlier = 0; earlier < i; ++earlier) {
      if (fields[earlier].name == fields[i].name) {
        throw Internal(column + " has the name of an earlier column");
      }
    }
    has_row = has_row || (fields[i].role == "row" && fields[i].type == Type::int64);
  }
  if (!has_row) throw Internal("no column has the role \"row\"");
}

// A host that collects what it is told.
class Host {
 public:
  explicit Host(Run& run) {
    host_.struct_size = sizeof host_;
    host_.abi_major = RPT_ABI_MAJOR;
    host_.abi_minor = RPT_ABI_MINOR;
    host_.ctx = this;
    host_.log = [](void* ctx, std::int32_t, rpt_str text) {
      of(ctx).log += std::string(view(text)) + "\n";
    };
    host_.progress = [](void*, std::uint64_t, std::uint64_t) {};
    host_.cancelled = [](void*) -> std::int32_t { return 0; };
    host_.issue = [](void* ctx, const rpt_issue* issue) {
      of(ctx).issues.push_back({static_cast<Level>(issue->level), issue->row, issue->column,
                                std::string(view(issue->sheet)), std::string(view(issue->field)),
                                std::string(view(issue->text))});
    };
    host_.service = [](void* ctx, const char* id) -> const void* {
      return std::strcmp(id, RPT_ASIDE_ID) == 0 ? &static_cast<Host*>(ctx)->aside_ : nullptr;
    };
    aside_ = {sizeof aside_, 0, this,
              [](void* ctx, rpt_str kind, rpt_str sheet, std::uint64_t row, std::uint64_t column,
                 rpt_str text) -> std::int32_t {
                of(ctx).asides.push_back({std::string(view(kind)), std::string(view(sheet)), row,
                                          column, std::string(view(text))});
                return RPT_OK;
              }};
    run_ = &run;
  }
  const rpt_host* get() const { return &host_; }

 private:
  static Run& of(void* ctx) { return *static_cast<Host*>(ctx)->run_; }
  rpt_host host_{};
  rpt_aside aside_{};
  Run* run_ = nullptr;
};

}  // namespace detail

// Runs an importer over `text`.
template <typename T>
Run run(T importer, std::string_view text, std::string_view options = "{}") {
  Run result;
  detail::Host host(result);
  detail::MemoryFile input(text);
  rpt_import_job job{};
  job.struct_size = sizeof job;
  job.input_fd = input.fd();
  job.options = str(options);
  job.host = host.get();
  job.sink = &result;
  job.begin = [](void* sink, const rpt_field* fields, std::uint32_t count,
                 rpt_error* error) -> std::int32_t {
    auto& said = static_cast<Run*>(sink)->fields;
    for (std::uint32_t i = 0; i < count; ++i) {
      said.push_back({std::string(view(fields[i].name)), static_cast<Type>(fields[i].type),
                      std::string(view(fields[i].role))});
    }
    return guard(error, [&] { detail::check_fields(said); });
  };
  job.emit = [](void* sink, const rpt_batch* batch, rpt_error*) -> std::int32_t {
    for (std::uint64_t r = 0; r < batch->row_count; ++r) {
      static_cast<Run*>(sink)->rows.push_back(detail::row_of(*batch, r));
    }
    return RPT_OK;
  };
  result.code = guard(&result.error, [&] { rpt::detail::run_importer(importer, &job); });
  return result;
}

// Runs an exporter over a table of texts; a cell that is nullopt is missing.
template <typename T>
Run run_exporter(T exporter, const std::vector<Field>& fields, const std::vector<Row>& rows,
                 std::string_view options = "{}") {
  // The rows become batches through the same writer that importers use.
  struct Source {
    std::vector<rpt_field> fields;
    const std::vector<Row>* rows;
    std::vector<Field> described;
    std::size_t at = 0;
    std::vector<std::string> bytes;
    std::vector<std::vector<std::uint32_t>> offsets;
    std::vector<std::uint8_t> validity;
    std::vector<rpt_column> columns;
    rpt_batch batch{};
  } source;
  source.rows = &rows;
  source.described = fields;
  for (const Field& field : fields) {
    source.fields.push_back(
        {static_cast<std::uint32_t>(field.type), 0, str(field.name), str(field.role)});
  }
  Run result;
  detail::Host host(result);
  detail::MemoryFile output("");
  rpt_export_job job{};
  job.struct_size = sizeof job;
  job.output_fd = output.fd();
  job.options = str(options);
  job.host = host.get();
  job.source = &source;
  job.fields = [](void* ctx, const rpt_field** said, std::uint32_t* count,
                  rpt_error*) -> std::int32_t {
    *said = static_cast<Source*>(ctx)->fields.data();
    *count = static_cast<std::uint32_t>(static_cast<Source*>(ctx)->fields.size());
    return RPT_OK;
  };
  // One row per batch: the shortest code, and a batch's edges are met at every row.
  job.next = [](void* ctx, const rpt_batch** batch, rpt_error*) -> std::int32_t {
    Source& s = *static_cast<Source*>(ctx);
    *batch = nullptr;
    if (s.at == s.rows->size()) return RPT_OK;
    const Row& row = (*s.rows)[s.at++];
    s.bytes.assign(row.size(), {});
    s.offsets.assign(row.size(), {});
    s.validity.assign(row.size(), 1);
    s.columns.assign(row.size(), {});
    for (std::size_t c = 0; c < row.size(); ++c) {
      const Type type = s.described[c].type;
      s.validity[c] = row[c].has_value() ? 1 : 0;
      const std::string cell = row[c].value_or(type == Type::text ? "" : "0");
      if (type == Type::text) {
        s.bytes[c] = cell;
        s.offsets[c] = {0, static_cast<std::uint32_t>(cell.size())};
      } else if (type == Type::int64) {
        const std::int64_t value = to<std::int64_t>(cell, s.at, s.described[c].name);
        s.bytes[c].assign(reinterpret_cast<const char*>(&value), sizeof value);
      } else {
        const double value = to<double>(cell, s.at, s.described[c].name);
        s.bytes[c].assign(reinterpret_cast<const char*>(&value), sizeof value);
      }
      s.columns[c] = {static_cast<std::uint32_t>(type), 0, &s.validity[c], s.bytes[c].data(),
                      type == Type::text ? s.offsets[c].data() : nullptr};
    }
    s.batch = {sizeof s.batch, static_cast<std::uint32_t>(row.size()), 1, s.columns.data()};
    *batch = &s.batch;
    return RPT_OK;
  };
  result.code = guard(&result.error, [&] { rpt::detail::run_exporter(exporter, &job); });
  result.output = InputFile(output.fd()).read_all();
  return result;
}

}  // namespace testing
}  // namespace rpt

#endif  // RAPPORTEUR_TESTING_HPP_
