#include "plugins/common/zip/zip_archive.h"

#include <zip.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <set>
#include <utility>

namespace common {
namespace {

constexpr std::uint64_t kBytesBetweenCalls = std::uint64_t{4} << 20;

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return lower;
}

// Does the name stay within the archive?  REQUIRES: '/' between folders
bool StaysInside(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find(':') != name.npos ||
      name.find('\0') != name.npos) {
    return false;
  }
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('/', at), name.size());
    if (name.substr(at, end - at) == "..") return false;
    at = end + 1;
  }
  return true;
}

// What libzip reads from: the descriptor, by position.
struct Input {
  const rpt::InputFile* file;
  std::uint64_t at = 0;
  zip_error_t error{};
};

zip_int64_t Serve(void* user, void* data, zip_uint64_t size, zip_source_cmd_t command) {
  Input& input = *static_cast<Input*>(user);
  switch (command) {
    case ZIP_SOURCE_SUPPORTS:
      return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                            ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                            ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, -1);
    case ZIP_SOURCE_OPEN:
      input.at = 0;
      return 0;
    case ZIP_SOURCE_READ:
      try {
        const std::size_t read =
            input.file->read_at(input.at, static_cast<char*>(data), static_cast<std::size_t>(size));
        input.at += read;
        return static_cast<zip_int64_t>(read);
      } catch (...) {
        zip_error_set(&input.error, ZIP_ER_READ, 0);
        return -1;
      }
    case ZIP_SOURCE_SEEK: {
      const zip_int64_t to =
          zip_source_seek_compute_offset(input.at, input.file->size(), data, size, &input.error);
      if (to < 0) return -1;
      input.at = static_cast<std::uint64_t>(to);
      return 0;
    }
    case ZIP_SOURCE_TELL:
      return static_cast<zip_int64_t>(input.at);
    case ZIP_SOURCE_STAT: {
      zip_stat_t* stat = static_cast<zip_stat_t*>(data);
      zip_stat_init(stat);
      stat->valid = ZIP_STAT_SIZE;
      stat->size = input.file->size();
      return sizeof *stat;
    }
    case ZIP_SOURCE_ERROR:
      return zip_error_to_data(&input.error, data, size);
    default:
      return 0;
  }
}

[[noreturn]] void Damaged() {
  throw rpt::BadInput(0, {}, "the file is a ZIP archive that is damaged or cut off; send it again");
}

}  // namespace

struct ZipArchive::Rep {
  Rep(const rpt::InputFile& file, ZipLimits allowed) : limits(allowed) {
    input.file = &file;
    zip_error_init(&input.error);
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_function_create(&Serve, &input, &error);
    if (source == nullptr) throw std::bad_alloc();
    archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (archive == nullptr) {
      const int code = zip_error_code_zip(&error);
      zip_source_free(source);
      if (code == ZIP_ER_MEMORY) throw std::bad_alloc();
      Damaged();
    }
  }
  ~Rep() { zip_discard(archive); }
  Rep(const Rep&) = delete;
  Rep& operator=(const Rep&) = delete;

  void List();
  [[noreturn]] void TooLarge(const Entry& entry) const {
    throw rpt::LimitReached(
        0, "the part " + entry.name + " unpacks to more than " +
               std::to_string(limits.entry_bytes >> 20) + " MiB, or to more than " +
               std::to_string(limits.ratio) +
               " times its size in the file; no honest table does, so it is not read");
  }

  ZipLimits limits;
  Input input;
  zip_t* archive = nullptr;
  std::vector<Entry> entries;
  std::map<std::string, std::size_t> by_name;  // in lower case
  std::set<std::string> twice;
  std::size_t ignored = 0;
  std::uint64_t unpacked = 0, told = 0;
  std::function<void(std::uint64_t)> on_read;
};

void ZipArchive::Rep::List() {
  const zip_int64_t count = zip_get_num_entries(archive, 0);
  if (count < 0) Damaged();
  if (static_cast<std::uint64_t>(count) > limits.entries) {
    throw rpt::LimitReached(0, "the file is a ZIP archive of more than " +
                                   std::to_string(limits.entries) +
                                   " entries, which no spreadsheet has");
  }
  for (zip_int64_t i = 0; i < count; i++) {
    zip_stat_t stat;
    if (zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &stat) != 0) Damaged();
    Entry entry;
    entry.name = stat.name != nullptr ? stat.name : "";
    std::replace(entry.name.begin(), entry.name.end(), '\\', '/');
    entry.index = static_cast<std::uint64_t>(i);
    entry.size = (stat.valid & ZIP_STAT_SIZE) != 0 ? stat.size : 0;
    entry.stored = (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? stat.comp_size : 0;
    if (!StaysInside(entry.name)) {
      ignored++;
      continue;
    }
    if (entry.name.back() == '/') continue;
    const std::string lower = Lower(entry.name);
    if (!by_name.emplace(lower, entries.size()).second) twice.insert(lower);
    entries.push_back(std::move(entry));
  }
}

