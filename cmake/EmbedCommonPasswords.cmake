# cmake -DINPUT=… -DOUTPUT=… -P EmbedCommonPasswords.cmake
#
# Turns a list of passwords, one a line, into C++: their screening forms (lower case, 0 1 $ @ as the letters they
# stand for), sorted by bytes, without duplicates, in blocks. src/crypto/common_passwords.cpp searches them.
cmake_minimum_required(VERSION 3.25)

set(block_size 1000)

file(READ "${INPUT}" text)
string(TOLOWER "${text}" text)

# A list item may hold neither ';' nor brackets. Each is written as a character that has the same place in the
# order, and back again at the end. The stand-ins must not be there themselves.
if(text MATCHES "[:^\\\\\"\r]")
  message(FATAL_ERROR "${INPUT}: a password has one of : ^ \\ \" or a carriage return")
endif()
string(REPLACE ";" ":" text "${text}")
string(REPLACE "[" "Z" text "${text}")
string(REPLACE "]" "^" text "${text}")

foreach(pair IN ITEMS 0o 1l $s @a)
  string(SUBSTRING "${pair}" 0 1 symbol)
  string(SUBSTRING "${pair}" 1 1 letter)
  string(REPLACE "${symbol}" "${letter}" text "${text}")
endforeach()

string(REPLACE "\n" ";" passwords "${text}")
list(REMOVE_ITEM passwords "")
list(SORT passwords COMPARE STRING)
list(REMOVE_DUPLICATES passwords)
list(LENGTH passwords count)

set(source "// Made by EmbedCommonPasswords.cmake.\n#include \"crypto/common_passwords_table.hpp\"\n\n")
string(APPEND source "namespace counterfoil::detail {\n\nnamespace {\n\n")
string(APPEND source "using namespace std::string_view_literals;\n\nconstexpr std::string_view blocks[] = {\n")
math(EXPR last "${count} - 1")
foreach(start RANGE 0 ${last} ${block_size})
  list(SUBLIST passwords ${start} ${block_size} block)
  list(JOIN block "\\n" block)
  string(REPLACE ":" ";" block "${block}")
  string(REPLACE "Z" "[" block "${block}")
  string(REPLACE "^" "]" block "${block}")
  string(APPEND source "    \"${block}\\n\"sv,\n")
endforeach()
string(APPEND source "};\n\n}  // namespace\n\n")
string(APPEND source "std::span<const std::string_view> common_password_blocks() noexcept {\n  return blocks;\n}\n\n")
string(APPEND source "}  // namespace counterfoil::detail\n")
file(WRITE "${OUTPUT}" "${source}")
