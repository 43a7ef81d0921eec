# Builds plugins and lays their packages out.
#
#   rpt_add_plugin(NAME source... MANIFEST manifest.json [LIBS target...])
#   rpt_add_country(NAME document.json [MANIFEST manifest.json] [PUBLISHER text] [SOURCES checks.cpp...])
#
# Both make the library NAME.so with one exported symbol, and after the build the folder
# ${RPT_PACKAGE_DIR}/ID-VERSION (${CMAKE_BINARY_DIR}/plugins where that is not set) with the library,
# the manifest and its list of hashes, and what lies beside the manifest of README.md, CHANGELOG.md,
# LICENSE, samples/ and mappings/.  ID and VERSION are the manifest's; a country's manifest is made
# from its document where none is named, and the document lies in the package.
# The folder's name is left in the target's property RPT_PACKAGE.

function(rpt_add_plugin name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "MANIFEST" "LIBS")
  if(NOT arg_MANIFEST)
    message(FATAL_ERROR "rpt_add_plugin(${name}): MANIFEST is missing")
  endif()
  rpt_library(${name} ${arg_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PRIVATE ${arg_LIBS})
  cmake_path(ABSOLUTE_PATH arg_MANIFEST BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
  cmake_path(GET arg_MANIFEST PARENT_PATH folder)
  rpt_package(${name} ${arg_MANIFEST} ${folder})
endfunction()

function(rpt_add_country name document)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "MANIFEST;PUBLISHER" "SOURCES")
  cmake_path(ABSOLUTE_PATH document BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
  cmake_path(GET document PARENT_PATH folder)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${document})
  file(READ ${document} json)
  string(JSON RPT_ID GET "${json}" id)
  string(JSON RPT_VERSION GET "${json}" version)
  string(JSON RPT_COUNTRY_CODE GET "${json}" country)
  string(JSON RPT_TITLE GET "${json}" names)
  set(RPT_KIND country)
  if(RPT_COUNTRY_CODE STREQUAL "REG")
    set(RPT_KIND catalogue)
  endif()
  set(RPT_DOCUMENT ${document})
  cmake_path(GET document FILENAME RPT_DOCUMENT_NAME)
  set(RPT_PUBLISHER unknown)
  if(arg_PUBLISHER)
    set(RPT_PUBLISHER ${arg_PUBLISHER})
  endif()
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/${name})
  configure_file(${CMAKE_CURRENT_FUNCTION_LIST_DIR}/document.c.in ${generated}/document.c @ONLY)
  set_property(SOURCE ${generated}/document.c PROPERTY OBJECT_DEPENDS ${document})
  set(sources ${generated}/document.c)
  if(arg_SOURCES)
    list(APPEND sources ${arg_SOURCES})
  else()
    configure_file(${CMAKE_CURRENT_FUNCTION_LIST_DIR}/country.c.in ${generated}/country.c @ONLY)
    list(APPEND sources ${generated}/country.c)
  endif()
  rpt_library(${name} ${sources})
  target_compile_definitions(${name} PRIVATE
    RPT_DOCUMENT_ID="${RPT_ID}" RPT_DOCUMENT_VERSION="${RPT_VERSION}")
  if(arg_MANIFEST)
    cmake_path(ABSOLUTE_PATH arg_MANIFEST BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
  else()
    set(arg_MANIFEST ${generated}/manifest.json)
    configure_file(${CMAKE_CURRENT_FUNCTION_LIST_DIR}/country_manifest.json.in ${arg_MANIFEST} @ONLY)
  endif()
  rpt_package(${name} ${arg_MANIFEST} ${folder} ${document})
endfunction()

# The library: everything hidden but the one symbol, nothing left to be found at run time, and its
# own copy of the C++ runtime.
function(rpt_library name)
  add_library(${name} MODULE ${ARGN})
  target_link_libraries(${name} PRIVATE rapporteur::sdk)
  target_compile_options(${name} PRIVATE -Wall -Wextra)
  if(RAPPORTEUR_SANITIZE)
    # This check makes a pipe to look at memory, which the sandbox refuses.
    target_compile_options(${name} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-sanitize=vptr>)
  endif()
  set_target_properties(${name} PROPERTIES
    PREFIX "" SUFFIX ".so"
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/rapporteur.map)
  target_link_options(${name} PRIVATE
    -Wl,--version-script=${CMAKE_CURRENT_FUNCTION_LIST_DIR}/rapporteur.map -Wl,-z,defs -Wl,-z,now -Wl,--gc-sections
    -static-libgcc $<$<LINK_LANGUAGE:CXX>:-static-libstdc++>)
endfunction()

# The package folder.  Further arguments are files that go into it.
function(rpt_package name manifest folder)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${manifest})
  file(READ ${manifest} json)
  string(JSON id GET "${json}" id)
  string(JSON version GET "${json}" version)
  if(NOT RPT_PACKAGE_DIR)
    set(RPT_PACKAGE_DIR ${CMAKE_BINARY_DIR}/plugins)
  endif()
  set(package ${RPT_PACKAGE_DIR}/${id}-${version})
  file(GLOB_RECURSE beside CONFIGURE_DEPENDS ${folder}/samples/* ${folder}/mappings/*)
  foreach(file README.md CHANGELOG.md LICENSE)
    if(EXISTS ${folder}/${file})
      list(APPEND beside ${folder}/${file})
    endif()
  endforeach()
  list(APPEND beside ${ARGN})
  set(stamp ${CMAKE_CURRENT_BINARY_DIR}/${name}.package)
  add_custom_command(OUTPUT ${stamp}
    COMMAND ${CMAKE_COMMAND} -DPACKAGE=${package} -DMANIFEST=${manifest} -DFOLDER=${folder}
      -DLIBRARY=$<TARGET_FILE:${name}> "-DFILES=${beside}" -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/package.cmake
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS ${name} ${manifest} ${beside} ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/package.cmake
    COMMENT "Package ${id} ${version}" VERBATIM)
  add_custom_target(${name}_package ALL DEPENDS ${stamp})
  set_target_properties(${name} PROPERTIES RPT_PACKAGE ${package})
endfunction()
