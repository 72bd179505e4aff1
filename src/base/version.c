#include "base/version.h"

const char version[] = XSEND_VERSION;
