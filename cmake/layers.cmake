# One static library per layer, linked only to what the layer may include.
#   sallyport_layer(NAME [DEPENDS layer...] [LIBRARIES target...])
# Sources are all *.cpp of src/NAME; headers are found from the `src` root. The file `layers` of the
# build folder has a line for each: NAME and every layer that it may include, which the lint checks.
function(sallyport_layer name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  add_library(sallyport_${name} STATIC ${sources})
  target_link_libraries(sallyport_${name} PUBLIC sallyport_flags)
  foreach(layer IN LISTS ARG_DEPENDS)
    target_link_libraries(sallyport_${name} PUBLIC sallyport_${layer})
  endforeach()
  target_link_libraries(sallyport_${name} PUBLIC ${ARG_LIBRARIES})

  set(below "${ARG_DEPENDS}")
  foreach(layer IN LISTS ARG_DEPENDS)
    get_property(further GLOBAL PROPERTY sallyport_below_${layer})
    list(APPEND below ${further})
  endforeach()
  list(REMOVE_DUPLICATES below)
  set_property(GLOBAL PROPERTY sallyport_below_${name} ${below})
  list(JOIN below " " words)
  set_property(GLOBAL APPEND_STRING PROPERTY sallyport_layers "${name} ${words}\n")
endfunction()
