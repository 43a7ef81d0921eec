#include "core/import/personal_data.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <rapporteur/csv.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/fd.h"
#include "core/import/identifiers.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

// Made up: region codes 60 to 69 are not in use, so no person has these numbers.
const std::string kJmbgs[] = {"0101990600008", "1506005655000", "3112985690018", "2407975601234",
                              "0101010600015"};
const std::string kNids[] = {"J00101999W", "J05115999K", "K03101999G", "K08215999U"};

std::string Found(const std::optional<Hit>& hit) {
  return hit ? hit->kind + std::string(hit->checked ? " checked" : "") : "nothing";
}

std::string InText(std::string_view cell) {
  PersonalDataScanner scanner;
  return Found(scanner.ScanCell(cell, ColumnUse::kText));
}
std::string InValue(std::string_view cell) {
  PersonalDataScanner scanner;
  return Found(scanner.ScanCell(cell, ColumnUse::kValueLike));
}

// With its check digits, made at run time: RS00 and twenty zeros is nobody's account.
std::string Iban(const std::string& country, const std::string& rest) {
  for (int check = 2; check < 99; check++) {
    std::string account = country + (check < 10 ? "0" : "") + std::to_string(check) + rest;
    if (HasIbanShape(account) && HasIbanCheckDigits(account)) return account;
  }
  FAIL("no check digits");
  return "";
}

TEST_CASE("a JMBG is found in any column, however it is written and whatever stands around it") {
  for (const std::string& n : kJmbgs) {
    INFO(n);
    const std::string joined = n.substr(0, 7) + "-" + n.substr(7, 2) + "-" + n.substr(9);
    const std::string parts = n.substr(0, 2) + "." + n.substr(2, 2) + "." + n.substr(4, 3) + "." +
                              n.substr(7, 2) + "." + n.substr(9, 3) + "." + n.substr(12);
    const std::string fours =
        n.substr(0, 4) + " " + n.substr(4, 3) + " " + n.substr(7, 3) + " " + n.substr(10);
    const std::string forms[] = {n,
                                 " " + n + " ",
                                 "JMBG " + n,
                                 "JMBG" + n,
                                 "ЈМБГ: " + n + ", Нови Сад",
                                 "ЕМБГ-" + n,
                                 "(" + n + ")",
                                 n + ".",
                                 n + ";",
                                 n + ".0",
                                 "'" + n,
                                 "žrtva br. 3, " + n,
                                 "žrtva 12 " + n,
                                 joined,
                                 "JMB " + joined + ".",
                                 parts,
                                 fours,
                                 n.substr(0, 7) + "\xC2\xA0" + n.substr(7),
                                 n.substr(0, 7) + "–" + n.substr(7),
                                 n.substr(0, 5) + "\xE2\x80\x8B" + n.substr(5),
                                 "id=" + n,
                                 "https://example.org/cases/" + n};
    for (const std::string& form : forms) {
      INFO(form);
      CHECK(InText(form) == "jmbg checked");
      CHECK(InValue(form) == "jmbg checked");
    }
  }
}

TEST_CASE("a JMBG with a wrong check digit is a typing error, and still a person") {
  for (const std::string& n : kJmbgs) {
    int found = 0;
    for (std::size_t i = 0; i < n.size(); i++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        if (digit == n[i]) continue;
        std::string wrong = n;
        wrong[i] = digit;
        INFO(wrong);
        const bool checks = HasJmbgCheckDigit(wrong);
        // The check digit 0 stands for two remainders out of eleven.
        if (n.back() != '0') CHECK_FALSE(checks);
        if (!HasJmbgShape(wrong)) {
          CHECK(InText(wrong) == "nothing");  // no day of 1900 to 2035
          continue;
        }
        found++;
        CHECK(InText(wrong) == (checks ? "jmbg checked" : "jmbg"));
        const bool round = wrong.substr(9) == "0000" && !checks;
        CHECK(InValue(wrong) == (round ? "nothing" : InText(wrong)));
      }
    }
    CHECK(found >= 9 * 6);  // region, serial and check digit leave the shape as it is
  }
}

