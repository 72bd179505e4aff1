# Settings of CPack 3.19 for a package for Debian and its derivatives, and for a
# tarball of an installation.
#
#	cmake --preset package && ninja -C build-package package
#
# DEBFULLNAME and DEBEMAIL name the maintainer, as in Debian's own tools.
# SOURCE_DATE_EPOCH gives every file of a package the same time.
if(NOT "$ENV{DEBFULLNAME}" STREQUAL "" AND NOT "$ENV{DEBEMAIL}" STREQUAL "")
	set(CPACK_PACKAGE_CONTACT "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
else()
	set(CPACK_PACKAGE_CONTACT "The xsend authors <xsend@xsend.example>")
endif()

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_VENDOR "the xsend authors")
string(REPLACE "_" "-" arch "${CMAKE_SYSTEM_PROCESSOR}")
set(CPACK_PACKAGE_FILE_NAME xsend-${PROJECT_VERSION}-linux-${arch})
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
	OWNER_READ OWNER_WRITE OWNER_EXECUTE
	GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/COPYING)

# Revisions of a distribution's own package begin with 1, so apt prefers it.
set(CPACK_DEBIAN_PACKAGE_RELEASE 0upstream1)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION comm)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"send and receive files over a serial line by XMODEM or YMODEM
xsend and xrecv transfer files over a serial line by XMODEM or YMODEM:
firmware to a boot loader, files to and from a board, from a shell or a CI
job.

The line is a serial port, a command, a network connection by TCP, telnet or
RFC 2217, or standard input and output. Steps before and after a transfer
talk to the board. After a failure, a message and the exit status say what
went wrong and what to try next.")

# The programs look for steps files in the prefix of the build, and a .deb
# installs into /usr.
set(CPACK_XSEND_PREFIX ${CMAKE_INSTALL_PREFIX})
set(CPACK_XSEND_STRIP ${CMAKE_STRIP})
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/package-files.cmake)
include(CPack)
