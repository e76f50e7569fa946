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
install(EXPORT counterfoilTargets NAMESPACE counterfoil:: DESTINATION "${package_dir}" COMPONENT development)
install(EXPORT counterfoilStaticTargets NAMESPACE counterfoil:: DESTINATION "${package_dir}" COMPONENT development)

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/counterfoilConfig.cmake.in"
                              "${PROJECT_BINARY_DIR}/counterfoilConfig.cmake" INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/counterfoilConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_SOURCE_DIR}/cmake/CounterfoilDependencies.cmake" "${PROJECT_BINARY_DIR}/counterfoilConfig.cmake"
              "${PROJECT_BINARY_DIR}/counterfoilConfigVersion.cmake"
        DESTINATION "${package_dir}" COMPONENT development)

configure_file("${CMAKE_CURRENT_LIST_DIR}/counterfoil.pc.in" "${PROJECT_BINARY_DIR}/counterfoil.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/counterfoil.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig"
        COMPONENT development)
