#include "core/base/encoding.h"

#include <iconv.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/fd.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

// UTF-8 to another encoding by the C library, which shares nothing with what is tested.
std::string Encode(std::string text, const char* encoding) {
  iconv_t converter = ::iconv_open(encoding, "UTF-8");
  REQUIRE(converter != reinterpret_cast<iconv_t>(-1));
  std::string out(text.size() * 4 + 8, '\0');
  char *from = text.data(), *to = out.data();
  std::size_t left = text.size(), room = out.size();
  INFO(text << " in " << encoding);
  CHECK(::iconv(converter, &from, &left, &to, &room) == 0);
  ::iconv_close(converter);
  out.resize(out.size() - room);
  return out;
}

Fd InMemory(const std::string& bytes) {
  Result<Fd> fd = MemoryFile("test", bytes);
  REQUIRE(fd.ok());
  return std::move(*fd);
}

Result<FoundEncoding> Find(const std::string& bytes, const std::string& told = "",
                           const std::string& country = "RS") {
  const Fd fd = InMemory(bytes);
  return FindEncoding(fd.get(), {told, country}, "cases.csv");
}

// "windows-1250 detected", or the message of the refusal.
std::string Found(const std::string& bytes, const std::string& told = "",
                  const std::string& country = "RS") {
  Result<FoundEncoding> found = Find(bytes, told, country);
  if (!found.ok()) return found.status().message();
  return found->name + " " + EncodingByName(found->by);
}

Result<std::string> Utf8(const std::string& bytes, const std::string& told = "",
                         const std::string& country = "RS") {
  const Fd in = InMemory(bytes);
  const Fd out = InMemory("");
  Result<FoundEncoding> found = FindEncoding(in.get(), {told, country}, "cases.csv");
  if (!found.ok()) return found.status();
  Status s = TranscodeToUtf8(in.get(), *found, out.get(), "cases.csv");
  if (!s.ok()) return s;
  ::lseek(out.get(), 0, SEEK_SET);
  return ReadAll(out.get(), 1u << 30, "out");
}

std::string Message(const Result<std::string>& r) { return r.ok() ? *r : r.status().message(); }

const std::string kLatin = "Šifra;Naziv\r\nRS214;Moravička\r\nRS218;Šumadijska\r\nRS227;Raška žup";
const std::string kCyrillic = "Шифра;Назив\r\nRS214;Моравичка\r\nRS218;Шумадијска\r\n";
const std::string kAlbanian = "Kodi;Emërtimi\r\nAL011;Dibër\r\nAL034;Korçë\r\n";

TEST_CASE("each way of finding an encoding is named, and the text comes out as UTF-8") {
  struct Case {
    const char* text;
    const char* encoding;  // of the C library
    std::string bom;
    const char* found;
  };
  const Case cases[] = {
      {"plain;1\n", "ASCII", "", "utf-8 valid"},
      {"", "ASCII", "", "utf-8 valid"},
      {kLatin.c_str(), "UTF-8", "", "utf-8 valid"},
      {kLatin.c_str(), "UTF-8", "\xEF\xBB\xBF", "utf-8 bom"},
      {kCyrillic.c_str(), "UTF-16LE", "\xFF\xFE", "utf-16le bom"},
      {kCyrillic.c_str(), "UTF-16BE", "\xFE\xFF", "utf-16be bom"},
      {kCyrillic.c_str(), "UTF-32LE", std::string("\xFF\xFE\0\0", 4), "utf-32le bom"},
      {kCyrillic.c_str(), "UTF-16LE", "", "utf-16le pattern"},
      {kCyrillic.c_str(), "UTF-16BE", "", "utf-16be pattern"},
      {"a\xF0\x9F\x98\x8E;1\n", "UTF-16LE", "", "utf-16le pattern"},
      {kLatin.c_str(), "CP1250", "", "windows-1250 detected"},
      {kLatin.c_str(), "ISO-8859-2", "", "iso-8859-2 detected"},
      {kCyrillic.c_str(), "CP1251", "", "windows-1251 detected"},
      {kCyrillic.c_str(), "ISO-8859-5", "", "iso-8859-5 detected"},
      {kAlbanian.c_str(), "CP1250", "", "windows-1250 detected"},
      {"Año;España;Perú;Señal à là carte\n", "CP1252", "", "windows-1252 detected"},
      {"2017–2019;40\n", "CP1251", "", "windows-1250 detected"},  // a dash is one byte in all three
  };
  for (const Case& c : cases) {
    INFO(c.text << " in " << c.encoding);
    const std::string bytes = c.bom + Encode(c.text, c.encoding);
    CHECK(Found(bytes) == c.found);
    CHECK(Message(Utf8(bytes)) == c.text);
  }
}

