# What `cmake --install` puts where.
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