TEST_CASE("a JMBG that a spreadsheet took for a number is found") {
  struct Case {
    const char *cell, *in_text, *in_value;
  };
  const Case cases[] = {
      {"101990600008", "jmbg checked", "jmbg checked"},  // without its leading zero
      {"101010600015", "jmbg checked", "jmbg checked"},
      {"101990600008.0", "jmbg checked", "jmbg checked"},
      {"101990600008,00", "jmbg checked", "jmbg checked"},
      {"101990600009", "jmbg", "nothing"},  // twelve digits may be money
      {"101.990.600.008", "jmbg checked", "nothing"},
      {"101 990 600 009", "nothing", "nothing"},
      {"1.506.005.655.000", "jmbg checked", "nothing"},
      {"1,0199E+11", "jmbg", "jmbg"},
      {"1.0199E+11", "jmbg", "jmbg"},
      {"1.0199e11", "jmbg", "jmbg"},
      {"1,50600565500E+12", "jmbg", "jmbg"},
      {"1.506005655000E+12", "jmbg checked", "jmbg checked"},
      {"1.01990600008E+11", "jmbg checked", "jmbg checked"},
      {"1.02E+11", "nothing", "nothing"},  // nothing of a birthday is left
      {"1.0199E+10", "nothing", "nothing"},
      {"1.5E+12", "nothing", "nothing"},
  };
  for (const Case& c : cases) {
    INFO(c.cell);
    CHECK(InText(c.cell) == c.in_text);
    CHECK(InValue(c.cell) == c.in_value);
  }
}

TEST_CASE("Albania's NID is found in any column") {
  for (const std::string& nid : kNids) {
    std::string small = nid;
    for (char& c : small) c = static_cast<char>(std::tolower(c));
    const std::string forms[] = {nid,
                                 small,
                                 "NID: " + nid,
                                 "(" + nid + ")",
                                 nid + ", Tiranë",
                                 nid.substr(0, 9) + " " + nid.substr(9),
                                 nid.substr(0, 1) + "-" + nid.substr(1, 8) + "-" + nid.substr(9)};
    for (const std::string& form : forms) {
      INFO(form);
      CHECK(InText(form) == "al-nid checked");
      CHECK(InValue(form) == "al-nid checked");
    }
    std::string wrong = nid;
    wrong[9] = wrong[9] == 'A' ? 'B' : 'A';
    CHECK(InText(wrong) == "al-nid");
    CHECK(InValue(wrong) == "al-nid");
    CHECK(InText("x" + nid) == "nothing");
    CHECK(InText(nid + "1") == "nothing");
  }
  CHECK(InText("Ј00101999W") == "al-nid checked");  // with a Cyrillic Ј
  CHECK(InText("J01301999W") == "nothing");         // month 13
  CHECK(InText("J00132999W") == "nothing");         // day 32
  CHECK(InText("u 20110112 i") == "nothing");       // a date between two words
}

TEST_CASE("an account is found by its check digits, and in texts by its shape") {
  const std::string accounts[] = {
      Iban("RS", std::string(18, '0')), Iban("BA", std::string(16, '0')),
      Iban("ME", std::string(18, '0')), Iban("MK", std::string(15, '0')),
      Iban("AL", std::string(24, '0')), Iban("XK", std::string(16, '0'))};
  for (const std::string& account : accounts) {
    std::string groups;
    for (std::size_t i = 0; i < account.size(); i++) {
      groups += (i > 0 && i % 4 == 0 ? " " : "") + account.substr(i, 1);
    }
    for (const std::string& form : {account, groups, "Račun: " + groups + ".", "IBAN " + account}) {
      INFO(form);
      CHECK(InText(form) == "iban checked");
      CHECK(InValue(form) == "iban checked");
    }
    std::string wrong = groups;
    wrong.back() = wrong.back() == '1' ? '2' : '1';
    CHECK(InText(wrong) == "iban");
    CHECK(InValue(wrong) == "nothing");
  }
}

