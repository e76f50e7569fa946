# counterfoil_add_test(name SOURCES … [LIBRARIES …] [LABELS …] [UNDER …] [ARGUMENTS …]): one Catch2 program of one layer,
# one ctest entry. Tests see the internal headers in src/, and link the static library. UNDER is a command that runs it.
#
# With ThreadSanitizer only programs with a test tagged [race] get an entry, which runs those tests, has the label
# "race", and is built by the target counterfoil_race_tests.

find_package(Catch2 REQUIRED)

# The precompiled header of every test, made once: it may depend on no definition of a single test.
if(COUNTERFOIL_PRECOMPILE)
  file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/test_precompiled.cpp" CONTENT "")
  add_library(counterfoil_test_precompiled OBJECT "${CMAKE_CURRENT_BINARY_DIR}/test_precompiled.cpp")
  target_compile_options(counterfoil_test_precompiled PRIVATE -O0)
  target_include_directories(counterfoil_test_precompiled PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  target_link_libraries(counterfoil_test_precompiled PRIVATE counterfoil_compiler Catch2::Catch2)
  counterfoil_precompile(counterfoil_test_precompiled "${PROJECT_SOURCE_DIR}/tests/support/catch.hpp")
endif()

function(counterfoil_add_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;LIBRARIES;LABELS;UNDER;ARGUMENTS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  # What is optimised is the library; unoptimised, the tests compile in half the time.
  target_compile_options(${name} PRIVATE -O0)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/src" "${PROJECT_SOURCE_DIR}/tests")
  target_compile_definitions(
    ${name} PRIVATE COUNTERFOIL_TEST_VECTORS="${PROJECT_SOURCE_DIR}/tests/vectors"
                    COUNTERFOIL_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE counterfoil_compiler counterfoil_static Catch2::Catch2WithMain
                                        ${arg_LIBRARIES})
  counterfoil_reuse_precompiled(${name} counterfoil_test_precompiled)
  if(COUNTERFOIL_SANITIZE STREQUAL "thread")
    counterfoil_add_race_test(${name} ${arg_SOURCES})
    return()
  endif()
  add_test(NAME ${name} COMMAND ${arg_UNDER} $<TARGET_FILE:${name}> ${arg_ARGUMENTS})
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}")
endfunction()

if(COUNTERFOIL_SANITIZE STREQUAL "thread")
  add_custom_target(counterfoil_race_tests)
endif()

function(counterfoil_add_race_test name)
  foreach(source IN LISTS ARGN)
    # Ninja takes a file for two when it is named once with ".." and once without.
    cmake_path(ABSOLUTE_PATH source NORMALIZE)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")
    file(STRINGS "${source}" tagged REGEX "\\[race\\]")
    if(tagged)
      add_test(NAME ${name} COMMAND ${name} "[race]")
      set_tests_properties(${name} PROPERTIES LABELS race)
      add_dependencies(counterfoil_race_tests ${name})
      return()
    endif()
  endforeach()
endfunction()
