// SwiftPM wants one source file in a C target; every shim is an inline function of the headers.
#include "CNetworkShims.h"