TEST_CASE("patterns without a check digit are found in texts only") {
  struct Case {
    const char *cell, *kind;
  };
  const Case cases[] = {
      {"nobody@example.org", "email"},
      {"Kontakt: nobody.none@mail.example.org.", "email"},
      {"+381 00 000 0000", "phone"},
      {"tel. +382(0)00 000-000", "phone"},
      {"00387 00 000 000", "phone"},
      {"+389/00/000-000", "phone"},
      {"+355 00 000 0000", "phone"},
      {"060/000-00-00", "phone"},
      {"069 000 000", "phone"},
      {"(070) 000 000", "phone"},
      {"0600000000", "phone"},
      {"000000001", "passport"},
      {"pasoš 000000001, Beograd", "passport"},
      {"AA0000001", "passport"},
      {"pasaporta AA0000001.", "passport"},
      {"rođena 15.06.2005.", "birth-date"},
      {"рођен 15. 6. 2005, Ниш", "birth-date"},
      {"роден на 15.06.2005", "birth-date"},
      {"lindur më 15/06/2005", "birth-date"},
      {"datëlindja: 15.06.2005", "birth-date"},
      {"child, born on 2005-06-15", "birth-date"},
  };
  for (const Case& c : cases) {
    INFO(c.cell);
    CHECK(InText(c.cell) == c.kind);
    CHECK(InValue(c.cell) == "nothing");
    PersonalDataScanner scanner;
    CHECK(Found(scanner.ScanFreeText(c.cell)) == c.kind);
  }
}

TEST_CASE("what tables of indicators hold is not taken for a person") {
  const std::string cells[] = {
      "", "0", "40", "<5", "1.282", "1,282", "66.5", "2017", "2017-S1", "2013-2016", "2013/2016",
      "ID.02", "RS211", "AL-N", "RS-MUP", "USTIP-2018/RS-CZZTLJ",
      // dates of publication and times
      "2018-06-28", "28.06.2018.", "28. 06. 2018", "06.07.2019 12:30", "06.07.2019. 12", "20180628",
      "2018-06-28T10:15:00Z", "2018-06-28 10:15:00", "20180628101500", "objavljeno 28.06.2018.",
      "published on 28 June 2018 (2018-06-28)", "Reborn 2005-06-15",
      "children born in 2005; published 28.06.2018",
      // quantities
      "7186862", "123 456 789", "123.456.789,00", "250000000", "1.234.567.890", "1899000000000",
      "110900000000", "2.350.000.000.000,00", "110990600008,37", "RSD 123456789", "123456789 EUR",
      "123456789,50", "0.1234567890123", "12.3112985690017", "1.7976931348623157e+308", "1.02E+11",
      // notes
      "ISBN 978-86-7558-000-0", "ISBN 9788675580000", "ISSN 0352-5740",
      "doi:10.1177/0022427815616990", "10.1080/019240362019001",
      "https://doi.org/10.1000/123456789",
      "https://www.state.gov/reports/2017-trafficking-in-persons-report/serbia/",
      "https://example.org/report?id=123456789&t=1611905655123", "www.example.org/060123456",
      "Official Gazette 85/2005, 88/2005, 107/2005", "K-Po1 5/19", "Sl. glasnik RS 121/2012",
      "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "@astra_srbija",
      "a @ b", "see note 12, 13, 14 and 15 of 2016", "160-0000000000000-00",
      "Serbia 2020: 48, 2021: 46, 2022: 47, 2023: 66", "01 02 03 04 05 06 07", "1.1.2.3.4.5.6.7.8"};
  for (const std::string& cell : cells) {
    INFO(cell);
    CHECK(InText(cell) == "nothing");
    CHECK(InValue(cell) == "nothing");
  }
  // A budget passes where the column is known to hold values; an unknown column is held as a text.
  CHECK(InValue("123456789") == "nothing");
  CHECK(InText("123456789") == "passport");
}

