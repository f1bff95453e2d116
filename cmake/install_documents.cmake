# Installs the documents of SOURCE into FOLDER. What they link to and is not installed with them is
# linked where it is published for VERSION.
set(elsewhere "ci-templates|data|bench|CONTRIBUTING\\.md|SECURITY\\.md|LICENSE")
file(GLOB documents RELATIVE ${SOURCE} ${SOURCE}/docs/*.md)
foreach(document README.md ARCHITECTURE.md CHANGELOG.md ${documents})
  file(READ ${SOURCE}/${document} text)
  string(REGEX REPLACE "\\]\\((\\.\\./)?(${elsewhere})"
         "](https://github.com/sallyport/sallyport/blob/v${VERSION}/\\2" text "${text}")
  file(WRITE ${BUILD}/documents/${document} "${text}")
  get_filename_component(folder ${document} DIRECTORY)
  file(INSTALL ${BUILD}/documents/${document} DESTINATION ${CMAKE_INSTALL_PREFIX}/${FOLDER}/${folder})
endforeach()
