import CNetworkShims
import COpenSSL

/// An `X509` for the verification of chains, shared by reference count and freed with its owner.
@safe final class VerifiableCertificate: Sendable {
  // Nobody changes it, and OpenSSL locks what it works out of it later.
  nonisolated(unsafe) private let raw: OpaquePointer

  private static let recent = Recent<VerifiableCertificate>(bound: 256)

  /// The certificate of `der`, parsed anew only where that was not done lately.
  static func parsed(_ der: [UInt8]) -> VerifiableCertificate? {
    if let known = recent[der] { return known }
    let certificate = VerifiableCertificate(der: der)
    certificate?.remember(by: der)
    return certificate
  }

  /// Has ``parsed(_:)`` know it.
  func remember(by der: [UInt8]) { Self.recent.keep(self, for: der) }

  /// Adds a reference of its own to one that the caller keeps.
  init(retaining raw: OpaquePointer) {
    unsafe X509_up_ref(raw)
    unsafe self.raw = raw
  }

  /// Nil when `der` is no certificate; bytes after it are ignored.
  init?(der: [UInt8]) {
    guard !der.isEmpty, der.count <= 1 << 20 else { return nil }
    let parsed = unsafe der.withUnsafeBufferPointer { buffer -> OpaquePointer? in
      var next = buffer.baseAddress
      return unsafe d2i_X509(nil, &next, buffer.count)
    }
    guard let parsed = unsafe parsed else {
      ERR_clear_error()
      return nil
    }
    unsafe raw = parsed
  }

  deinit { unsafe X509_free(raw) }

  func withPointer<R>(_ body: (OpaquePointer) -> R) -> R { unsafe body(raw) }

  /// The certificate alone, without what followed it in the input.
  var der: [UInt8] { unsafe TLSCertificates.der(of: raw) }

  /// The issuer's name as RFC 2253 text.
  var issuer: String {
    guard let name = unsafe X509_get_issuer_name(raw) else { return "" }
    return unsafe TLSCertificates.name(name)
  }

  /// Whether `other` could have issued this certificate, by names and key identifiers.
  func isIssued(by other: VerifiableCertificate) -> Bool {
    unsafe X509_check_issued(other.raw, raw) == X509_V_OK
  }
}

/// What the TLS part writes of OpenSSL's certificates.
enum TLSCertificates {
  /// The DER of an `X509`, empty when OpenSSL cannot write it.
  static func der(of certificate: OpaquePointer) -> [UInt8] {
    let length = unsafe i2d_X509(certificate, nil)
    guard length > 0 else { return [] }
    return unsafe [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
      var next = buffer.baseAddress
      count = unsafe max(0, Int(i2d_X509(certificate, &next)))
    }
  }

  /// The certificates in a `STACK_OF(X509)`, at most 100.
  static func all(of stack: OpaquePointer) -> [VerifiableCertificate] {
    let count = unsafe min(max(0, OPENSSL_sk_num(stack)), 100)
    return (0..<count).compactMap { index in
      guard let entry = unsafe OPENSSL_sk_value(stack, index) else { return nil }
      return unsafe VerifiableCertificate(retaining: OpaquePointer(entry))
    }
  }

  /// An `X509_NAME` as RFC 2253 text, with letters beyond ASCII as they are.
  static func name(_ name: OpaquePointer) -> String {
    guard let output = unsafe BIO_new(BIO_s_mem()) else { return "" }
    defer { unsafe BIO_free(output) }
    let flags = shim_XN_FLAG_RFC2253() & ~UInt(ASN1_STRFLGS_ESC_MSB)
    guard unsafe X509_NAME_print_ex(output, name, 0, flags) >= 0 else { return "" }
    let pending = unsafe min(BIO_ctrl_pending(output), 4096)
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: pending) { buffer, count in
      count = unsafe max(0, Int(BIO_read(output, buffer.baseAddress, Int32(pending))))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