TEST_CASE("headers of columns about persons are found in every language and both scripts") {
  struct Case {
    const char *header, *kind;
  };
  const Case cases[] = {
      {"ime", "suspicious-header"},
      {"Ime", "suspicious-header"},
      {"IME", "suspicious-header"},
      {"Prezime", "suspicious-header"},
      {"Ime i prezime", "suspicious-header"},
      {"ime_i_prezime", "suspicious-header"},
      {"3. Ime i prezime žrtve:", "suspicious-header"},
      {"име", "suspicious-header"},
      {"ПРЕЗИМЕ", "suspicious-header"},
      {"Име и презиме", "suspicious-header"},
      {"Ime, prezime", "suspicious-header"},
      {"Emri", "suspicious-header"},
      {"Mbiemri", "suspicious-header"},
      {"Emri dhe mbiemri", "suspicious-header"},
      {"JMBG", "suspicious-header"},
      {"ЈМБГ", "suspicious-header"},
      {"ЕМБГ", "suspicious-header"},
      {"JMB žrtve", "suspicious-header"},
      {"JMBG/EBS", "suspicious-header"},
      {"Matični broj", "suspicious-header"},
      {"Единствен матичен број на граѓанинот", "suspicious-header"},
      {"NID", "suspicious-header"},
      {"Numri i identitetit", "suspicious-header"},
      {"adresa", "suspicious-header"},
      {"Адреса", "suspicious-header"},
      {"Adresë", "suspicious-header"},
      {"Broj pasoša", "suspicious-header"},
      {"Telefon", "suspicious-header"},
      {"Contact Phone Number", "suspicious-header"},
      {"E-mail", "suspicious-header"},
      {"Surname", "suspicious-header"},
      {"First name", "suspicious-header"},
      {"Datum rođenja", "birth-date"},
      {"datum rodjenja", "birth-date"},
      {"DATUM_RODJENJA", "birth-date"},
      {"Датум рођења", "birth-date"},
      {"Datum rođenja žrtve", "birth-date"},
      {"Datëlindja", "birth-date"},
      {"Датум на раѓање", "birth-date"},
      {"Date of birth", "birth-date"},
      {"DOB", "birth-date"},
      {"J00101999W", "al-nid checked"},
      {"0101990600008", "jmbg checked"},
  };
  PersonalDataScanner scanner;
  for (const Case& c : cases) {
    INFO(c.header);
    CHECK(Found(scanner.ScanHeader(c.header)) == c.kind);
  }
  for (const char* header : {"",
                             "country",
                             "year",
                             "Naziv oblasti",
                             "Назив на регионот",
                             "Emërtimi",
                             "Ime opštine",
                             "Име општине",
                             "Name",
                             "Region name",
                             "SOS telefon",
                             "SOS-телефон",
                             "Web adresa",
                             "Datum",
                             "Датум",
                             "Data",
                             "value",
                             "Vrednost (mil. EUR)",
                             "source_url",
                             "2017",
                             "Pol",
                             "Uzrast",
                             "Age at birth of first child",
                             "Country of birth",
                             "Matična država",
                             "Режим",
                             "Vreme",
                             "Šifra",
                             "Kodi",
                             "freq,iccs,unit,geo\\TIME_PERIOD",
                             "Broj žrtava",
                             "Number of victims"}) {
    INFO(header);
    CHECK(Found(scanner.ScanHeader(header)) == "nothing");
  }
}

TEST_CASE("what one language calls a person's data is found as another calls it") {
  PersonalDataScanner scanner;
  for (const char* header :
       {"Broj osobne iskaznice", "Osobni identifikacijski broj", "Adresa boravišta", "Broj mobitela",
        "Elektronička pošta", "Putovnica", "Nadimak", "Ime djeteta", "Ime korisnice",     // hr, bs
        "Број на телефон", "Трансакциска сметка", "Адреса на престој", "Прекар", "Име на мајка",
        "Roden den?", "Роденден",                                                           // mk
        "Numri i letërnjoftimit", "Numri i leternjoftimit", "Emri i fëmijës", "Adresa e vendbanimit",
        "Numri i llogarisë bankare", "Data lindjes", "Celular",                             // sq
        "Name of child", "Survivor name", "Bank account number", "Identity number"}) {      // en
    INFO(header);
    const std::string found = Found(scanner.ScanHeader(header));
    CHECK((found == "suspicious-header" || found == "birth-date") ==
          (std::string_view(header) != "Roden den?"));
  }
}

