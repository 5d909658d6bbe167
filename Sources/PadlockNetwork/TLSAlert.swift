/// A TLS alert as its two bytes say it (RFC 8446 §6).
public struct TLSAlert: Hashable, Sendable, CustomStringConvertible {
  /// 1 is a warning, 2 is fatal.
  public let level: UInt8
  /// The description's number.
  public let number: UInt8

  /// The alert with these two bytes.
  public init(level: UInt8, number: UInt8) {
    self.level = level
    self.number = number
  }

  /// Whether the sender gave the connection up.
  public var isFatal: Bool { level == 2 }

  /// Whether it says what is wrong with a certificate, or that one is missing (RFC 8446 §6.2).
  public var isAboutCertificate: Bool { [42, 43, 44, 45, 46, 48, 49, 116].contains(number) }

  /// Whether a server that asked for a certificate sends it to a client that has none: before TLS 1.3
  /// that is `handshake_failure` (RFC 5246 §7.4.6), in SSL 3 `no_certificate`, of GnuTLS
  /// `decode_error`, and in older versions `insufficient_security`.
  public var mayRefuseCertificate: Bool { isAboutCertificate || [40, 41, 50, 71].contains(number) }

  /// The name in the RFCs (`handshake_failure`), or `unknown`.
  public var name: String { Self.names[number] ?? "unknown" }

  /// `handshake_failure (40)`.
  public var description: String { "\(name) (\(number))" }

  /// The IANA registry "TLS Alerts": RFC 8446 §6, RFC 5246 §7.2, RFC 6066 §9, RFC 7301 §3.2.
  private static let names: [UInt8: String] = [
    0: "close_notify", 10: "unexpected_message", 20: "bad_record_mac", 21: "decryption_failed",
    22: "record_overflow", 30: "decompression_failure", 40: "handshake_failure",
    41: "no_certificate", 42: "bad_certificate", 43: "unsupported_certificate",
    44: "certificate_revoked", 45: "certificate_expired", 46: "certificate_unknown",
    47: "illegal_parameter", 48: "unknown_ca", 49: "access_denied", 50: "decode_error",
    51: "decrypt_error", 60: "export_restriction", 70: "protocol_version",
    71: "insufficient_security", 80: "internal_error", 86: "inappropriate_fallback",
    90: "user_canceled", 100: "no_renegotiation", 109: "missing_extension",
    110: "unsupported_extension", 111: "certificate_unobtainable", 112: "unrecognized_name",
    113: "bad_certificate_status_response", 114: "bad_certificate_hash_value",
    115: "unknown_psk_identity", 116: "certificate_required", 120: "no_application_protocol",
    121: "ech_required",
  ]
}