TEST_CASE("one name is enough to tell the region's encodings apart") {
  struct Case {
    const char *country, *encoding, *text;
  };
  const Case cases[] = {
      {"RS", "CP1250", "Niš"},
      {"RS", "ISO-8859-2", "Niš"},
      {"RS", "CP1250", "Žrtve"},
      {"RS", "ISO-8859-2", "ŽRTVE"},
      {"RS", "CP1251", "Ниш"},
      {"RS", "ISO-8859-5", "Ниш"},
      {"ME", "CP1251", "ЖРТВЕ"},
      {"ME", "ISO-8859-5", "ЖРТВЕ"},
      {"MK", "CP1251", "Ѓорче Петров"},
      {"MK", "ISO-8859-5", "Ѓорче Петров"},
      {"AL", "CP1250", "Korçë"},
      {"AL", "CP1252", "Shqipëria"},
      {"BA", "CP1250", "Ćuprija"},
      {"BA", "CP1250", "Đurđevdan"},
      {"ME", "CP1250", "„Sigurna ženska kuća“"},
  };
  for (const Case& c : cases) {
    INFO(c.text << " in " << c.encoding);
    CHECK(Message(Utf8(Encode(c.text, c.encoding), "", c.country)) == c.text);
  }
}

TEST_CASE("the whole file is looked at, not its beginning") {
  std::string text;
  while (text.size() < 700000) text += "RS211;2020;40\r\n";
  CHECK(Found(text) == "utf-8 valid");
  CHECK(Found(text + Encode("RS214;Moravička oblast", "CP1250")) == "windows-1250 detected");
  CHECK(Found(text + Encode("RS214;Моравичка област", "CP1251")) == "windows-1251 detected");
  CHECK(Message(Utf8(text + Encode("RS214;Моравичка област", "CP1251"))) ==
        text + "RS214;Моравичка област");
}

TEST_CASE("a single NUL in a short file does not make it UTF-16") {
  const std::string nul("Region,Value\nNorth,1\nSouth\0,2\n", 31);
  for (const std::string& bytes : {nul, nul + "\n"}) {
    Result<FoundEncoding> found = Find(bytes);
    REQUIRE_FALSE(found.ok());
    CHECK(found.status().message() == "cases.csv: byte 27 is NUL, expected a text file.");
    CHECK(found.status().hint() == "Save the file anew as CSV in the program it comes from.");
  }
}

TEST_CASE("where the letters leave it open the country decides") {
  // A lone Ж, or Ć, or Æ.
  CHECK(Found("Kod;1\n\xC6;2\n", "", "MK") == "windows-1251 default");
  CHECK(Found("Kod;1\n\xC6;2\n", "", "RS") == "windows-1250 default");
  CHECK(Find("Kod;1\n\xC6;2\n")->warning ==
        "cases.csv is read as windows-1250, but its letters fit other encodings as well; if letters "
        "look wrong, say --option encoding=NAME (windows-1250, windows-1251, windows-1252, "
        "iso-8859-2 or iso-8859-5).");
  CHECK(Find(Encode(kLatin, "CP1250"))->warning.empty());
}

