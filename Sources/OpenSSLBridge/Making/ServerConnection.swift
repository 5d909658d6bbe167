import CNetworkShims
import COpenSSL
import PadlockNetwork

/// An `SSL_CTX` of a server with its chain and key, freed when its value's life ends.
@safe struct ServerContext: ~Copyable {
  private let raw: OpaquePointer

  /// - Throws: `TLSFailure` when the key does not fit the chain's first certificate, or OpenSSL
  ///   takes one of them not at all.
  init(_ identity: TLSServer.Identity) throws(TLSFailure) {
    NetworkLibraries.prepare()
    ERR_clear_error()
    guard let library = CryptoLibrary.standard,
      let raw = unsafe library.withPointer({
        unsafe SSL_CTX_new_ex($0, nil, TLS_server_method())
      })
    else { throw .drainingQueue(during: "SSL_CTX_new_ex") }
    guard unsafe Self.show(identity, in: raw) else {
      unsafe SSL_CTX_free(raw)
      throw .drainingQueue(during: "SSL_CTX_use_cert_and_key")
    }
    // A session that could be resumed would hide a changed certificate from its client.
    unsafe _ = SSL_CTX_set_options(raw, shim_SSL_OP_NO_TICKET())
    unsafe _ = SSL_CTX_set_num_tickets(raw, 0)
    unsafe self.raw = raw
  }

  private static func show(_ identity: TLSServer.Identity, in raw: OpaquePointer) -> Bool {
    do throws(OpenSSLFailure) {
      var certificates: [Certificate] = []
      for der in identity.chain { certificates.append(try Certificate(der: der)) }
      let key = try KeyPair(pkcs8: identity.privateKey)
      let others = try CertificateStack(certificates.dropFirst())
      let isUsed = unsafe key.withPointer { key in
        unsafe others.withPointer { others in
          unsafe certificates.first?.withPointer { leaf in
            unsafe SSL_CTX_use_cert_and_key(raw, leaf, key, others, 1)
          }
        }
      }
      return isUsed == 1
    } catch {
      return false
    }
  }

  deinit { unsafe SSL_CTX_free(raw) }

  borrowing func withPointer<R: ~Copyable>(_ body: (OpaquePointer) -> R) -> R {
    unsafe body(raw)
  }
}

/// A server's `SSL` between two memory BIOs, over a socket that it only borrows.
@safe struct ServerConnection: ~Copyable {
  private let raw: OpaquePointer
  private let input: OpaquePointer
  private let output: OpaquePointer

  /// - Throws: `TLSFailure` when OpenSSL cannot allocate.
  init(_ context: borrowing ServerContext) throws(TLSFailure) {
    ERR_clear_error()
    let created = unsafe context.withPointer { unsafe SSL_new($0) }
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
    unsafe SSL_set_accept_state(raw)
  }

  deinit { unsafe SSL_free(raw) }

  /// Hands over bytes from the client; false when OpenSSL has no memory for them.
  borrowing func feed(_ bytes: [UInt8]) -> Bool {
    unsafe bytes.isEmpty || BIO_write(input, bytes, Int32(bytes.count)) == Int32(bytes.count)
  }

  /// Shakes hands; false when the client went away, was too slow or cannot be agreed with.
  borrowing func accept(
    over socket: borrowing StreamSocket, before deadline: Deadline
  ) -> Bool {
    while true {
      ERR_clear_error()
      let result = unsafe SSL_do_handshake(raw)
      let error = unsafe SSL_get_error(raw, result)
      guard flush(over: socket, before: deadline) else { return false }
      if result == 1 { return true }
      guard error == SSL_ERROR_WANT_READ, refill(over: socket, before: deadline) else {
        return false
      }
    }
  }

  /// The client's next bytes, at most 4 KiB, or none when nothing more comes.
  borrowing func read(
    over socket: borrowing StreamSocket, before deadline: Deadline
  ) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      ERR_clear_error()
      let count = unsafe SSL_read(raw, &buffer, Int32(buffer.count))
      let error = unsafe SSL_get_error(raw, count)
      guard flush(over: socket, before: deadline) else { return [] }
      if count > 0 { return Array(buffer.prefix(Int(count))) }
      guard error == SSL_ERROR_WANT_READ, refill(over: socket, before: deadline) else { return [] }
    }
  }

  /// Sends `bytes` and says that nothing more comes.
  borrowing func finish(
    with bytes: [UInt8], over socket: borrowing StreamSocket, before deadline: Deadline
  ) {
    ERR_clear_error()
    guard unsafe SSL_write(raw, bytes, Int32(bytes.count)) > 0 else { return }
    unsafe _ = SSL_shutdown(raw)
    _ = flush(over: socket, before: deadline)
  }

  private borrowing func flush(
    over socket: borrowing StreamSocket, before deadline: Deadline
  ) -> Bool {
    let pending = unsafe BIO_ctrl_pending(output)
    guard pending > 0 else { return true }
    guard pending <= 1 << 20 else { return false }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: pending) { buffer, count in
      count = unsafe max(0, Int(BIO_read(output, buffer.baseAddress, Int32(pending))))
    }
    return socket.send(bytes, before: deadline) == nil
  }

  private borrowing func refill(
    over socket: borrowing StreamSocket, before deadline: Deadline
  ) -> Bool {
    guard case .bytes(let bytes) = socket.receive(upTo: 1 << 14, before: deadline) else {
      return false
    }
    return feed(bytes)
  }
}
