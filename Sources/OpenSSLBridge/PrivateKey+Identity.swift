import CNetworkShims
import COpenSSL

extension PrivateKey {
  /// Takes the key out of a PKCS12 store, also of one that needs the legacy provider.
  convenience init?(pkcs12 bytes: [UInt8], password: [UInt8]) {
    ERR_clear_error()
    defer { ERR_clear_error() }
    guard let library = CryptoLibrary.legacy ?? CryptoLibrary.standard else { return nil }
    let key = unsafe library.withPointer { context -> OpaquePointer? in
      var store = unsafe PKCS12_init_ex(NID_pkcs7_data, context, nil)
      defer { unsafe PKCS12_free(store) }
      let parsed = unsafe bytes.withUnsafeBufferPointer { buffer -> Bool in
        var position = buffer.baseAddress
        return unsafe d2i_PKCS12(&store, &position, buffer.count) != nil
      }
      guard parsed else { return nil }
      var key: OpaquePointer?
      var certificate: OpaquePointer?
      let text = (password + [0]).map { CChar(bitPattern: $0) }
      guard unsafe PKCS12_parse(store, text, &key, &certificate, nil) == 1 else { return nil }
      unsafe X509_free(certificate)
      return unsafe key
    }
    guard let key = unsafe key else { return nil }
    unsafe self.init(owned: key)
  }

  /// The key as PKCS8 in PEM, in the open; nil when OpenSSL cannot write it.
  var pem: [UInt8]? {
    ERR_clear_error()
    defer { ERR_clear_error() }
    guard let output = unsafe BIO_new(BIO_s_mem()) else { return nil }
    defer { unsafe BIO_free(output) }
    let isWritten = unsafe withPointer { key in
      unsafe PEM_write_bio_PKCS8PrivateKey(output, key, nil, nil, 0, nil, nil) == 1
    }
    let pending = unsafe BIO_ctrl_pending(output)
    guard isWritten, pending > 0, pending <= 1 << 20 else { return nil }
    return unsafe [UInt8](unsafeUninitializedCapacity: pending) { buffer, count in
      count = unsafe max(0, Int(BIO_read(output, buffer.baseAddress, Int32(pending))))
    }
  }
}
