#pragma once

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <stdbool.h>

// libcurl is opened at its first use. Loading it with the program, and the thirty libraries that it
// brings, would take as long as everything else that a start takes, and most commands need none of it.

#define SHIM_CURL_FUNCTIONS(EACH) \
  EACH(curl_easy_cleanup)         \
  EACH(curl_easy_getinfo)         \
  EACH(curl_easy_init)            \
  EACH(curl_easy_setopt)          \
  EACH(curl_easy_strerror)        \
  EACH(curl_global_init)          \
  EACH(curl_multi_add_handle)     \
  EACH(curl_multi_cleanup)        \
  EACH(curl_multi_info_read)      \
  EACH(curl_multi_init)           \
  EACH(curl_multi_perform)        \
  EACH(curl_multi_poll)           \
  EACH(curl_multi_remove_handle)  \
  EACH(curl_slist_append)         \
  EACH(curl_slist_free_all)

#define SHIM_CURL_POINTER(name) __typeof__(&name) name;
struct shim_curl_functions { SHIM_CURL_FUNCTIONS(SHIM_CURL_POINTER) };
#undef SHIM_CURL_POINTER

// The functions of libcurl; usable once shim_curl_open has returned true.
extern struct shim_curl_functions shim_curl;

// Opens libcurl and finds its functions; false where it is not on this machine, or too old. Call it
// once.
bool shim_curl_open(void);

// Each of these forwards and does nothing else.

static inline CURLcode shim_curl_global_init(long flags) {
  return shim_curl.curl_global_init(flags);
}
static inline CURL *shim_curl_easy_init(void) {
  return shim_curl.curl_easy_init();
}
static inline void shim_curl_easy_cleanup(CURL *handle) {
  shim_curl.curl_easy_cleanup(handle);
}
static inline const char *shim_curl_easy_strerror(CURLcode code) {
  return shim_curl.curl_easy_strerror(code);
}
static inline CURLM *shim_curl_multi_init(void) {
  return shim_curl.curl_multi_init();
}
static inline CURLMcode shim_curl_multi_cleanup(CURLM *multi) {
  return shim_curl.curl_multi_cleanup(multi);
}
static inline CURLMcode shim_curl_multi_add_handle(CURLM *multi, CURL *handle) {
  return shim_curl.curl_multi_add_handle(multi, handle);
}
static inline CURLMcode shim_curl_multi_remove_handle(CURLM *multi, CURL *handle) {
  return shim_curl.curl_multi_remove_handle(multi, handle);
}
static inline CURLMcode shim_curl_multi_perform(CURLM *multi, int *running) {
  return shim_curl.curl_multi_perform(multi, running);
}
static inline CURLMcode shim_curl_multi_poll(CURLM *multi, int milliseconds) {
  return shim_curl.curl_multi_poll(multi, NULL, 0, milliseconds, NULL);
}
static inline CURLMsg *shim_curl_multi_info_read(CURLM *multi, int *left) {
  return shim_curl.curl_multi_info_read(multi, left);
}
static inline struct curl_slist *shim_curl_slist_append(
    struct curl_slist *list, const char *value) {
  return shim_curl.curl_slist_append(list, value);
}
static inline void shim_curl_slist_free_all(struct curl_slist *list) {
  shim_curl.curl_slist_free_all(list);
}

// curl_easy_setopt is variadic: one wrapper per type of value.
static inline CURLcode shim_curl_easy_setopt_long(CURL *handle, CURLoption option, long value) {
  return shim_curl.curl_easy_setopt(handle, option, value);
}
static inline CURLcode shim_curl_easy_setopt_string(
    CURL *handle, CURLoption option, const char *value) {
  return shim_curl.curl_easy_setopt(handle, option, value);
}
static inline CURLcode shim_curl_easy_setopt_pointer(
    CURL *handle, CURLoption option, void *value) {
  return shim_curl.curl_easy_setopt(handle, option, value);
}
static inline CURLcode shim_curl_easy_setopt_slist(
    CURL *handle, CURLoption option, struct curl_slist *value) {
  return shim_curl.curl_easy_setopt(handle, option, value);
}
static inline CURLcode shim_curl_easy_setopt_blob(
    CURL *handle, CURLoption option, struct curl_blob *value) {
  return shim_curl.curl_easy_setopt(handle, option, value);
}
static inline CURLcode shim_curl_easy_setopt_write(
    CURL *handle, CURLoption option, curl_write_callback value) {
  return shim_curl.curl_easy_setopt(handle, option, value);
}
static inline CURLcode shim_curl_easy_setopt_ssl_ctx(
    CURL *handle, curl_ssl_ctx_callback value) {
  return shim_curl.curl_easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, value);
}

// curl_easy_getinfo is variadic as well.
static inline CURLcode shim_curl_easy_getinfo_long(CURL *handle, CURLINFO info, long *value) {
  return shim_curl.curl_easy_getinfo(handle, info, value);
}
