# Writes the header OUTPUT, which defines the revision of the source.  For a
# release the revision is "": at the tag of VERSION, and in a tarball, which has
# no repository.
#
#	cmake -DSOURCE=DIR -DVERSION=N.N.N -DOUTPUT=FILE -P revision.cmake
find_package(Git QUIET)
set(revision "")
if(GIT_FOUND AND EXISTS ${SOURCE}/.git)
	execute_process(COMMAND ${GIT_EXECUTABLE} describe --always --dirty
			--abbrev=12 --match v${VERSION}
		WORKING_DIRECTORY ${SOURCE}
		OUTPUT_VARIABLE revision OUTPUT_STRIP_TRAILING_WHITESPACE
		ERROR_QUIET)
	if(revision STREQUAL "v${VERSION}")
		set(revision "")
	endif()
endif()
file(WRITE ${OUTPUT}.new "#define XSEND_REVISION \"${revision}\"\n")
execute_process(COMMAND ${CMAKE_COMMAND} -E copy_if_different
	${OUTPUT}.new ${OUTPUT})
file(REMOVE ${OUTPUT}.new)