TEST_CASE("what is told stands above what would be found") {
  CHECK(Found(Encode(kLatin, "CP1250"), "cp1250") == "windows-1250 told");
  CHECK(Found(Encode(kLatin, "ISO-8859-2"), "Latin2") == "iso-8859-2 told");
  CHECK(Found(Encode(kLatin, "CP852"), "cp852") == "ibm852 told");
  CHECK(Message(Utf8(Encode(kLatin, "CP852"), "cp852")) == kLatin);
  CHECK(Found(kLatin, "utf8") == "utf-8 told");
  CHECK(Found("\xEF\xBB\xBF" + kLatin, "utf-8") == "utf-8 told");
  CHECK(Message(Utf8("\xEF\xBB\xBF" + kLatin, "utf-8")) == kLatin);
  CHECK(Found("\xFF\xFE" + Encode(kLatin, "UTF-16LE"), "UTF-16") == "utf-16le told");
  CHECK(Found("\xFE\xFF" + Encode(kLatin, "UTF-16BE"), "UTF-16") == "utf-16be told");
  CHECK(Message(Utf8(Encode(kLatin, "UTF-16LE"), "utf-16")) == kLatin);
}

TEST_CASE("UTF-8 that is told to be something else is read as told, with a warning") {
  Result<FoundEncoding> found = Find("Niš;Čačak\n", "windows-1250");
  REQUIRE(found.ok());
  CHECK(found->warning ==
        "cases.csv is read as windows-1250, as told, but is valid UTF-8 throughout (3 characters "
        "beyond ASCII); if letters look wrong, say --option encoding=utf-8.");
  CHECK(Find(Encode("Niš;Čačak\n", "CP1250"), "windows-1250")->warning.empty());
}

TEST_CASE("a file in another encoding than told or marked is refused with the byte") {
  struct Case {
    std::string bytes;
    const char* told;
    const char* message;
  };
  const Case cases[] = {
      {"Code\nNi\x9A;1\n", "utf-8",
       "cases.csv, byte 8 (line 2): 0x9A is not valid UTF-8 here, expected UTF-8 as told."},
      {"\xEF\xBB\xBF"
       "Code\nNi\x9A;1\n",
       "",
       "cases.csv, byte 11 (line 2): 0x9A is not valid UTF-8 here, expected UTF-8 as the byte "
       "order "
       "mark says."},
      {"Niš;1\nČačak;2\nU\x9Ei"
       "ce;3\n",
       "",
       "cases.csv, byte 19 (line 3): 0x9E is not valid UTF-8 here, expected UTF-8 as in most of "
       "the "
       "file."},
      {"Niš;1\nČačak;2\nU\xC5", "",
       "cases.csv, byte 19 (line 3): 0xC5 is not valid UTF-8 here, expected UTF-8 as in most of "
       "the "
       "file."},
      {"Ni\x9A;1\n", "iso-8859-2",
       "cases.csv, byte 3: 0x9A means nothing in iso-8859-2, expected text in it as told."},
      {"Ni\x98;1\n", "windows-1251",
       "cases.csv, byte 3: 0x98 means nothing in windows-1251, expected text in it as told."},
      {"\xEF\xBB\xBFNiš;1\n", "windows-1250",
       "cases.csv: the file begins with the byte order mark of utf-8, expected windows-1250 as "
       "told."},
      {"\xFF\xFEN", "utf-16le",
       "cases.csv, byte 3: this is no character in utf-16le, expected whole characters to the end "
       "of "
       "the file."},
      {std::string("\xFF\xFEN\0\x34\xD8x\0", 8), "",
       "cases.csv, byte 5: this is no character in utf-16le, expected whole characters to the end "
       "of "
       "the file."},
      {"Ni\x9A", "klingon",
       "The encoding 'klingon' is not known, expected a name such as utf-8, utf-16le, "
       "windows-1250, "
       "windows-1251 or iso-8859-2."},
      {"Ni\x9A", "iso-2022-jp",
       "The encoding 'iso-2022-jp' is not known, expected a name such as utf-8, utf-16le, "
       "windows-1250, windows-1251 or iso-8859-2."},
  };
  for (const Case& c : cases) CHECK(Message(Utf8(c.bytes, c.told)) == c.message);

  Result<FoundEncoding> found = Find("Code\nNi\x9A;1\n", "utf-8", "MK");
  CHECK(found.status().code() == "invalid-utf8");
  CHECK(
      found.status().hint() ==
      "Save the file as UTF-8, or say --option encoding=windows-1251 where it is in that encoding "
      "throughout.");
}

