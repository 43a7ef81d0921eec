// Writes generated observations as CSV to standard output: generate_rows COUNT
//
// Five countries, four dimensions, the same bytes for the same count.  Every key is different.
#include <cstdio>
#include <cstdlib>
#include <string>

int main(int argc, char** argv) {
  const long count = argc > 1 ? std::atol(argv[1]) : 1000000;
  static const char* const kCountries[] = {"AL", "BA", "ME", "MK", "RS"};
  static const char* const kSexes[] = {"F", "M", "O", "U"};
  static const char* const kAges[] = {"CHD", "ADT", "U"};
  static const char* const kForms[] = {"SEX", "LAB", "BEG", "CRI", "MAR", "SRV", "ORG", "ADO"};
  static const char* const kCitizens[] = {"NAT", "WB", "EU", "OTH", "STL", "U"};
  std::string line = "country,indicator,period,sex,age_group,form_of_exploitation,"
                     "citizenship_group,value\n";
  std::fwrite(line.data(), 1, line.size(), stdout);
  unsigned long state = 20231231;
  for (long i = 0; i < count; ++i) {
    long key = i;
    const auto take = [&key](long n) {
      const long digit = key % n;
      key /= n;
      return digit;
    };
    state = state * 6364136223846793005ul + 1442695040888963407ul;
    const char* sex = kSexes[take(4)];
    const char* age = kAges[take(3)];
    const char* form = kForms[take(8)];
    const char* citizens = kCitizens[take(6)];
    const char* country = kCountries[take(5)];
    const long month = take(12), year = 2013 + take(80), indicator = 1 + take(2);
    char text[128];
    const int size = std::snprintf(text, sizeof text, "%s,ID.0%ld,%ld-%02ld,%s,%s,%s,%s,%lu\n",
                                   country, indicator, year, month + 1, sex, age, form, citizens,
                                   state >> 54);
    std::fwrite(text, 1, static_cast<std::size_t>(size), stdout);
  }
  return 0;
}
