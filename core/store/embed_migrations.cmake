# Writes a .cpp that holds the migrations of FOLDER as Migration entries of FUNCTION.
#   cmake -DFOLDER=... -DFUNCTION=StoreMigrations -DOUTPUT=... -P embed_migrations.cmake
file(GLOB files "${FOLDER}/[0-9][0-9][0-9][0-9]_*.sql")
list(SORT files)
set(entries "")
set(expected 1)
foreach(file IN LISTS files)
  get_filename_component(name "${file}" NAME)
  string(REGEX REPLACE "^0*([0-9]+)_.*" "\\1" number "${name}")
  if(NOT number EQUAL expected)
    message(FATAL_ERROR "${name}: expected migration ${expected}; numbers have no gaps")
  endif()
  math(EXPR expected "${expected} + 1")
  file(READ "${file}" sql)
  string(APPEND entries "    {${number}, R\"sql(${sql})sql\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "// Made from ${FUNCTION}'s .sql files by embed_migrations.cmake.
#include \"core/store/migrate.h\"

namespace rapporteur {

std::span<const Migration> ${FUNCTION}() {
  static constexpr Migration kMigrations[] = {
${entries}  };
  return kMigrations;
}

}  // namespace rapporteur
")
