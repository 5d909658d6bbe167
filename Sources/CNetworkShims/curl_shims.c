#include "curl_shims.h"

#include <dlfcn.h>

struct shim_curl_functions shim_curl;

bool shim_curl_open(void) {
  void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    return false;
  }
#define SHIM_CURL_FIND(name) \
  if ((shim_curl.name = (__typeof__(&name))dlsym(library, #name)) == NULL) return false;
  SHIM_CURL_FUNCTIONS(SHIM_CURL_FIND)
#undef SHIM_CURL_FIND
  return true;
}