TEST_CASE("a refusal names the place and the kind, never the content") {
  const Place whole{"cases.xlsx", "2023", 17, "C"};
  const Status s = PersonalDataRefusal({"jmbg", true}, whole);
  CHECK(s.code() == "personal-data");
  CHECK(s.message() ==
        "cases.xlsx, sheet 2023, row 17, column C: this looks like a personal number (JMBG); files "
        "with personal data are refused whole, and nothing of it was stored.");
  CHECK(s.hint() == "Ask the sender for counts instead of persons.");
  CHECK(s.place().row == 17);

  struct Case {
    const char *kind, *words;
  };
  const Case cases[] = {{"al-nid", "an Albanian identity or taxpayer's number"},
                        {"iban", "the number of a bank account (IBAN)"},
                        {"email", "an e-mail address"},
                        {"phone", "a telephone number"},
                        {"passport", "a passport number"},
                        {"birth-date", "a date of birth"},
                        {"suspicious-header", "the header of a column about persons"}};
  for (const Case& c : cases) {
    CHECK(PersonalDataRefusal({c.kind}, {"cases.csv", "", 1, ""}).message() ==
          std::string("cases.csv, row 1: this looks like ") + c.words +
              "; files with personal data are refused whole, and nothing of it was stored.");
    CHECK_FALSE(PersonalDataRefusal({c.kind}, {"cases.csv", "", 1, ""}).hint().empty());
  }
}

TEST_CASE("a long cell without blanks is read in reasonable time") {
  PersonalDataScanner scanner;
  for (const char* piece : {"0", "00", "+0", "1.", "1-", "1@", "A1", "AA11", "рођен1.1.2005"}) {
    std::string cell;
    while (cell.size() < (1u << 20)) cell += piece;
    const auto start = std::chrono::steady_clock::now();
    (void)scanner.ScanCell(cell, ColumnUse::kText);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    INFO(piece);
    CHECK(took.count() < 5);
  }
}

// Every cell of the file as a text, the strictest use, but for the values.
void CheckFile(const std::string& path, char separator) {
  Result<Fd> fd = OpenForReading(path);
  REQUIRE(fd.ok());
  PersonalDataScanner scanner;
  rpt::CsvReader csv(fd->get(), {separator});
  std::vector<ColumnUse> uses;
  while (csv.next()) {
    uses.resize(csv.size(), ColumnUse::kText);
    for (std::size_t i = 0; i < csv.size(); i++) {
      const auto hit =
          csv.row() == 1 ? scanner.ScanHeader(csv[i]) : scanner.ScanCell(csv[i], uses[i]);
      if (csv.row() == 1 && (csv[i] == "value" || csv[i] == "Value"))
        uses[i] = ColumnUse::kValueLike;
      if (hit) FAIL(path << ", row " << csv.row() << ", column " << i + 1 << ": " << hit->kind);
    }
  }
  CHECK(csv.row() > 0);
}

TEST_CASE("published tables hold nothing that is refused") {
  CheckFile(TestData("csv/balkan_encodings/rs_latin_utf8_preamble_footer.csv"), ';');
  const struct {
    const char* path;
    char separator;
  } files[] = {{"domain/real_figures.csv", ','},
               {"data/unodc/glotip_five_countries.csv", ','},
               {"data/eurostat/estat_crim_off_cat.tsv", '\t'},
               {"data/population", ','},
               {"data/sdg_montenegro", ','}};
  for (const auto& file : files) {
    const auto path = SharedData(file.path);
    if (!path) continue;
    if (!std::filesystem::is_directory(*path)) {
      CheckFile(*path, file.separator);
      continue;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(*path)) {
      if (entry.path().extension() == ".csv") CheckFile(entry.path().string(), file.separator);
    }
  }
}

}  // namespace
}  // namespace rapporteur
