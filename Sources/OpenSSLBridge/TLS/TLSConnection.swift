import CNetworkShims
import COpenSSL
import PadlockNetwork

/// A client's `SSL` between two memory BIOs, freed when its value's life ends.
///
/// It never touches a socket: the owner moves the bytes, and so sees every one of them.
@safe struct TLSConnection: ~Copyable {
  /// What a step of OpenSSL came to.
  enum Step {
    case done
    case needsInput
    case failed(TLSFailure)
  }

  private let raw: OpaquePointer
  private let input: OpaquePointer
  private let output: OpaquePointer
  let recorder = HandshakeRecorder()

  /// - Throws: `TLSFailure` when OpenSSL cannot allocate.
  init(_ context: TLSContext) throws(TLSFailure) {
    ERR_clear_error()
    let created = unsafe context.withPointer { context in unsafe SSL_new(context) }
    guard let raw = unsafe created else { throw .drainingQueue(during: "SSL_new") }
    guard let input = unsafe BIO_new(BIO_s_mem()) else {
      unsafe SSL_free(raw)
      throw .drainingQueue(during: "BIO_new")
    }
    guard let output = unsafe BIO_new(BIO_s_mem()) else {
      unsafe BIO_free(input)
      unsafe SSL_free(raw)
      throw .drainingQueue(during: "BIO_new")
    }
    unsafe SSL_set_bio(raw, input, output)
    unsafe self.raw = raw
    unsafe self.input = input
    unsafe self.output = output
    unsafe SSL_set_connect_state(raw)
    unsafe _ = shim_SSL_set_tlsext_status_type(raw, TLSEXT_STATUSTYPE_ocsp)
    let context = unsafe Unmanaged.passUnretained(recorder).toOpaque()
    unsafe _ = shim_SSL_set_msg_callback_arg(raw, context)
    unsafe SSL_set_msg_callback(raw) { isWrite, _, contentType, bytes, length, _, context in
      guard let context = unsafe context, let bytes = unsafe bytes else { return }
      let recorder = unsafe Unmanaged<HandshakeRecorder>.fromOpaque(context)
        .takeUnretainedValue()
      let head = unsafe UnsafeRawBufferPointer(start: bytes, count: min(length, 6))
      unsafe recorder.take(
        contentType: contentType, isOwn: isWrite == 1, head: Array(head), length: length)
    }
  }

  deinit { unsafe SSL_free(raw) }

  /// Sets the name to send, of at most 255 bytes.
  ///
  /// - Throws: `TLSFailure` when OpenSSL refuses it.
  borrowing func send(serverName: String) throws(TLSFailure) {
    ERR_clear_error()
    guard unsafe shim_SSL_set_tlsext_host_name(raw, serverName) == 1 else {
      throw .drainingQueue(during: "SSL_set_tlsext_host_name")
    }
  }

  /// The suites that its hello offers, by their numbers.
  borrowing func offeredSuites() -> Set<UInt16> {
    let suites = unsafe SSL_get1_supported_ciphers(raw)
    defer { unsafe OPENSSL_sk_free(suites) }
    let count = unsafe max(0, OPENSSL_sk_num(suites))
    let numbers = (0..<count).compactMap { index -> UInt16? in
      guard let suite = unsafe OPENSSL_sk_value(suites, index) else { return nil }
      return unsafe SSL_CIPHER_get_protocol_id(OpaquePointer(suite))
    }
    return Set(numbers)
  }

  /// Goes on with the handshake.
  borrowing func handshake() -> Step {
    ERR_clear_error()
    return unsafe step(SSL_do_handshake(raw), "SSL_do_handshake")
  }

  /// Reads, and drops, what the server sends after the handshake.
  borrowing func readAfterHandshake() -> Step {
    ERR_clear_error()
    var buffer = [UInt8](repeating: 0, count: 4096)
    return unsafe step(SSL_read(raw, &buffer, Int32(buffer.count)), "SSL_read")
  }

  private borrowing func step(_ result: Int32, _ call: String) -> Step {
    if result > 0 { return .done }
    switch unsafe SSL_get_error(raw, result) {
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .needsInput
    default: return .failed(.drainingQueue(during: call))
    }
  }

  /// Hands over bytes from the server; false when OpenSSL has no memory for them.
  borrowing func feed(_ bytes: [UInt8]) -> Bool {
    unsafe bytes.isEmpty || BIO_write(input, bytes, Int32(bytes.count)) == Int32(bytes.count)
  }

  /// Takes the bytes that are to be sent.
  borrowing func takeOutput() -> [UInt8] {
    let pending = unsafe BIO_ctrl_pending(output)
    guard pending > 0, pending <= 1 << 20 else { return [] }
    return unsafe [UInt8](unsafeUninitializedCapacity: pending) { buffer, count in
      count = unsafe max(0, Int(BIO_read(output, buffer.baseAddress, Int32(pending))))
    }
  }

  /// The chain as served, also after a handshake that failed later on.
  borrowing func servedChain() -> [[UInt8]] {
    guard let chain = unsafe SSL_get_peer_cert_chain(raw) else { return [] }
    return unsafe TLSCertificates.all(of: chain).map { certificate in
      let der = certificate.der
      certificate.remember(by: der)
      return der
    }
  }

  /// The version that the server chose, if it did.
  borrowing func version() -> TLSVersion? {
    unsafe TLSVersion(wireValue: SSL_version(raw))
  }

  /// What was agreed, after `handshake()` was done.
  borrowing func agreement(refusal: TLSAlert?, wasCut: Bool) -> CompletedHandshake? {
    guard let version = version(), let cipher = unsafe SSL_get_current_cipher(raw) else {
      return nil
    }
    var selected: UnsafePointer<UInt8>?
    var length: UInt32 = 0
    unsafe SSL_get0_alpn_selected(raw, &selected, &length)
    let name = unsafe selected.map { pointer in
      unsafe PeerSpeech.visible(UnsafeBufferPointer(start: pointer, count: Int(length)))
    }
    let bits = unsafe SSL_CIPHER_get_bits(cipher, nil)
    return unsafe CompletedHandshake(
      version: version, cipher: text(SSL_CIPHER_get_name(cipher)),
      standardCipher: text(SSL_CIPHER_standard_name(cipher)), cipherBits: Int(bits),
      applicationProtocol: name, refusal: refusal, wasCut: wasCut)
  }

  /// The server's request for a certificate, if there was one.
  borrowing func certificateRequest() -> CertificateRequest? {
    guard recorder.askedForCertificate else { return nil }
    let names = unsafe SSL_get0_peer_CA_list(raw)
    let count = unsafe max(0, OPENSSL_sk_num(names))
    let texts = (0..<min(count, 50)).compactMap { index -> String? in
      guard let name = unsafe OPENSSL_sk_value(names, index) else { return nil }
      return unsafe TLSCertificates.name(OpaquePointer(name))
    }
    return CertificateRequest(authorityCount: Int(count), authorities: texts)
  }

  /// The stapled OCSP response, at most 64 KiB of DER.
  borrowing func stapledResponse() -> [UInt8]? {
    var bytes: UnsafeMutablePointer<UInt8>?
    let length = unsafe shim_SSL_get_tlsext_status_ocsp_resp(raw, &bytes)
    guard length > 0, length <= 1 << 16, let bytes = unsafe bytes else { return nil }
    return unsafe Array(UnsafeBufferPointer(start: bytes, count: length))
  }
}

private func text(_ pointer: UnsafePointer<CChar>?) -> String {
  guard let pointer = unsafe pointer else { return "" }
  return unsafe String(cString: pointer)
}
