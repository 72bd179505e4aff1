# Changes the files of a .deb as Debian's policy requires: compresses manual
# pages and changelogs, keeps one file with the licence, and strips the
# programs.  CPack runs this script for each package.
cmake_minimum_required(VERSION 3.19)
if(NOT CPACK_GENERATOR STREQUAL "DEB")
	return()
endif()
if(NOT CPACK_XSEND_PREFIX STREQUAL "/usr")
	message(FATAL_ERROR "a .deb needs a build with the prefix /usr, "
		"not ${CPACK_XSEND_PREFIX}: cmake --preset package")
endif()

set(root ${CPACK_TEMPORARY_DIRECTORY}/usr/share)
set(doc ${root}/doc/xsend)


string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE ${doc}/changelog.Debian
"xsend (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium

  * Package of the xsend authors. changelog.gz describes the changes.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
file(RENAME ${doc}/CHANGELOG.md ${doc}/changelog)

file(READ ${doc}/COPYING licence)
string(REGEX MATCH "Copyright \\(c\\) [^\n]*" holder "${licence}")
string(REGEX REPLACE "^Copyright \\(c\\) " "" holder "${holder}")
string(REGEX REPLACE "^.*${holder}\n+" "" licence "${licence}")
string(REGEX REPLACE "\n+$" "" licence "${licence}")
string(REPLACE "\n\n" "\n.\n" licence "${licence}")
string(REPLACE "\n" "\n " licence "${licence}")
file(WRITE ${doc}/copyright
"Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: xsend

Files: *
Copyright: ${holder}
License: Expat

License: Expat
 ${licence}
")
file(REMOVE ${doc}/COPYING)

execute_process(COMMAND ${CPACK_XSEND_STRIP} --remove-section=.comment
		--remove-section=.note xsend xrecv
	WORKING_DIRECTORY ${CPACK_TEMPORARY_DIRECTORY}/usr/bin
	RESULT_VARIABLE status)
if(NOT status EQUAL 0)
	message(FATAL_ERROR "${CPACK_XSEND_STRIP} failed")
endif()
file(GLOB pages ${root}/man/man*/*.[1-8])
execute_process(COMMAND gzip -9 -n ${pages} ${doc}/changelog
		${doc}/changelog.Debian
	RESULT_VARIABLE status)
if(NOT status EQUAL 0)
	message(FATAL_ERROR "gzip failed")
endif()
