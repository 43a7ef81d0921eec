#include "core/model/selection.h"

#include "core/base/text.h"

namespace rapporteur {

Result<WhereOneOf> ParseWhere(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size()) {
    return Status::Usage("usage", "found " + Quote(text) + ", expected DIMENSION=CODE, such as sex=F.");
  }
  WhereOneOf where;
  where.dimension = Trim(text.substr(0, equals));
  if (where.dimension == "region") where.dimension = "territory";
  for (std::string_view code : Split(text.substr(equals + 1), ',')) {
    where.codes.emplace_back(Trim(code));
  }
  return where;
}

}  // namespace rapporteur
