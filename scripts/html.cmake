# Builds the manual pages and the benchmark as HTML, with the target html.
foreach(tool IN ITEMS mandoc cmark-gfm)
	string(TOUPPER ${tool} variable)
	find_program(${variable} ${tool})
	if(NOT ${variable})
		message(FATAL_ERROR "XSEND_HTML needs ${tool}")
	endif()
endforeach()
file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/man/*.[17]
	${CMAKE_CURRENT_LIST_DIR}/bench*.md ${CMAKE_CURRENT_LIST_DIR}/bench*.svg)
add_custom_command(OUTPUT html/index.html
	COMMAND ${CMAKE_CURRENT_LIST_DIR}/html html ${PROJECT_VERSION}
	DEPENDS ${sources} scripts/html scripts/html.css VERBATIM)
add_custom_target(html ALL DEPENDS html/index.html)
install(DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/html
	DESTINATION ${CMAKE_INSTALL_DOCDIR})
