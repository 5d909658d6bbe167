#pragma once

#include "curl_shims.h"
#include "tls_shims.h"
#include "x509_shims.h"
