import COpenSSL
import TestSupport

/// The server's half of a real TLS connection, whose bytes may be handled badly on their way.
final class SecureSide {
  /// What it agrees on, and what it does to its own bytes.
  struct Settings: Sendable {
    /// The one version that it agrees on.
    var version = TLS1_3_VERSION
    var certificate = HostileCertificates.Kind.healthy
    /// What it staples in place of an OCSP response.
    var staple: [UInt8]?
    /// What becomes of the bytes that it sends, one flight at a time; the first has number 0.
    var change: (@Sendable (_ flight: Int, _ bytes: [UInt8]) -> [UInt8])?
    /// How long it rests after each byte of the handshake.
    var restsMilliseconds: UInt32?
    /// Whether it asks for a client certificate.
    var asks = false
    /// What it chooses by ALPN.
    var speaksHTTP2 = false
  }

  /// What a server may send at any time after the handshake.
  enum Message: Sendable {
    /// A ticket for later (TLS 1.3).
    case ticket
    /// New keys for its own direction, with the demand that the client change its own as well
    /// (TLS 1.3).
    case keyUpdate
    /// The wish to shake hands anew (TLS 1.2).
    case helloRequest
  }

  private let context: OpaquePointer
  private let raw: OpaquePointer
  private let input: OpaquePointer
  private let output: OpaquePointer
  private let settings: Settings
  private let connection: LoopbackConnection
  private let staple: StapleBox?
  private var flight = 0

  /// Nil when OpenSSL does not take the settings.
  init?(
    _ settings: Settings, _ certificates: HostileCertificates, _ connection: LoopbackConnection
  ) {
    guard let context = SSL_CTX_new(TLS_server_method()) else { return nil }
    SSL_CTX_set_security_level(context, 0)
    SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(settings.version), nil)
    SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(settings.version), nil)
    let isTaken =
      SSL_CTX_use_certificate_chain_file(context, certificates.chain(settings.certificate)) == 1
      && SSL_CTX_use_PrivateKey_file(context, HostileCertificates.key, SSL_FILETYPE_PEM) == 1
    guard isTaken, let raw = SSL_new(context), let input = BIO_new(BIO_s_mem()),
      let output = BIO_new(BIO_s_mem())
    else {
      SSL_CTX_free(context)
      return nil
    }
    (self.context, self.raw, self.input, self.output) = (context, raw, input, output)
    (self.settings, self.connection) = (settings, connection)
    staple = settings.staple.map(StapleBox.init)
    SSL_set_bio(raw, input, output)
    SSL_set_accept_state(raw)
    if settings.asks { SSL_set_verify(raw, SSL_VERIFY_PEER, { _, _ in 1 }) }
    staple?.show(in: context)
    if settings.speaksHTTP2 { chooseHTTP2() }
  }

  deinit {
    SSL_free(raw)
    SSL_CTX_free(context)
  }

  /// Shakes hands; false when the client went away.
  func shake() -> Bool {
    while true {
      let result = SSL_do_handshake(raw)
      let isWaiting = SSL_get_error(raw, result) == SSL_ERROR_WANT_READ
      guard flush() else { return false }
      if result == 1 { return true }
      guard isWaiting, refill() else { return false }
    }
  }

  /// The client's next bytes, or none when it is gone.
  func read() -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = SSL_read(raw, &buffer, Int32(buffer.count))
      guard count <= 0 else { return Array(buffer.prefix(Int(count))) }
      guard SSL_get_error(raw, count) == SSL_ERROR_WANT_READ, flush(), refill() else { return [] }
    }
  }

  /// Sends `bytes`; false when the client is gone.
  @discardableResult func write(_ bytes: [UInt8]) -> Bool {
    SSL_write(raw, bytes, Int32(bytes.count)) > 0 && flush()
  }

  /// Sends such a message again and again until the client is gone.
  func flood(_ message: Message) {
    repeat {
      switch message {
      case .ticket: SSL_new_session_ticket(raw)
      case .keyUpdate: SSL_key_update(raw, SSL_KEY_UPDATE_REQUESTED)
      case .helloRequest: SSL_renegotiate(raw)
      }
      guard SSL_do_handshake(raw) == 1 else { return }
    } while flush()
  }

  private func flush() -> Bool {
    let pending = BIO_ctrl_pending(output)
    guard pending > 0 else { return true }
    var bytes = [UInt8](repeating: 0, count: pending)
    guard BIO_read(output, &bytes, Int32(pending)) == Int32(pending) else { return false }
    if let change = settings.change { bytes = change(flight, bytes) }
    flight += 1
    if let rests = settings.restsMilliseconds, SSL_in_init(raw) == 1 || flight == 1 {
      return connection.drip(bytes, every: rests)
    }
    return connection.write(bytes)
  }

  private func refill() -> Bool {
    let bytes = connection.read()
    return !bytes.isEmpty && BIO_write(input, bytes, Int32(bytes.count)) == Int32(bytes.count)
  }

  private func chooseHTTP2() {
    SSL_CTX_set_alpn_select_cb(
      context,
      { _, chosen, length, offered, count, _ in
        // `h2` is what Padlock offers first (RFC 7301 §3.1).
        guard let offered, count > 2, offered[0] == 2 else { return SSL_TLSEXT_ERR_NOACK }
        chosen?.pointee = offered + 1
        length?.pointee = 2
        return SSL_TLSEXT_ERR_OK
      }, nil)
  }
}

/// The bytes that a server staples, held as long as its connection.
private final class StapleBox {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func show(in context: OpaquePointer) {
    typealias Ask = @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?) -> Int32
    let ask: Ask = { connection, box in
      guard let box else { return SSL_TLSEXT_ERR_NOACK }
      let bytes = Unmanaged<StapleBox>.fromOpaque(box).takeUnretainedValue().bytes
      // OpenSSL frees what it is given.
      guard let copy = CRYPTO_malloc(bytes.count, "", 0) else { return SSL_TLSEXT_ERR_NOACK }
      copy.copyMemory(from: bytes, byteCount: bytes.count)
      SSL_ctrl(connection, SSL_CTRL_SET_TLSEXT_STATUS_REQ_OCSP_RESP, bytes.count, copy)
      return SSL_TLSEXT_ERR_OK
    }
    SSL_CTX_callback_ctrl(
      context, SSL_CTRL_SET_TLSEXT_STATUS_REQ_CB,
      unsafeBitCast(ask, to: (@convention(c) () -> Void).self))
    SSL_CTX_ctrl(
      context, SSL_CTRL_SET_TLSEXT_STATUS_REQ_CB_ARG, 0, Unmanaged.passUnretained(self).toOpaque())
  }
}