TEST_CASE("a file that is not text is refused by what it is") {
  struct Case {
    std::string bytes;
    const char* message;
  };
  const Case cases[] = {
      {std::string("a;b\n1;\0\n2;3\n", 11), "cases.csv: byte 7 is NUL, expected a text file."},
      {std::string(100, '\0'), "cases.csv: byte 1 is NUL, expected a text file."},
      {"PK\x03\x04rest",
       "cases.csv: this is a ZIP archive, as Excel (.xlsx) and OpenDocument (.ods) write them, "
       "expected a text file."},
      {"\xD0\xCF\x11\xE0rest",
       "cases.csv: this is an old Office file (.xls, .doc), expected a text file."},
      {"%PDF-1.7", "cases.csv: this is a PDF file, expected a text file."},
      {"\x1F\x8B\x08", "cases.csv: this is a gzip archive, expected a text file."},
      {std::string("\xFF\xFEN\0\0\0", 6),
       "cases.csv: the file holds a NUL character in utf-16le, expected a text file."},
      // Little-endian 16-bit numbers have their NULs where UTF-16 has them, but controls too.
      {std::string("\x01\0\x02\0\x07\0\x03\0", 8),
       "cases.csv: byte 2 is NUL, expected a text file."},
  };
  for (const Case& c : cases) CHECK(Message(Utf8(c.bytes)) == c.message);
  CHECK(Find("%PDF-1.7").status().code() == "not-text");
}

std::string Answer(const std::string& name) {
  if (name.find("utf16le") != std::string::npos) return "utf-16le bom";
  if (name.find("utf8bom") != std::string::npos) return "utf-8 bom";
  if (name.find("utf8") != std::string::npos) return "utf-8 valid";
  return name.find("cp1251") != std::string::npos ? "windows-1251 detected"
                                                  : "windows-1250 detected";
}

// Every data file of the folder, its encoding found, read and compared with the C library's
// reading.
void CheckFolder(const std::string& folder, std::size_t expected) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".json") || name.ends_with(".md")) continue;
    files++;
    INFO(name);
    Result<std::string> bytes = ReadFile(entry.path().string());
    REQUIRE(bytes.ok());
    const std::string answer = Answer(name);
    CHECK(Found(*bytes, "", "") == answer);
    Result<std::string> utf8 = Utf8(*bytes);
    REQUIRE(utf8.ok());
    const bool unicode = answer.starts_with("utf-8");
    const std::string bom = answer == "utf-8 bom"      ? "\xEF\xBB\xBF"
                            : answer == "utf-16le bom" ? "\xFF\xFE"
                                                       : "";
    const std::string back =
        unicode ? *utf8 : Encode(*utf8, answer.substr(0, answer.find(' ')).c_str());
    CHECK(bom + back == *bytes);
  }
  CHECK(files == expected);
}

TEST_CASE("the encodings of the fixtures are found") {
  CheckFolder(TestData("csv/balkan_encodings"), 5);
}

TEST_CASE("the encodings of the shared tables are found") {
  const auto folder = SharedData("data/csv/balkan_encodings");
  if (folder) CheckFolder(*folder, 10);
}

}  // namespace
}  // namespace rapporteur
