// An importer in C++: a class with run(), and one line that makes a plugin of it.
//
// run() takes, in this order:
//   what it reads:   rpt::Lines&  or  rpt::InputFile&
//   what it writes:  Output&, a rpt::Rows<...> of the class,  or  rpt::TableWriter&
//   and if it wants: rpt::Job&    (options, progress, issues, text beside the table)
//
// It may also have   static int sniff(rpt::InputFile&)   that answers 0 to 100, and, for a Rows,
//   static constexpr const char* kColumns[] = {"region", "year"};
//
// Exceptions end the job with their message (guard.hpp); nothing else is needed.
//
// Example: sdk/examples/hello_importer
#ifndef RAPPORTEUR_IMPORTER_HPP_
#define RAPPORTEUR_IMPORTER_HPP_

#include <rapporteur/entry.hpp>
#include <rapporteur/files.hpp>
#include <rapporteur/guard.hpp>
#include <rapporteur/import.h>
#include <rapporteur/job.hpp>
#include <rapporteur/lines.hpp>
#include <rapporteur/parse.hpp>
#include <rapporteur/rows.hpp>
#include <rapporteur/table_writer.hpp>

#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace rpt {
namespace detail {

template <typename T, typename = void>
struct OutputOf {
  using Type = TableWriter;
};
template <typename T>
struct OutputOf<T, std::void_t<typename T::Output>> {
  using Type = typename T::Output;
};

template <typename T, typename = void>
struct ColumnsOf {
  static std::vector<std::string> names() { return {}; }
};
template <typename T>
struct ColumnsOf<T, std::void_t<decltype(T::kColumns)>> {
  static std::vector<std::string> names() {
    return {std::begin(T::kColumns), std::end(T::kColumns)};
  }
};

template <typename T, typename... Args>
using RunOf = decltype(std::declval<T&>().run(std::declval<Args&>()...));
template <typename Void, typename T, typename... Args>
struct Runs : std::false_type {};
template <typename T, typename... Args>
struct Runs<std::void_t<RunOf<T, Args...>>, T, Args...> : std::true_type {};

template <typename T, typename = void>
struct HasSniff : std::false_type {};
template <typename T>
struct HasSniff<T, std::void_t<decltype(T::sniff(std::declval<InputFile&>()))>> : std::true_type {};

template <typename T, typename In, typename Out>
void call(T& importer, In& in, Out& out, Job& job) {
  if constexpr (Runs<void, T, In, Out, Job>::value) {
    importer.run(in, out, job);
  } else {
    importer.run(in, out);
  }
}

// Runs `importer` over the job's file, rows and all.
template <typename T>
void run_importer(T& importer, const rpt_import_job* import) {
  using Output = typename OutputOf<T>::Type;
  constexpr bool kLines = Runs<void, T, Lines, Output>::value ||
                          Runs<void, T, Lines, Output, Job>::value;
  constexpr bool kFile = Runs<void, T, InputFile, Output>::value ||
                         Runs<void, T, InputFile, Output, Job>::value;
  static_assert(kLines || kFile,
                "run() takes rpt::Lines& or rpt::InputFile&, then Output& or rpt::TableWriter&");
  Job job(import->host, import->options);
  TableWriter writer(import);
  const auto with = [&](auto& in, const std::uint64_t* line) {
    if constexpr (std::is_same_v<Output, TableWriter>) {
      (void)line;
      call(importer, in, writer, job);
    } else {
      Output rows(writer, ColumnsOf<T>::names(), line);
      call(importer, in, rows, job);
    }
  };
  if constexpr (kLines) {
    Lines lines(import->input_fd, import->host);
    with(lines, lines.number_place());
  } else {
    InputFile file(import->input_fd);
    with(file, nullptr);
  }
  if (!writer.begun()) throw Internal("the importer said no columns");
  writer.flush();
}

template <typename T>
struct ImporterGlue {
  static std::int32_t run(const rpt_import_job* job, rpt_error* error) {
    return guard(error, [&] {
      T importer{};
      run_importer(importer, job);
    });
  }
  static std::int32_t sniff(const rpt_import_job* job, std::int32_t* score, rpt_error* error) {
    return guard(error, [&] {
      if constexpr (HasSniff<T>::value) {
        InputFile file(job->input_fd);
        *score = static_cast<std::int32_t>(T::sniff(file));
      } else {
        (void)job;
        *score = 0;
      }
    });
  }
  static constexpr rpt_importer kInterface{sizeof(rpt_importer),
                                           HasSniff<T>::value ? &sniff : nullptr, &run};
  static const void* interface_for(const char* id) {
    return std::strcmp(id, RPT_IMPORTER_ID) == 0 ? &kInterface : nullptr;
  }
};

}  // namespace detail
}  // namespace rpt

// Makes the plugin.  Once per library, outside any namespace.
#define RPT_IMPORTER(Class, plugin_id, plugin_version) \
  RPT_PLUGIN_ENTRY(rpt::detail::ImporterGlue<Class>, plugin_id, plugin_version)

#endif  // RAPPORTEUR_IMPORTER_HPP_