ZipArchive::ZipArchive(const rpt::InputFile& file, ZipLimits limits)
    : rep_(std::make_shared<Rep>(file, limits)) {
  rep_->List();
}
ZipArchive::~ZipArchive() = default;

bool ZipArchive::IsZip(std::string_view head) {
  return head.substr(0, 4) == "PK\x03\x04" || head.substr(0, 4) == "PK\x05\x06";
}

const std::vector<ZipArchive::Entry>& ZipArchive::entries() const { return rep_->entries; }
std::size_t ZipArchive::ignored() const { return rep_->ignored; }

std::optional<ZipArchive::Entry> ZipArchive::Find(std::string_view name) const {
  const auto found = rep_->by_name.find(Lower(name));
  if (found == rep_->by_name.end()) return std::nullopt;
  return rep_->entries[found->second];
}

ByteSource ZipArchive::Open(const Entry& entry) {
  Rep& rep = *rep_;
  if (rep.twice.count(Lower(entry.name)) > 0) {
    throw rpt::BadInput(0, {},
                        "the file holds the part " + entry.name +
                            " twice, so that it can't be said which one is meant; save it "
                            "again with the program it was made with");
  }
  zip_stat_t stat;
  if (zip_stat_index(rep.archive, entry.index, 0, &stat) != 0) Damaged();
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
    throw rpt::Unsupported(
        "the file is protected by a password; save it without one and send it again");
  }
  if ((stat.valid & ZIP_STAT_COMP_METHOD) != 0 && stat.comp_method != ZIP_CM_STORE &&
      stat.comp_method != ZIP_CM_DEFLATE) {
    throw rpt::Unsupported(
        "the part " + entry.name +
        " is packed in a way that spreadsheets are not; save the file again with "
        "the program it was made with");
  }
  const auto too_large = [](const ZipLimits& limits, std::uint64_t size, std::uint64_t stored) {
    return size > limits.entry_bytes || (size > limits.free_bytes && size / limits.ratio > stored);
  };
  if (too_large(rep.limits, entry.size, entry.stored)) rep.TooLarge(entry);
  std::shared_ptr<zip_file_t> file(zip_fopen_index(rep.archive, entry.index, 0), [](zip_file_t* f) {
    if (f != nullptr) zip_fclose(f);
  });
  if (file == nullptr) Damaged();
  return [kept = rep_, entry, file, too_large, given = std::uint64_t{0}](
             char* to, std::size_t size) mutable -> std::size_t {
    const zip_int64_t read = zip_fread(file.get(), to, size);
    if (read < 0) {
      throw rpt::BadInput(
          0, {},
          "the part " + entry.name + " of the file is damaged or cut off; send the file again");
    }
    given += static_cast<std::uint64_t>(read);
    kept->unpacked += static_cast<std::uint64_t>(read);
    if (too_large(kept->limits, given, entry.stored)) kept->TooLarge(entry);
    if (kept->unpacked > kept->limits.all_bytes) {
      throw rpt::LimitReached(0, "the file unpacks to more than " +
                                     std::to_string(kept->limits.all_bytes >> 20) + " MiB");
    }
    if (kept->on_read && kept->unpacked - kept->told >= kBytesBetweenCalls) {
      kept->told = kept->unpacked;
      kept->on_read(kept->unpacked);
    }
    return static_cast<std::size_t>(read);
  };
}

void ZipArchive::OnRead(std::function<void(std::uint64_t)> call) {
  rep_->on_read = std::move(call);
}

std::uint64_t ZipArchive::bytes() const { return rep_->unpacked; }

std::string ZipArchive::ReadAll(const Entry& entry, std::size_t most) {
  ByteSource source = Open(entry);
  std::string all;
  char buffer[1 << 14];
  while (const std::size_t read = source(buffer, sizeof buffer)) {
    if (all.size() + read > most) {
      throw rpt::LimitReached(
          0, "the part " + entry.name + " is larger than " + std::to_string(most >> 10) + " KiB");
    }
    all.append(buffer, read);
  }
  return all;
}

}  // namespace common
