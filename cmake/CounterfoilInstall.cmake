# Installs the libraries, headers, CMake package and pkg-config file. The static library is a component of its own,
# since only it makes a consumer look for the third-party libraries.
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/counterfoil")

install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/counterfoil" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
        COMPONENT development FILES_MATCHING PATTERN "*.hpp")
install(TARGETS counterfoil EXPORT counterfoilTargets
        LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT runtime NAMELINK_COMPONENT development)
install(TARGETS counterfoil_static EXPORT counterfoilStaticTargets
        ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT development)
install(TARGETS counterfoil_store_conformance EXPORT counterfoilStoreConformanceTargets
        ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT development)
install(EXPORT counterfoilStoreConformanceTargets NAMESPACE counterfoil:: DESTINATION "${package_dir}"
        COMPONENT development)
install(EXPORT counterfoilTargets NAMESPACE counterfoil:: DESTINATION "${package_dir}" COMPONENT development)
install(EXPORT counterfoilStaticTargets NAMESPACE counterfoil:: DESTINATION "${package_dir}" COMPONENT development)

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/counterfoilConfig.cmake.in"
                              "${PROJECT_BINARY_DIR}/counterfoilConfig.cmake" INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/counterfoilConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_SOURCE_DIR}/cmake/CounterfoilDependencies.cmake" "${PROJECT_BINARY_DIR}/counterfoilConfig.cmake"
              "${PROJECT_BINARY_DIR}/counterfoilConfigVersion.cmake"
        DESTINATION "${package_dir}" COMPONENT development)

# The third-party libraries of the static library, as flags: what pkg-config --static answers.
function(counterfoil_link_flags result)
  set(flags "")
  foreach(item IN LISTS ARGN)
    if(item STREQUAL "Threads::Threads")
      list(APPEND flags -pthread)
    elseif(item MATCHES "^(\\$<|::@)")
      continue()
    elseif(TARGET ${item})
      get_target_property(type ${item} TYPE)
      if(type STREQUAL "INTERFACE_LIBRARY")
        get_target_property(inner ${item} INTERFACE_LINK_LIBRARIES)
        if(inner)
          counterfoil_link_flags(inner ${inner})
          list(APPEND flags ${inner})
        endif()
      else()
        foreach(property IMPORTED_LOCATION IMPORTED_LOCATION_RELEASE IMPORTED_LOCATION_NONE IMPORTED_LOCATION_NOCONFIG)
          get_target_property(location ${item} ${property})
          if(location)
            list(APPEND flags "${location}")
            break()
          endif()
        endforeach()
      endif()
    else()
      list(APPEND flags "${item}")
    endif()
  endforeach()
  list(TRANSFORM flags REPLACE "^.*/lib([^/]+)\\.(so|a)$" "-l\\1")
  list(REMOVE_DUPLICATES flags)
  set(${result} "${flags}" PARENT_SCOPE)
endfunction()

get_target_property(link_libraries counterfoil_static LINK_LIBRARIES)
counterfoil_link_flags(COUNTERFOIL_PRIVATE_FLAGS ${link_libraries})
list(JOIN COUNTERFOIL_PRIVATE_FLAGS " " COUNTERFOIL_PRIVATE_FLAGS)
file(RELATIVE_PATH COUNTERFOIL_PREFIX_FROM_PC "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
string(REGEX REPLACE "/$" "" COUNTERFOIL_PREFIX_FROM_PC "${COUNTERFOIL_PREFIX_FROM_PC}")
configure_file("${CMAKE_CURRENT_LIST_DIR}/counterfoil.pc.in" "${PROJECT_BINARY_DIR}/counterfoil.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/counterfoil.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig"
        COMPONENT development)
