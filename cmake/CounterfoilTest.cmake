# counterfoil_add_test(name SOURCES … [LIBRARIES …] [LABELS …]): one Catch2 program of one layer, one ctest entry.
# Tests see the internal headers in src/, and link the static library.

find_package(Catch2 REQUIRED)

add_library(counterfoil_test_main OBJECT "${PROJECT_SOURCE_DIR}/tests/support/main.cpp")
target_include_directories(counterfoil_test_main PRIVATE "${PROJECT_SOURCE_DIR}/tests")
target_link_libraries(counterfoil_test_main PRIVATE counterfoil_compiler Catch2::Catch2)

function(counterfoil_add_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;LIBRARIES;LABELS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/src" "${PROJECT_SOURCE_DIR}/tests")
  target_compile_definitions(
    ${name} PRIVATE COUNTERFOIL_TEST_VECTORS="${PROJECT_SOURCE_DIR}/tests/vectors"
                    COUNTERFOIL_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE counterfoil_test_main counterfoil_compiler counterfoil_static Catch2::Catch2
                                        ${arg_LIBRARIES})
  add_test(NAME ${name} COMMAND ${name})
  if(arg_LABELS)
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}")
  endif()
endfunction()
