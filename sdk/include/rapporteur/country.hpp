// A country whose checks need code: its document stays JSON, the checks are a class.
//
//   class SerbiaChecks {
//    public:
//     void check(rpt::TableReader& observations, rpt::Job& job);  // answers with job.issue()
//   };
//   RPT_COUNTRY(SerbiaChecks, RPT_DOCUMENT_ID, RPT_DOCUMENT_VERSION)
//
// rpt_add_country(serbia serbia.json SOURCES checks.cpp) embeds the document and defines the two
// names from it.  A class may have  static std::string_view document()  instead.  A country without
// code needs none of this: rpt_add_country(serbia serbia.json) is all.
//
// Example: sdk/examples/hello_country
#ifndef RAPPORTEUR_COUNTRY_HPP_
#define RAPPORTEUR_COUNTRY_HPP_

#include <rapporteur/country.h>
#include <rapporteur/entry.hpp>
#include <rapporteur/guard.hpp>
#include <rapporteur/job.hpp>
#include <rapporteur/table_reader.hpp>

#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

// The document that rpt_add_country embedded.
extern "C" const char rpt_document_begin[];
extern "C" const char rpt_document_end[];

namespace rpt {
namespace detail {

template <typename T, typename = void>
struct HasDocument : std::false_type {};
template <typename T>
struct HasDocument<T, std::void_t<decltype(T::document())>> : std::true_type {};

template <typename T, typename = void>
struct HasCheck : std::false_type {};
template <typename T>
struct HasCheck<T, std::void_t<decltype(std::declval<T&>().check(std::declval<TableReader&>(),
                                                                 std::declval<Job&>()))>>
    : std::true_type {};

template <typename T>
std::string_view document_of() {
  if constexpr (HasDocument<T>::value) {
    return T::document();
  } else {
    return {rpt_document_begin, static_cast<std::size_t>(rpt_document_end - rpt_document_begin)};
  }
}

template <typename T>
struct CountryGlue {
  static std::int32_t describe(const rpt_document_job* job, rpt_error* error) {
    return job->write(job->sink, str(document_of<T>()), error);
  }
  static std::int32_t check(const rpt_export_job* job, rpt_error* error) {
    return guard(error, [&] {
      if constexpr (HasCheck<T>::value) {
        T country{};
        Job running(job->host, job->options);
        TableReader table(job);
        country.check(table, running);
      } else {
        (void)job;
      }
    });
  }
  static constexpr rpt_country kInterface{sizeof(rpt_country), &describe,
                                          HasCheck<T>::value ? &check : nullptr};
  static const void* interface_for(const char* id) {
    return std::strcmp(id, RPT_COUNTRY_ID) == 0 ? &kInterface : nullptr;
  }
};

}  // namespace detail
}  // namespace rpt

// Makes the plugin.  Once per library, outside any namespace.
#define RPT_COUNTRY(Class, plugin_id, plugin_version) \
  RPT_PLUGIN_ENTRY(rpt::detail::CountryGlue<Class>, plugin_id, plugin_version)

#endif  // RAPPORTEUR_COUNTRY_HPP_
