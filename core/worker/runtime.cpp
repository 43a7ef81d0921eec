#include "core/worker/runtime.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <rapporteur/guard.hpp>

#include "core/base/utf8.h"

namespace rapporteur {
namespace {

using rpt::view;

// Text that is only shown: cut where it is too long, and what is not UTF-8 becomes "?".
std::string Shown(std::string_view text, std::size_t most = 4096) {
  std::string shown(text.substr(0, most));
  while (text.size() > most && !shown.empty() &&
         (static_cast<unsigned char>(text[shown.size()]) & 0xC0) == 0x80) {
    shown.pop_back();
  }
  if (!IsValidUtf8(shown)) {
    for (char& c : shown) c = static_cast<unsigned char>(c) < 0x80 ? c : '?';
  }
  return shown;
}

std::string Fixed(const char* text, std::size_t size) {
  return Shown({text, ::strnlen(text, size)});
}

// Sizes of what the first release of the boundary had; a plugin may have been built with it.
constexpr std::size_t kBatchSize = offsetof(rpt_batch, columns) + sizeof(rpt_batch::columns);
constexpr std::size_t kIssueSize = offsetof(rpt_issue, text) + sizeof(rpt_issue::text);
constexpr std::size_t kImporterSize = offsetof(rpt_importer, run) + sizeof(rpt_importer::run);
constexpr std::size_t kExporterSize = offsetof(rpt_exporter, run) + sizeof(rpt_exporter::run);
constexpr std::size_t kCountrySize = offsetof(rpt_country, check) + sizeof(rpt_country::check);

// The plugin's interface with this id, or null.
template <typename T>
const T* Interface(const rpt_plugin& plugin, const char* id, std::size_t size) {
  const auto* found = static_cast<const T*>(plugin.interface_for(id));
  return found != nullptr && found->struct_size >= size ? found : nullptr;
}

Runtime& Of(void* ctx) { return *static_cast<Runtime*>(ctx); }

}  // namespace

Runtime::Runtime(const rpt_plugin& plugin, Channel& channel, int file)
    : plugin_(plugin), channel_(channel), file_(file) {
  host_.struct_size = sizeof host_;
  host_.abi_major = RPT_ABI_MAJOR;
  host_.abi_minor = RPT_ABI_MINOR;
  host_.ctx = this;
  host_.log = [](void* ctx, std::int32_t level, rpt_str text) {
    const auto said = static_cast<std::uint64_t>(std::clamp<std::int32_t>(level, 0, 3));
    Of(ctx).channel_.Send(wire::Kind::kLog, Encode(wire::LogLine{said, Shown(view(text))}));
  };
  host_.progress = [](void* ctx, std::uint64_t done, std::uint64_t total) {
    Of(ctx).channel_.Send(wire::Kind::kProgress, Encode(wire::Progress{done, total}));
  };
  host_.cancelled = [](void* ctx) -> std::int32_t { return Of(ctx).Cancelled() ? 1 : 0; };
  host_.issue = [](void* ctx, const rpt_issue* issue) { Of(ctx).Issue(*issue); };
  host_.service = [](void* ctx, const char* id) -> const void* {
    return std::strcmp(id, RPT_ASIDE_ID) == 0 ? &Of(ctx).aside_ : nullptr;
  };
  aside_.struct_size = sizeof aside_;
  aside_.ctx = this;
  aside_.text = [](void* ctx, rpt_str kind, rpt_str sheet, std::uint64_t row, std::uint64_t column,
                   rpt_str text) -> std::int32_t {
    const std::size_t size = std::min<std::uint64_t>(text.size, wire::kMostText);
    return Of(ctx).Aside({row, column, Shown(view(kind)), Shown(view(sheet)),
                          Shown({text.data, size}, wire::kMostText)},
                         text.size);
  };
  error_.struct_size = sizeof error_;
}

wire::Done Runtime::Run(const wire::Job& job) {
  wire::Done done;
  std::int32_t code = RPT_INTERNAL;
  switch (job.kind) {
    case wire::JobKind::kSniff: code = Sniff(job, done); break;
    case wire::JobKind::kImport: code = Import(job); break;
    case wire::JobKind::kExport: code = Export(job); break;
    case wire::JobKind::kDescribe: code = Describe(); break;
    case wire::JobKind::kCheck: code = Check(job); break;
  }
  if (code < RPT_OK || code > RPT_MEMORY) {
    Fail(RPT_INTERNAL, wire::Cause::kContract,
         "it returned " + std::to_string(code) + ", which is no result", nullptr);
  }
  done.rows = rows_;
  done.batches = batches_;
  const bool ignored = code == RPT_OK && sticky_code_ != RPT_OK;
  if (ignored || sticky_cause_ != wire::Cause::kPlugin) {
    done.code = static_cast<std::uint64_t>(sticky_code_);
    done.cause = sticky_cause_ != wire::Cause::kPlugin ? sticky_cause_ : wire::Cause::kIgnored;
    done.message = sticky_message_;
    return done;
  }
  done.code = static_cast<std::uint64_t>(code);
  if (code != RPT_OK) {
    done.row = error_.row;
    done.column = error_.column;
    done.sheet = Fixed(error_.sheet, sizeof error_.sheet);
    done.field = Fixed(error_.field, sizeof error_.field);
    done.message = Fixed(error_.message, sizeof error_.message);
  }
  return done;
}

std::int32_t Runtime::Fail(std::int32_t code, wire::Cause cause, const std::string& message,
                           rpt_error* error) {
  if (sticky_code_ == RPT_OK) {
    sticky_code_ = code;
    sticky_cause_ = cause;
    sticky_message_ = message;
  }
  return rpt::detail::fill(error, code, message);
}

bool Runtime::Cancelled() {
  if (!cancelled_) cancelled_ = channel_.CancelWaits();
  return cancelled_;
}

// ---- jobs ----

rpt_import_job Runtime::ImportJob(const wire::Job& job) {
  rpt_import_job import{};
  import.struct_size = sizeof import;
  import.input_fd = file_;
  import.options = rpt::str(job.options);
  import.host = &host_;
  import.sink = this;
  return import;
}

rpt_export_job Runtime::ExportJob(const wire::Job& job) {
  rpt_export_job exported{};
  exported.struct_size = sizeof exported;
  exported.output_fd = file_;
  exported.options = rpt::str(job.options);
  exported.host = &host_;
  exported.source = this;
  exported.fields = [](void* source, const rpt_field** fields, std::uint32_t* count,
                       rpt_error* error) { return Of(source).Fields(fields, count, error); };
  exported.next = [](void* source, const rpt_batch** batch, rpt_error* error) {
    return Of(source).Next(batch, error);
  };
  return exported;
}

std::int32_t Runtime::Sniff(const wire::Job& job, wire::Done& done) {
  const auto* importer = Interface<rpt_importer>(plugin_, RPT_IMPORTER_ID, kImporterSize);
  if (importer == nullptr) {
    return Fail(RPT_UNSUPPORTED, wire::Cause::kNoInterface, RPT_IMPORTER_ID, nullptr);
  }
  if (importer->sniff == nullptr) return RPT_OK;
  const rpt_import_job import = ImportJob(job);
  std::int32_t score = 0;
  const std::int32_t code = importer->sniff(&import, &score, &error_);
  done.score = static_cast<std::uint64_t>(std::clamp<std::int32_t>(score, 0, 100));
  return code;
}

std::int32_t Runtime::Import(const wire::Job& job) {
  const auto* importer = Interface<rpt_importer>(plugin_, RPT_IMPORTER_ID, kImporterSize);
  if (importer == nullptr || importer->run == nullptr) {
    return Fail(RPT_UNSUPPORTED, wire::Cause::kNoInterface, RPT_IMPORTER_ID, nullptr);
  }
  rpt_import_job import = ImportJob(job);
  import.begin = [](void* sink, const rpt_field* fields, std::uint32_t count, rpt_error* error) {
    return Of(sink).Begin(fields, count, error);
  };
  import.emit = [](void* sink, const rpt_batch* batch, rpt_error* error) {
    return Of(sink).Emit(batch, error);
  };
  const std::int32_t code = importer->run(&import, &error_);
  if (code == RPT_OK && fields_.empty()) {
    return Fail(RPT_INTERNAL, wire::Cause::kContract, "it ended without having said its columns",
                nullptr);
  }
  return code;
}

std::int32_t Runtime::Export(const wire::Job& job) {
  const auto* exporter = Interface<rpt_exporter>(plugin_, RPT_EXPORTER_ID, kExporterSize);
  if (exporter == nullptr || exporter->run == nullptr) {
    return Fail(RPT_UNSUPPORTED, wire::Cause::kNoInterface, RPT_EXPORTER_ID, nullptr);
  }
  if (!ReceiveFields()) return RPT_INTERNAL;
  const rpt_export_job exported = ExportJob(job);
  return exporter->run(&exported, &error_);
}

std::int32_t Runtime::Check(const wire::Job& job) {
  const auto* country = Interface<rpt_country>(plugin_, RPT_COUNTRY_ID, kCountrySize);
  if (country == nullptr) {
    return Fail(RPT_UNSUPPORTED, wire::Cause::kNoInterface, RPT_COUNTRY_ID, nullptr);
  }
  if (country->check == nullptr) return RPT_OK;  // a country without code has no checks of its own
  if (!ReceiveFields()) return RPT_INTERNAL;
  rpt_export_job exported = ExportJob(job);
  exported.output_fd = -1;
  return country->check(&exported, &error_);
}

bool Runtime::ReceiveFields() {
  Result<Message> message = channel_.Receive();
  if (!message.ok() || message->header.kind != wire::Kind::kFields) return false;
  Result<std::vector<Field>> fields = wire::DecodeFields(message->payload);
  if (!fields.ok()) return false;
  fields_ = *std::move(fields);
  for (const Field& field : fields_) {
    lent_fields_.push_back({static_cast<std::uint32_t>(field.type), 0, rpt::str(field.name),
                            rpt::str(field.role)});
  }
  return true;
}

std::int32_t Runtime::Describe() {
  const auto* country = Interface<rpt_country>(plugin_, RPT_COUNTRY_ID, kCountrySize);
  if (country == nullptr || country->describe == nullptr) {
    return Fail(RPT_UNSUPPORTED, wire::Cause::kNoInterface, RPT_COUNTRY_ID, nullptr);
  }
  rpt_document_job document{};
  document.struct_size = sizeof document;
  document.document_fd = file_;
  document.sink = this;
  document.write = [](void* sink, rpt_str part, rpt_error* error) {
    return Of(sink).Write(part, error);
  };
  return country->describe(&document, &error_);
}

// ---- what the plugin calls ----

std::int32_t Runtime::Begin(const rpt_field* fields, std::uint32_t count, rpt_error* error) {
  const auto refuse = [&](const std::string& why) {
    return Fail(RPT_INTERNAL, wire::Cause::kContract, why, error);
  };
  if (!fields_.empty()) return refuse("it said its columns twice");
  if (fields == nullptr || count == 0 || count > wire::kMostColumns) {
    return refuse("a table has 1 to " + std::to_string(wire::kMostColumns) + " columns, found " +
                  std::to_string(count));
  }
  std::vector<Field> said;
  bool has_row = false;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string column = "column " + std::to_string(i + 1);
    if (fields[i].type < RPT_TEXT || fields[i].type > RPT_FLOAT64) {
      return refuse(column + ": there is no type " + std::to_string(fields[i].type));
    }
    said.push_back({std::string(view(fields[i].name)), std::string(view(fields[i].role)),
                    static_cast<FieldType>(fields[i].type)});
    if (!IsValidUtf8(said.back().name) || !IsValidUtf8(said.back().role)) {
      return refuse(column + ": the name is not UTF-8");
    }
    has_row = has_row || said.back().role == "row";
  }
  if (!has_row) return refuse("no column has the role \"row\"");
  if (Status s = wire::CheckFields(said); !s.ok()) return refuse(s.message());
  const std::string encoded = wire::Encode(said);
  if (encoded.size() > wire::kMostMessage) return refuse("the columns' names are too long");
  fields_ = std::move(said);
  channel_.Send(wire::Kind::kFields, encoded);
  return ReceiveWanted(error);
}

