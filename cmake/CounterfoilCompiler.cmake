# Compiler settings shared by every target of this project, as one interface target: counterfoil_compiler.
# It is linked PRIVATE (BUILD_INTERFACE), so nothing of it reaches a consumer.

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

add_library(counterfoil_compiler INTERFACE)
target_compile_features(counterfoil_compiler INTERFACE cxx_std_20)

if(COUNTERFOIL_WARNINGS)
  target_compile_options(
    counterfoil_compiler
    INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
              $<$<BOOL:${COUNTERFOIL_WARNINGS_AS_ERRORS}>:-Werror>)
endif()

if(COUNTERFOIL_SANITIZE)
  target_compile_options(counterfoil_compiler INTERFACE -fsanitize=${COUNTERFOIL_SANITIZE}
                                                        -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_compile_definitions(counterfoil_compiler INTERFACE _GLIBCXX_ASSERTIONS)
  target_link_options(counterfoil_compiler INTERFACE -fsanitize=${COUNTERFOIL_SANITIZE})
endif()

if(COUNTERFOIL_FUZZ)
  target_compile_options(counterfoil_compiler INTERFACE -fsanitize=fuzzer-no-link)
endif()

if(COUNTERFOIL_COVERAGE)
  target_compile_options(counterfoil_compiler INTERFACE -fprofile-instr-generate -fcoverage-mapping)
  target_link_options(counterfoil_compiler INTERFACE -fprofile-instr-generate)
endif()

if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(CCACHE_PROGRAM ccache)
  if(CCACHE_PROGRAM)
    # Without this ccache keeps nothing that was compiled with a precompiled header.
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros
                                    "${CCACHE_PROGRAM}")
  endif()
endif()
