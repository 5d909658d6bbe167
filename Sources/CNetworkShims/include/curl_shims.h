#pragma once

#include <curl/curl.h>

// Macros and variadic functions that Swift cannot import; each forwards and does nothing else.

// curl_easy_setopt is variadic (and a type-checking macro): one wrapper per type of value.
static inline CURLcode shim_curl_easy_setopt_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode shim_curl_easy_setopt_string(
    CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode shim_curl_easy_setopt_pointer(
    CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode shim_curl_easy_setopt_slist(
    CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode shim_curl_easy_setopt_blob(
    CURL *handle, CURLoption option, struct curl_blob *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode shim_curl_easy_setopt_write(
    CURL *handle, CURLoption option, curl_write_callback value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode shim_curl_easy_setopt_ssl_ctx(
    CURL *handle, curl_ssl_ctx_callback value) {
  return curl_easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, value);
}

// curl_easy_getinfo is variadic as well.
static inline CURLcode shim_curl_easy_getinfo_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}
