#include "plugins/xlsx_export/zip_writer.h"

#include <unistd.h>
#include <zlib.h>

#include <cerrno>

namespace xlsx {
namespace {

constexpr std::uint64_t kLargest = 0xFFFFFFFE;  // without ZIP64
constexpr std::uint16_t kVersion = 20;
constexpr std::uint16_t kUtf8Name = 1 << 11;
constexpr std::uint16_t kDeflated = 8;
constexpr std::uint16_t kMidnight = 0;
constexpr std::uint16_t kFirstDay = 1 << 5 | 1;  // 1980-01-01: the same table gives the same bytes
constexpr std::uint64_t kLengthsAt = 14;         // of the local header: CRC and both lengths

void Add16(std::string& to, std::uint64_t number) {
  to += static_cast<char>(number & 0xFF);
  to += static_cast<char>(number >> 8 & 0xFF);
}

void Add32(std::string& to, std::uint64_t number) {
  Add16(to, number & 0xFFFF);
  Add16(to, number >> 16 & 0xFFFF);
}

}  // namespace

struct ZipWriter::Deflate {
  z_stream stream{};
  char buffer[1 << 16];
  Deflate() {
    // Negative: no zlib header around the data.
    if (deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
      throw rpt::Internal("zlib can't begin");
    }
  }
  ~Deflate() { deflateEnd(&stream); }
};

ZipWriter::ZipWriter(rpt::OutputFile& out) : out_(out), deflate_(std::make_unique<Deflate>()) {}

ZipWriter::~ZipWriter() = default;

void ZipWriter::Put(std::string_view bytes) {
  out_.write(bytes);
  written_ += bytes.size();
  if (written_ > kLargest) throw rpt::LimitReached(0, "the file would be larger than 4 GiB");
}

void ZipWriter::Begin(std::string_view name) {
  EndPart();
  Part part;
  part.name = name;
  part.crc = static_cast<std::uint32_t>(crc32(0, nullptr, 0));
  part.offset = written_;
  std::string header;
  Add32(header, 0x04034b50);
  Add16(header, kVersion);
  Add16(header, kUtf8Name);
  Add16(header, kDeflated);
  Add16(header, kMidnight);
  Add16(header, kFirstDay);
  header.append(12, '\0');  // CRC and lengths: filled in by EndPart
  Add16(header, part.name.size());
  Add16(header, 0);
  Put(header + part.name);
  parts_.push_back(std::move(part));
  deflateReset(&deflate_->stream);
  open_ = true;
}

void ZipWriter::Write(std::string_view bytes) {
  if (!bytes.empty()) Pack(bytes, Z_NO_FLUSH);
}

void ZipWriter::Pack(std::string_view bytes, int flush) {
  Part& part = parts_.back();
  const auto* data = reinterpret_cast<const Bytef*>(bytes.data());
  if (!bytes.empty()) {  // without bytes zlib gives the checksum of nothing
    part.crc = static_cast<std::uint32_t>(crc32(part.crc, data, static_cast<uInt>(bytes.size())));
  }
  part.size += bytes.size();
  if (part.size > kLargest) throw rpt::LimitReached(0, "the file would be larger than 4 GiB");
  z_stream& stream = deflate_->stream;
  stream.next_in = const_cast<Bytef*>(data);
  stream.avail_in = static_cast<uInt>(bytes.size());
  do {
    stream.next_out = reinterpret_cast<Bytef*>(deflate_->buffer);
    stream.avail_out = sizeof deflate_->buffer;
    deflate(&stream, flush);
    const std::size_t made = sizeof deflate_->buffer - stream.avail_out;
    part.packed += made;
    Put({deflate_->buffer, made});
  } while (stream.avail_out == 0);
}

void ZipWriter::EndPart() {
  if (!open_) return;
  Pack({}, Z_FINISH);
  open_ = false;
  const Part& part = parts_.back();
  std::string lengths;
  Add32(lengths, part.crc);
  Add32(lengths, part.packed);
  Add32(lengths, part.size);
  out_.flush();
  const auto at = static_cast<off_t>(part.offset + kLengthsAt);
  ssize_t n;
  do {
    n = ::pwrite(out_.fd(), lengths.data(), lengths.size(), at);
  } while (n < 0 && errno == EINTR);
  if (n != static_cast<ssize_t>(lengths.size())) throw rpt::IoError("the output can't be written");
}

void ZipWriter::Finish() {
  EndPart();
  const std::uint64_t begin = written_;
  for (const Part& part : parts_) {
    std::string entry;
    Add32(entry, 0x02014b50);
    Add16(entry, kVersion);
    Add16(entry, kVersion);
    Add16(entry, kUtf8Name);
    Add16(entry, kDeflated);
    Add16(entry, kMidnight);
    Add16(entry, kFirstDay);
    Add32(entry, part.crc);
    Add32(entry, part.packed);
    Add32(entry, part.size);
    Add16(entry, part.name.size());
    entry.append(12, '\0');  // no extra field, comment, disk, attributes
    Add32(entry, part.offset);
    Put(entry + part.name);
  }
  std::string end;
  const std::uint64_t size = written_ - begin;
  Add32(end, 0x06054b50);
  Add32(end, 0);  // disks
  Add16(end, parts_.size());
  Add16(end, parts_.size());
  Add32(end, size);
  Add32(end, begin);
  Add16(end, 0);
  Put(end);
}

}  // namespace xlsx
