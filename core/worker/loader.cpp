#include "core/worker/loader.h"

#include <rapporteur/country.h>
#include <rapporteur/export.h>
#include <rapporteur/import.h>

#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>
#include <cstddef>
#include <exception>
#include <memory>

namespace rapporteur {
namespace {

using boost::dll::shared_library;

// What the dynamic loader said, out of the sentence that Boost wraps around it.
std::string LoaderMessage(std::string text, const std::string& path) {
  const std::string before = "dlerror system message: ";
  if (const std::size_t at = text.find(before); at != text.npos) {
    text.erase(0, at + before.size());
    text = text.substr(0, text.rfind("): "));
  }
  if (text.rfind(path + ": ", 0) == 0) text.erase(0, path.size() + 2);
  return text;
}

Loaded Refuse(wire::RefusedWhy why, std::string text) {
  Loaded loaded;
  loaded.refused = {why, std::move(text)};
  return loaded;
}

bool IsNoElf(const std::string& text) {
  for (const char* sign : {"invalid ELF header", "file too short", "wrong ELF class",
                           "ELF file version", "ELF file OS ABI", "only ET_DYN", "cannot read file"}) {
    if (text.find(sign) != text.npos) return true;
  }
  return false;
}

Loaded Examine(const rpt_plugin& plugin) {
  // What the first release of the boundary had.
  constexpr std::size_t kSize =
      offsetof(rpt_plugin, interface_for) + sizeof(rpt_plugin::interface_for);
  if (plugin.struct_size < kSize || plugin.id == nullptr ||
      plugin.version == nullptr || plugin.interface_for == nullptr) {
    return Refuse(wire::RefusedWhy::kDescriptor, "rpt_plugin_1 is not filled in");
  }
  if (plugin.abi_major != RPT_ABI_MAJOR) {
    return Refuse(wire::RefusedWhy::kWrongAbi, std::to_string(plugin.abi_major));
  }
  if (plugin.needs_minor > RPT_ABI_MINOR) {
    return Refuse(wire::RefusedWhy::kTooNew, std::to_string(plugin.needs_minor));
  }
  Loaded loaded;
  loaded.plugin = &plugin;
  return loaded;
}

}  // namespace

Loaded LoadPlugin(const std::string& path) {
  try {
    // Kept for ever on purpose.
    auto* library = new shared_library(
        path, boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
    const std::string symbol = "rpt_plugin_";
    const std::string ours = symbol + std::to_string(RPT_ABI_MAJOR);
    if (library->has(ours)) return Examine(library->get<const rpt_plugin>(ours));
    for (int major = 0; major < 100; ++major) {
      if (library->has(symbol + std::to_string(major))) {
        return Refuse(wire::RefusedWhy::kWrongAbi, std::to_string(major));
      }
    }
    return Refuse(wire::RefusedWhy::kNoSymbol, ours);
  } catch (const std::exception& caught) {
    std::string text = LoaderMessage(caught.what(), path);
    const auto why = IsNoElf(text) ? wire::RefusedWhy::kNotAnElf : wire::RefusedWhy::kLoad;
    return Refuse(why, std::move(text));
  }
}

std::vector<std::string> InterfacesOf(const rpt_plugin& plugin) {
  std::vector<std::string> ids;
  for (const char* id : {RPT_IMPORTER_ID, RPT_EXPORTER_ID, RPT_COUNTRY_ID}) {
    if (plugin.interface_for(id) != nullptr) ids.emplace_back(id);
  }
  return ids;
}

}  // namespace rapporteur
