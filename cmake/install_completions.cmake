# Installs the completions that SALLYPORT_PROGRAM prints. Debian's zsh reads `vendor-completions` of
# /usr, every other one `site-functions`.
set(zsh_folder site-functions)
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr" AND EXISTS /etc/debian_version)
  set(zsh_folder vendor-completions)
endif()

function(sallyport_install_completion shell folder name)
  set(file ${SALLYPORT_COMPLETIONS}/${name})
  file(MAKE_DIRECTORY ${SALLYPORT_COMPLETIONS})
  execute_process(COMMAND ${SALLYPORT_PROGRAM} completion ${shell}
                  OUTPUT_FILE ${file} COMMAND_ERROR_IS_FATAL ANY)
  file(INSTALL ${file} DESTINATION ${CMAKE_INSTALL_PREFIX}/${SALLYPORT_DATADIR}/${folder})
endfunction()

sallyport_install_completion(bash bash-completion/completions sallyport)
sallyport_install_completion(zsh zsh/${zsh_folder} _sallyport)
sallyport_install_completion(fish fish/vendor_completions.d sallyport.fish)