// No row crosses before the core has said which columns it wants of it.
std::int32_t Runtime::ReceiveWanted(rpt_error* error) {
  const auto broken = [&] {
    return Fail(RPT_INTERNAL, wire::Cause::kPlugin, "the core did not say which columns it wants",
                error);
  };
  Result<Message> message = channel_.Receive();
  if (!message.ok()) return broken();
  if (message->header.kind == wire::Kind::kCancel) {
    cancelled_ = true;
    return Fail(RPT_CANCELLED, wire::Cause::kPlugin, "the job was cancelled", error);
  }
  if (message->header.kind != wire::Kind::kWanted) return broken();
  Result<wire::Wanted> wanted = wire::DecodeWanted(message->payload);
  if (!wanted.ok()) return broken();
  for (std::size_t c = 0; wanted->all && c < fields_.size(); ++c) wanted_.push_back(c);
  for (const std::uint64_t column : wanted->columns) {
    if (column >= fields_.size()) return broken();
    wanted_.push_back(static_cast<std::size_t>(column));
  }
  return RPT_OK;
}

std::int32_t Runtime::Emit(const rpt_batch* batch, rpt_error* error) {
  const auto refuse = [&](const std::string& why) {
    return Fail(RPT_INTERNAL, wire::Cause::kContract, why, error);
  };
  if (fields_.empty()) return refuse("it handed over rows before it said its columns");
  if (batch == nullptr || batch->struct_size < kBatchSize || batch->columns == nullptr) {
    return refuse("the batch is not filled in");
  }
  if (batch->column_count != fields_.size()) {
    return refuse("a batch has " + std::to_string(batch->column_count) + " columns, the table has " +
                  std::to_string(fields_.size()));
  }
  if (batch->row_count == 0) return RPT_OK;
  // What the core doesn't want is not looked at.
  std::vector<ColumnView> views;
  views.reserve(wanted_.size());
  for (const std::size_t c : wanted_) {
    const rpt_column& column = batch->columns[c];
    if (column.type != static_cast<std::uint32_t>(fields_[c].type)) {
      return refuse("column " + std::to_string(c + 1) + " is not of the type it was said to be");
    }
    views.push_back({fields_[c].type, column.validity, static_cast<const char*>(column.values),
                     column.offsets});
  }
  if (Status s = wire::CheckColumns(views, batch->row_count); !s.ok()) return refuse(s.message());
  if (Cancelled()) return Fail(RPT_CANCELLED, wire::Cause::kPlugin, "the job was cancelled", error);
  channel_.SendBatch(views, batch->row_count);
  rows_ += batch->row_count;
  ++batches_;
  return RPT_OK;
}

