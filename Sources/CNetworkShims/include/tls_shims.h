#pragma once

#include <openssl/ssl.h>
#include <openssl/x509.h>

// Macros and variadic functions that Swift cannot import; each forwards and does nothing else.

// Macros over SSL_CTX_ctrl and SSL_ctrl.
static inline int shim_SSL_CTX_set_min_proto_version(SSL_CTX *context, int version) {
  return (int)SSL_CTX_set_min_proto_version(context, version);
}
static inline int shim_SSL_CTX_set_max_proto_version(SSL_CTX *context, int version) {
  return (int)SSL_CTX_set_max_proto_version(context, version);
}
// libcurl hands the context over without its type.
static inline long shim_SSL_CTX_clear_mode(void *context, long mode) {
  return SSL_CTX_clear_mode((SSL_CTX *)context, mode);
}
static inline long shim_SSL_MODE_AUTO_RETRY(void) {
  return SSL_MODE_AUTO_RETRY;
}
static inline long shim_SSL_CTX_add1_chain_cert(SSL_CTX *context, X509 *certificate) {
  return SSL_CTX_add1_chain_cert(context, certificate);
}
static inline long shim_SSL_set_tlsext_host_name(SSL *ssl, const char *name) {
  return SSL_set_tlsext_host_name(ssl, name);
}
static inline long shim_SSL_set_tlsext_status_type(SSL *ssl, int type) {
  return SSL_set_tlsext_status_type(ssl, type);
}
static inline long shim_SSL_get_tlsext_status_ocsp_resp(SSL *ssl, unsigned char **response) {
  return SSL_get_tlsext_status_ocsp_resp(ssl, response);
}
static inline long shim_SSL_set_msg_callback_arg(SSL *ssl, void *argument) {
  return SSL_set_msg_callback_arg(ssl, argument);
}

// Constants that are expressions with casts or of other constants.
static inline unsigned long shim_XN_FLAG_RFC2253(void) {
  return XN_FLAG_RFC2253;
}
static inline uint64_t shim_SSL_OP_LEGACY_SERVER_CONNECT(void) {
  return SSL_OP_LEGACY_SERVER_CONNECT;
}
static inline uint64_t shim_SSL_OP_NO_TICKET(void) {
  return SSL_OP_NO_TICKET;
}
