# Third-party libraries, found once. None of them appears in a public header, so only the static library hands
# them on; this file is installed for its consumers.
find_package(Threads REQUIRED)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(Protobuf REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(SQLite3 3.37 REQUIRED)  # STRICT tables
find_package(PkgConfig REQUIRED)
pkg_check_modules(CounterfoilBotan REQUIRED IMPORTED_TARGET GLOBAL botan-2)
pkg_check_modules(CounterfoilNettle REQUIRED IMPORTED_TARGET GLOBAL nettle)

# libphonenumber and qrcodegen come without a CMake package or pkg-config file on Debian 12.
foreach(plain IN ITEMS "PhoneNumber|phonenumber|phonenumbers/phonenumberutil.h" "QrCodegen|qrcodegencpp|qrcodegen/qrcodegen.hpp")
  string(REPLACE "|" ";" plain "${plain}")
  list(GET plain 0 name)
  list(GET plain 1 library)
  list(GET plain 2 header)
  if(NOT TARGET Counterfoil::${name})
    find_library(Counterfoil${name}_LIBRARY NAMES ${library} REQUIRED)
    find_path(Counterfoil${name}_INCLUDE_DIR NAMES ${header} REQUIRED)
    add_library(Counterfoil::${name} UNKNOWN IMPORTED GLOBAL)
    set_target_properties(
      Counterfoil::${name} PROPERTIES IMPORTED_LOCATION "${Counterfoil${name}_LIBRARY}"
                                      INTERFACE_INCLUDE_DIRECTORIES "${Counterfoil${name}_INCLUDE_DIR}")
  endif()
endforeach()