std::int32_t Runtime::Write(rpt_str part, rpt_error* error) {
  if (part.size > 0 && part.data == nullptr) {
    return Fail(RPT_INTERNAL, wire::Cause::kContract, "a part of the document is NULL", error);
  }
  for (std::string_view rest = view(part); !rest.empty();) {
    const std::string_view piece = rest.substr(0, wire::kMostText);
    channel_.Send(wire::Kind::kDocument, piece);
    rest.remove_prefix(piece.size());
  }
  return RPT_OK;
}

std::int32_t Runtime::Aside(const wire::Aside& aside, std::uint64_t size) {
  if (size > wire::kMostText) {
    return Fail(RPT_LIMIT, wire::Cause::kContract,
                "a text beside the table has " + std::to_string(size) + " bytes, at most " +
                    std::to_string(wire::kMostText) + " are allowed",
                nullptr);
  }
  if (Cancelled()) return Fail(RPT_CANCELLED, wire::Cause::kPlugin, "the job was cancelled", nullptr);
  channel_.Send(wire::Kind::kAside, Encode(aside));
  return RPT_OK;
}

void Runtime::Issue(const rpt_issue& issue) {
  if (issue.struct_size < kIssueSize) return;
  wire::IssueMessage message;
  message.level = static_cast<std::uint64_t>(
      std::clamp<std::int32_t>(issue.level, RPT_INFO, RPT_ERROR));
  message.row = issue.row;
  message.column = issue.column;
  message.sheet = Shown(view(issue.sheet));
  message.field = Shown(view(issue.field));
  message.text = Shown(view(issue.text));
  channel_.Send(wire::Kind::kIssue, Encode(message));
}

