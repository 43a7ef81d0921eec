// An exporter in C++: a class with run(), and one line that makes a plugin of it.
//
//   void run(rpt::TableReader& table, rpt::OutputFile& out)                  or with
//   void run(rpt::TableReader& table, rpt::OutputFile& out, rpt::Job& job)   options and progress
//
// Exceptions end the job with their message (guard.hpp).
//
// Example: sdk/examples/hello_exporter
#ifndef RAPPORTEUR_EXPORTER_HPP_
#define RAPPORTEUR_EXPORTER_HPP_

#include <rapporteur/entry.hpp>
#include <rapporteur/export.h>
#include <rapporteur/files.hpp>
#include <rapporteur/guard.hpp>
#include <rapporteur/job.hpp>
#include <rapporteur/table_reader.hpp>

#include <cstdint>
#include <cstring>
#include <type_traits>

namespace rpt {
namespace detail {

template <typename T, typename = void>
struct ExportsWithJob : std::false_type {};
template <typename T>
struct ExportsWithJob<
    T, std::void_t<decltype(std::declval<T&>().run(std::declval<TableReader&>(),
                                                   std::declval<OutputFile&>(),
                                                   std::declval<Job&>()))>> : std::true_type {};

template <typename T>
void run_exporter(T& exporter, const rpt_export_job* exported) {
  Job job(exported->host, exported->options);
  TableReader table(exported);
  OutputFile out(exported->output_fd);
  if constexpr (ExportsWithJob<T>::value) {
    exporter.run(table, out, job);
  } else {
    exporter.run(table, out);
  }
  out.flush();
}

template <typename T>
struct ExporterGlue {
  static std::int32_t run(const rpt_export_job* job, rpt_error* error) {
    return guard(error, [&] {
      T exporter{};
      run_exporter(exporter, job);
    });
  }
  static constexpr rpt_exporter kInterface{sizeof(rpt_exporter), &run};
  static const void* interface_for(const char* id) {
    return std::strcmp(id, RPT_EXPORTER_ID) == 0 ? &kInterface : nullptr;
  }
};

}  // namespace detail
}  // namespace rpt

// Makes the plugin.  Once per library, outside any namespace.
#define RPT_EXPORTER(Class, plugin_id, plugin_version) \
  RPT_PLUGIN_ENTRY(rpt::detail::ExporterGlue<Class>, plugin_id, plugin_version)

#endif  // RAPPORTEUR_EXPORTER_HPP_
