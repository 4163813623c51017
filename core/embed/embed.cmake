# embed_texts(TARGET name.hpp NAMESPACE FILES...)
#
# Compiles text files into a library, so that the programs need no data folder at run time: SQL statements, schema
# steps, rubrics and help. Each file becomes one entry of `<NAMESPACE>::files()`, keyed by its path below BASE.
# A file changed on disk is compiled again.
function(embed_texts)
  cmake_parse_arguments(arg "" "TARGET;NAMESPACE;BASE" "FILES" ${ARGN})
  string(REPLACE "::" "_" stem "${arg_NAMESPACE}")
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${stem}_embedded.cpp)
  set(list_file ${CMAKE_CURRENT_BINARY_DIR}/${stem}_embedded.txt)
  string(JOIN "\n" names ${arg_FILES})
  file(GENERATE OUTPUT ${list_file} CONTENT "${names}\n")
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DLIST=${list_file} -DBASE=${arg_BASE} -DNAMESPACE=${arg_NAMESPACE} -DOUT=${source}
            -P ${PROJECT_SOURCE_DIR}/core/embed/write_embedded.cmake
    DEPENDS ${arg_FILES} ${list_file} ${PROJECT_SOURCE_DIR}/core/embed/write_embedded.cmake
    VERBATIM)
  target_sources(${arg_TARGET} PRIVATE ${source})
endfunction()
