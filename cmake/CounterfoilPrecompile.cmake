# What takes longest in most sources is reading the standard library: with GCC it is read once. clang is left out,
# because clang-tidy and llvm-cov want each source as it is written.
#
# counterfoil_precompile(target [header …]): precompiles what nearly every source of the project includes, and these.
# counterfoil_reuse_precompiled(target other): takes what was precompiled for another target with the same options.

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND PROJECT_IS_TOP_LEVEL)
  set(COUNTERFOIL_PRECOMPILE ON)
else()
  set(COUNTERFOIL_PRECOMPILE OFF)
endif()

function(counterfoil_precompile target)
  if(NOT COUNTERFOIL_PRECOMPILE)
    return()
  endif()
  target_precompile_headers(
    ${target}
    PRIVATE
    ${ARGN}
    <algorithm>
    <array>
    <chrono>
    <cstdint>
    <functional>
    <map>
    <memory>
    <optional>
    <string>
    <string_view>
    <utility>
    <variant>
    <vector>)
  # ccache finds out by this which header was precompiled.
  target_compile_options(${target} PRIVATE -fpch-preprocess)
endfunction()

function(counterfoil_reuse_precompiled target other)
  if(COUNTERFOIL_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM ${other})
    target_compile_options(${target} PRIVATE -fpch-preprocess)
  endif()
endfunction()
