#include "core/import/personal_header.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace rapporteur {
namespace {

struct Folding {
  std::string_view letter;
  const char* ascii;
};

// Both cases of a letter; what is not here is no letter of the region.
constexpr Folding kFoldings[] = {{"č", "c"},
                                 {"Č", "c"},
                                 {"ć", "c"},
                                 {"Ć", "c"},
                                 {"š", "s"},
                                 {"Š", "s"},
                                 {"ž", "z"},
                                 {"Ž", "z"},
                                 {"đ", "dj"},
                                 {"Đ", "dj"},
                                 {"ë", "e"},
                                 {"Ë", "e"},
                                 {"ç", "c"},
                                 {"Ç", "c"},
                                 {"ś", "s"},
                                 {"Ś", "s"},
                                 {"ź", "z"},
                                 {"Ź", "z"},
                                 {"è", "e"},
                                 {"ѐ", "e"},
                                 {"ѝ", "i"},
                                 {"а", "a"},
                                 {"А", "a"},
                                 {"б", "b"},
                                 {"Б", "b"},
                                 {"в", "v"},
                                 {"В", "v"},
                                 {"г", "g"},
                                 {"Г", "g"},
                                 {"д", "d"},
                                 {"Д", "d"},
                                 {"ђ", "dj"},
                                 {"Ђ", "dj"},
                                 {"ѓ", "gj"},
                                 {"Ѓ", "gj"},
                                 {"е", "e"},
                                 {"Е", "e"},
                                 {"ж", "z"},
                                 {"Ж", "z"},
                                 {"з", "z"},
                                 {"З", "z"},
                                 {"ѕ", "dz"},
                                 {"Ѕ", "dz"},
                                 {"и", "i"},
                                 {"И", "i"},
                                 {"ј", "j"},
                                 {"Ј", "j"},
                                 {"к", "k"},
                                 {"К", "k"},
                                 {"л", "l"},
                                 {"Л", "l"},
                                 {"љ", "lj"},
                                 {"Љ", "lj"},
                                 {"м", "m"},
                                 {"М", "m"},
                                 {"н", "n"},
                                 {"Н", "n"},
                                 {"њ", "nj"},
                                 {"Њ", "nj"},
                                 {"о", "o"},
                                 {"О", "o"},
                                 {"п", "p"},
                                 {"П", "p"},
                                 {"р", "r"},
                                 {"Р", "r"},
                                 {"с", "s"},
                                 {"С", "s"},
                                 {"т", "t"},
                                 {"Т", "t"},
                                 {"ћ", "c"},
                                 {"Ћ", "c"},
                                 {"ќ", "kj"},
                                 {"Ќ", "kj"},
                                 {"у", "u"},
                                 {"У", "u"},
                                 {"ф", "f"},
                                 {"Ф", "f"},
                                 {"х", "h"},
                                 {"Х", "h"},
                                 {"ц", "c"},
                                 {"Ц", "c"},
                                 {"ч", "c"},
                                 {"Ч", "c"},
                                 {"џ", "dz"},
                                 {"Џ", "dz"},
                                 {"ш", "s"},
                                 {"Ш", "s"},
                                 {"\xC2\xA0", " "},
                                 {"\xE2\x80\xAF", " "},
                                 {"–", "-"},
                                 {"—", "-"},
                                 {"\xEF\xBB\xBF", ""},
                                 {"\xE2\x80\x8B", ""},
                                 {"\xC2\xAD", ""}};

// The whole header.
constexpr std::string_view kBirthDates[] = {"datum rodjenja",
                                            "datum rodenja",
                                            "datum rodj",
                                            "dat rodjenja",
                                            "datum i mesto rodjenja",
                                            "datum i mjesto rodjenja",
                                            "rodjen",
                                            "rodjena",
                                            "rodjendan",
                                            "datelindja",
                                            "datelindje",
                                            "data e lindjes",
                                            "ditelindja",
                                            "datum na ragjanje",
                                            "datum na radjanje",
                                            "datum na raganje",
                                            "data na ragjanje",
                                            "dan rodjenja",
                                            "datum i godina rodjenja",
                                            "rodjendani",
                                            "rodenden",
                                            "den na ragjanje",
                                            "den na raganje",
                                            "data lindjes",
                                            "data e lindjes se viktimes",
                                            "datlindja",
                                            "dite lindja",
                                            "dita e lindjes",
                                            "dt lindjes",
                                            "date birth",
                                            "birth day",
                                            "d o b",
                                            "date of birth",
                                            "birth date",
                                            "birthdate",
                                            "birthday",
                                            "dob",
                                            "born",
                                            "born on"};
constexpr std::string_view kPersons[] = {"ime",
                                         "imena",
                                         "ime zrtve",
                                         "ime osobe",
                                         "ime lica",
                                         "ime deteta",
                                         "ime djeteta",
                                         "ime oca",
                                         "ime majke",
                                         "ime roditelja",
                                         "ime jednog roditelja",
                                         "ime staratelja",
                                         "ocevo ime",
                                         "tatkovo ime",
                                         "ime na zrtva",
                                         "ime na zrtvata",
                                         "ime na lice",
                                         "ime na tatko",
                                         "licno ime",
                                         "puno ime",
                                         "inicijali",
                                         "inicijali zrtve",
                                         "iniciale",
                                         "inicialet",
                                         "initials",
                                         "emri",
                                         "emer",
                                         "emri i plote",
                                         "emri i babait",
                                         "emri i atesise",
                                         "emri i nenes",
                                         "atesia",
                                         "memesia",
                                         "emri i viktimes",
                                         "emer mbiemer",
                                         "viktima emri",
                                         "first name",
                                         "last name",
                                         "given name",
                                         "given names",
                                         "family name",
                                         "full name",
                                         "maiden name",
                                         "middle name",
                                         "victim name",
                                         "name of victim",
                                         "name of the victim",
                                         "name surname",
                                         "father name",
                                         "father s name",
                                         "mother name",
                                         "mother s name",
                                         "ime korisnika",
                                         "ime korisnice",
                                         "ime klijenta",
                                         "ime klijentice",
                                         "ime podnosioca",
                                         "ime supruga",
                                         "osobno ime",
                                         "nadimak",
                                         "prekar",
                                         "ime na majka",
                                         "ime na dete",
                                         "ime na deteto",
                                         "ime na korisnik",
                                         "inicijali na zrtva",
                                         "emri i femijes",
                                         "emri i personit",
                                         "emri i prindit",
                                         "emri i perfituesit",
                                         "pseudonimi",
                                         "nofka",
                                         "person name",
                                         "name of person",
                                         "name of the person",
                                         "name of child",
                                         "name of the child",
                                         "client name",
                                         "survivor name",
                                         "beneficiary name",
                                         "nickname",
                                         "alias",
                                         "maticni broj",
                                         "mat broj",
                                         "licni broj",
                                         "jedinstveni broj",
                                         "osobna iskaznica",
                                         "broj osobne iskaznice",
                                         "br osobne iskaznice",
                                         "osobni identifikacijski broj",
                                         "osobni broj",
                                         "jedinstveni identifikacioni broj",
                                         "broj licne karte",
                                         "br licne karte",
                                         "broj lk",
                                         "licna karta",
                                         "broj na licna karta",
                                         "broj pasosa",
                                         "pasos",
                                         "broj putne isprave",
                                         "putovnica",
                                         "putna isprava",
                                         "broj putnog lista",
                                         "broj putovnice",
                                         "broj na pasos",
                                         "numri personal",
                                         "nr personal",
                                         "numer personal",
                                         "nr i identitetit",
                                         "nr identitetit",
                                         "numri i leternjoftimit",
                                         "nr i leternjoftimit",
                                         "letrnjoftimi",
                                         "karta id",
                                         "nr karte id",
                                         "numri i kartes se identitetit",
                                         "nipt",
                                         "numri i identitetit",
                                         "numri i identifikimit",
                                         "nid",
                                         "karta e identitetit",
                                         "nr i kartes se identitetit",
                                         "leternjoftimi",
                                         "pasaporta",
                                         "nr i pasaportes",
                                         "numri i pasaportes",
                                         "passport",
                                         "passport no",
                                         "passport number",
                                         "id card",
                                         "id card number",
                                         "identity card",
                                         "personal number",
                                         "personal id",
                                         "personal identification number",
                                         "national identification number",
                                         "national id number",
                                         "identity number",
                                         "identification card number",
                                         "passport nr",
                                         "national id",
                                         "social security number",
                                         "adresa",
                                         "adrese",
                                         "adresa boravka",
                                         "adresa i mesto stanovanja",
                                         "mesto i adresa stanovanja",
                                         "adresa na prestoj",
                                         "adresa na zitelstvo",
                                         "adresa na domuvanje",
                                         "adresa e vendbanimit",
                                         "adresa e personit",
                                         "banimi",
                                         "adresa stanovanja",
                                         "adresa prebivalista",
                                         "adresa boravista",
                                         "adresa zrtve",
                                         "adresa na ziveenje",
                                         "adresa na zivealiste",
                                         "kucna adresa",
                                         "ulica i broj",
                                         "adresa e banimit",
                                         "adresa e shtepise",
                                         "vendbanimi",
                                         "home address",
                                         "street address",
                                         "address",
                                         "residential address",
                                         "telefon",
                                         "mobitel",
                                         "broj mobitela",
                                         "broj mobilnog",
                                         "broj na telefon",
                                         "mobilen telefon",
                                         "broj na mobilen telefon",
                                         "celular",
                                         "celulari",
                                         "numri i celularit",
                                         "nr celulari",
                                         "telefon celular",
                                         "broj telefona",
                                         "br telefona",
                                         "tel",
                                         "mobilni telefon",
                                         "broj mobilnog telefona",
                                         "kontakt telefon",
                                         "telefonski broj",
                                         "telefoni",
                                         "nr i telefonit",
                                         "numri i telefonit",
                                         "nr tel",
                                         "phone",
                                         "cell phone",
                                         "cell phone number",
                                         "phone no",
                                         "tel no",
                                         "telephone no",
                                         "phone number",
                                         "mobile number",
                                         "mobile phone",
                                         "telephone",
                                         "telephone number",
                                         "contact phone number",
                                         "e mail",
                                         "email",
                                         "email address",
                                         "e mail address",
                                         "e mail adresa",
                                         "email adresa",
                                         "elektronicka posta",
                                         "elektronska adresa",
                                         "adresa elektronike",
                                         "e posta",
                                         "elektronska posta",
                                         "posta elektronike",
                                         "adresa e emailit",
                                         "iban",
                                         "broj tekuceg racuna",
                                         "broj bankovnog racuna",
                                         "broj ziro racuna",
                                         "transakciska smetka",
                                         "broj na smetka",
                                         "ziro smetka",
                                         "llogaria bankare",
                                         "numri i llogarise",
                                         "numri i llogarise bankare",
                                         "bank account",
                                         "bank account number",
                                         "account number",
                                         "broj racuna",
                                         "ziro racun",
                                         "tekuci racun",
                                         "bankovni racun",
                                         "nr i llogarise"};
// Anywhere in the header, as whole words.
constexpr std::string_view kWords[] = {"jmbg",
                                       "jmb",
                                       "embg",
                                       "oib",
                                       "prezime",
                                       "prezimena",
                                       "prezimeto",
                                       "mbiemri",
                                       "mbiemer",
                                       "mbiemrat",
                                       "surname",
                                       "surnames",
                                       "lastname",
                                       "firstname",
                                       "edinstven maticen broj",
                                       "maticen broj",
                                       "jedinstveni maticni broj",
                                       "emri dhe mbiemri",
                                       "ime prezime"};

constexpr std::string_view kWordsOfBirth[] = {
    "rodjen",  "roden",  "rodj",       "rodjenja",   "ragjan", "lindur", "lindja",
    "lindjes", "lindje", "datelindja", "ditelindja", "born",   "birth",  "dob"};
constexpr std::size_t kWordToDate = 12;  // "born on the: "

bool IsAlnum(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// Words parted by single blanks; leading numbers ("3. Ime") are dropped.
std::string Words(std::string_view folded) {
  std::string words;
  for (char c : folded) {
    if (IsAlnum(c)) {
      words += c;
    } else if (!words.empty() && words.back() != ' ') {
      words += ' ';
    }
  }
  if (!words.empty() && words.back() == ' ') words.pop_back();
  const std::size_t first = words.find_first_not_of("0123456789 ");
  return first == std::string::npos ? "" : words.substr(first);
}

bool HasWords(const std::string& words, std::string_view wanted) {
  return (" " + words + " ").find(" " + std::string(wanted) + " ") != std::string::npos;
}

template <std::size_t N>
bool IsOneOf(const std::string& words, const std::string_view (&list)[N]) {
  return std::find(std::begin(list), std::end(list), words) != std::end(list);
}

}  // namespace

std::string FoldText(std::string_view utf8) {
  std::string folded;
  while (!utf8.empty()) {
    const auto c = static_cast<unsigned char>(utf8[0]);
    if (c < 0x80) {
      folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
      utf8.remove_prefix(1);
      continue;
    }
    const std::size_t length = std::min<std::size_t>(utf8.size(), c >= 0xF0   ? 4
                                                                  : c >= 0xE0 ? 3
                                                                  : c >= 0xC0 ? 2
                                                                              : 1);
    const std::string_view letter = utf8.substr(0, length);
    const auto found = std::find_if(std::begin(kFoldings), std::end(kFoldings),
                                    [letter](const Folding& f) { return f.letter == letter; });
    folded += found != std::end(kFoldings) ? found->ascii : "?";
    utf8.remove_prefix(length);
  }
  return folded;
}

PersonalHeader ClassifyHeader(std::string_view header) {
  if (header.size() > 200) return PersonalHeader::kNone;  // a sentence, no header
  const std::string words = Words(FoldText(header));
  if (IsOneOf(words, kBirthDates)) return PersonalHeader::kBirthDate;
  for (std::string_view birth : kBirthDates) {
    // "datum rođenja žrtve"; the short ones stand alone only.
    if (birth.find(' ') != birth.npos && birth != "born on" && HasWords(words, birth)) {
      return PersonalHeader::kBirthDate;
    }
  }
  if (IsOneOf(words, kPersons)) return PersonalHeader::kPerson;
  for (std::string_view word : kWords) {
    if (HasWords(words, word)) return PersonalHeader::kPerson;
  }
  return PersonalHeader::kNone;
}

bool EndsInWordOfBirth(std::string_view folded) {
  if (folded.size() > 40) folded.remove_prefix(folded.size() - 40);
  for (std::string_view word : kWordsOfBirth) {
    const std::size_t at = folded.rfind(word);
    if (at == folded.npos || (at > 0 && IsAlnum(folded[at - 1]))) continue;
    if (folded.size() - at - word.size() <= kWordToDate) return true;
  }
  return false;
}

}  // namespace rapporteur
