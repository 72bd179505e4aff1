#include "base/version.h"

#ifdef XSEND_REVISION_FILE
#include XSEND_REVISION_FILE
#else
#define XSEND_REVISION ""
#endif

const char version[] = XSEND_VERSION;
const char version_revision[] = XSEND_REVISION;
const char version_parts[] = XSEND_PARTS;
const char version_missing_parts[] = XSEND_MISSING_PARTS;
