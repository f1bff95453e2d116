# What `cmake --install` puts where, and the Debian package (`cpack -G DEB`).
include(GNUInstallDirs)

install(TARGETS sallyport RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

# `git sallyport …` works through this name.
file(CREATE_LINK sallyport ${PROJECT_BINARY_DIR}/git-sallyport SYMBOLIC)
install(FILES ${PROJECT_BINARY_DIR}/git-sallyport DESTINATION ${CMAKE_INSTALL_BINDIR})

install(DIRECTORY hooks DESTINATION ${CMAKE_INSTALL_DATADIR}/sallyport USE_SOURCE_PERMISSIONS)
install(DIRECTORY policies DESTINATION ${CMAKE_INSTALL_DATADIR}/sallyport
        FILES_MATCHING PATTERN "*.toml")

install(FILES docs/man/sallyport.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
# `git sallyport --help` asks man for git-sallyport(1).
file(WRITE ${PROJECT_BINARY_DIR}/git-sallyport.1 ".so man1/sallyport.1\n")
install(FILES ${PROJECT_BINARY_DIR}/git-sallyport.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

install(CODE "set(SOURCE \"${PROJECT_SOURCE_DIR}\")
set(BUILD \"${PROJECT_BINARY_DIR}\")
set(VERSION \"${PROJECT_VERSION}\")
set(FOLDER \"${CMAKE_INSTALL_DOCDIR}\")")
install(SCRIPT cmake/install_documents.cmake)
install(DIRECTORY docs/schema DESTINATION ${CMAKE_INSTALL_DATADIR}/sallyport)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)

# The program prints its own completions, so they are made when it is installed.
install(CODE "set(SALLYPORT_PROGRAM ${CMAKE_CROSSCOMPILING_EMULATOR} \"$<TARGET_FILE:sallyport>\")
set(SALLYPORT_DATADIR \"${CMAKE_INSTALL_DATADIR}\")
set(SALLYPORT_COMPLETIONS \"${PROJECT_BINARY_DIR}/completions\")")
install(SCRIPT cmake/install_completions.cmake)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME sallyport)
set(CPACK_PACKAGE_VENDOR "The Sallyport project")
set(CPACK_PACKAGE_CONTACT "The Sallyport project <maintainers@sallyport.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION "${PROJECT_DESCRIPTION}.
Git hooks and a command line that recognise changes made with AI tools, compare
them with a policy kept in the repository, and let a large one pass only with
the signed answers of people.")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION vcs)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "git (>= 1:2.31), openssh-client (>= 1:8.2)")
include(CPack)
