// An importer of "name;sex" lines that repeats every cell wherever it can, and then does what the
// option "then" says: crash, fail, remark, or nothing.
#include <cstdio>
#include <cstring>
#include <rapporteur/importer.hpp>
#include <string>
#include <vector>

namespace {

void Say(const rpt_import_job* job, const std::string& cell) {
  std::printf("%s\n", cell.c_str());
  std::fflush(stdout);
  std::fprintf(stderr, "%s\n", cell.c_str());
  job->host->log(job->host->ctx, RPT_INFO, rpt::str("found " + cell));
}

std::int32_t Run(const rpt_import_job* job, rpt_error* error) {
  return rpt::guard(error, [&] {
    rpt::InputFile in(job->input_fd);
    const std::string text = in.head(std::size_t{1} << 20);
    const std::string then = rpt::Options(rpt::view(job->options)).text("then");
    rpt::TableWriter out(job);
    rpt::Job host(job->host, job->options);
    if (then == "crash early") {
      Say(job, text);
      *static_cast<volatile int*>(nullptr) = 1;
    }
    out.begin({{"row", rpt::Type::int64, "row"}, {"name", rpt::Type::text}, {"sex", rpt::Type::text}});
    std::int64_t row = 0;
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
      const std::string line = text.substr(at, text.find('\n', at) - at);
      const std::string name = line.substr(0, line.find(';'));
      Say(job, name);
      out.integer(++row).text(name).text(line.substr(line.find(';') + 1)).end_row();
      if (then == "remark") {
        host.issue(rpt::Level::warning, {static_cast<std::uint64_t>(row), 1, name, name},
                   "the cell '" + name + "' is odd");
      }
    }
    out.flush();
    if (then == "crash") *static_cast<volatile int*>(nullptr) = 1;
    if (then == "fail") {
      rpt::BadInput quoting(2, text, "the cells " + text + " are odd");
      quoting.sheet = text;
      throw quoting;
    }
  });
}

constexpr rpt_importer kImporter{sizeof(rpt_importer), nullptr, &Run};

const void* InterfaceFor(const char* id) {
  return std::strcmp(id, RPT_IMPORTER_ID) == 0 ? &kImporter : nullptr;
}

}  // namespace

const rpt_plugin rpt_plugin_1 = {
    sizeof(rpt_plugin), RPT_ABI_MAJOR, RPT_ABI_MINOR, 0, 0, "org.x", "1.0.0", &InterfaceFor};