std::int32_t Runtime::Fields(const rpt_field** fields, std::uint32_t* count, rpt_error*) {
  *fields = lent_fields_.data();
  *count = static_cast<std::uint32_t>(lent_fields_.size());
  return RPT_OK;
}

std::int32_t Runtime::Next(const rpt_batch** batch, rpt_error* error) {
  *batch = nullptr;
  if (ended_) return RPT_OK;
  if (Cancelled()) return Fail(RPT_CANCELLED, wire::Cause::kPlugin, "the job was cancelled", error);
  channel_.Send(wire::Kind::kNext, {});
  Result<Message> message = channel_.Receive();
  if (!message.ok()) {
    return Fail(RPT_INTERNAL, wire::Cause::kPlugin, message.status().message(), error);
  }
  if (message->header.kind == wire::Kind::kEnd) {
    ended_ = true;
    return RPT_OK;
  }
  if (message->header.kind == wire::Kind::kCancel) {
    cancelled_ = true;
    return Fail(RPT_CANCELLED, wire::Cause::kPlugin, "the job was cancelled", error);
  }
  Result<Table> table = Table::FromPayload(std::move(message->payload), message->header.columns,
                                           message->header.rows);
  if (!table.ok() || table->column_count() != fields_.size()) {
    return Fail(RPT_INTERNAL, wire::Cause::kPlugin, "the core sent no batch", error);
  }
  table_ = *std::move(table);
  lent_columns_.clear();
  for (const ColumnView& view : table_.columns()) {
    lent_columns_.push_back({static_cast<std::uint32_t>(view.type), 0, view.validity, view.values,
                             view.offsets});
  }
  lent_batch_.struct_size = sizeof lent_batch_;
  lent_batch_.column_count = static_cast<std::uint32_t>(lent_columns_.size());
  lent_batch_.row_count = table_.row_count();
  lent_batch_.columns = lent_columns_.data();
  rows_ += lent_batch_.row_count;
  ++batches_;
  *batch = &lent_batch_;
  return RPT_OK;
}

}  // namespace rapporteur
