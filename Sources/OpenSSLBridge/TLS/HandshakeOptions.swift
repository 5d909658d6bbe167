import COpenSSL
public import PadlockNetwork

/// A version of TLS.
public enum TLSVersion: String, CaseIterable, Comparable, Sendable {
  case tls10 = "TLSv1"
  case tls11 = "TLSv1.1"
  case tls12 = "TLSv1.2"
  case tls13 = "TLSv1.3"

  /// The version's two bytes on the wire.
  public var wireValue: Int32 {
    switch self {
    case .tls10: TLS1_VERSION
    case .tls11: TLS1_1_VERSION
    case .tls12: TLS1_2_VERSION
    case .tls13: TLS1_3_VERSION
    }
  }

  init?(wireValue: Int32) {
    guard let version = Self.allCases.first(where: { $0.wireValue == wireValue }) else {
      return nil
    }
    self = version
  }

  public static func < (one: TLSVersion, other: TLSVersion) -> Bool {
    one.wireValue < other.wireValue
  }
}

/// What a handshake offers.
///
/// The default offers all that this OpenSSL can do, however weak.
public struct HandshakeOptions: Equatable, Sendable {
  public var lowestVersion = TLSVersion.tls10
  public var highestVersion = TLSVersion.tls13
  /// The cipher suites of TLS 1.2 and below, in OpenSSL's language.
  public var cipherList = "ALL:!aNULL:!eNULL:@SECLEVEL=0"
  /// The cipher suites of TLS 1.3, separated by colons; nil leaves OpenSSL's.
  public var cipherSuites: String?
  /// OpenSSL's security level; 0 forbids nothing.
  public var securityLevel: Int32 = 0
  /// The protocols offered by ALPN (RFC 7301), each of 1 to 255 bytes; none sends no extension.
  public var applicationProtocols = ["h2", "http/1.1"]
  /// Whether the host's name is sent (RFC 6066 §3); an address never is.
  public var sendsServerName = true
  /// The least time to wait for the refusal of a TLS 1.3 server that asked for a certificate.
  ///
  /// Two round trips are waited for if they take longer.
  public var refusalGrace = Duration.milliseconds(150)

  /// What is shown to a server that asks for a client certificate.
  public var identity: ClientIdentity?
  /// The most time to wait for what a TLS 1.3 server thinks of the certificate that it was sent.
  ///
  /// It may ask others before it answers; its first ticket (RFC 8446 §4.6.1) ends the wait.
  public var verdictGrace = Duration.seconds(2)

  /// The default offer.
  public init() {}

  /// The list of protocols as ALPN has it: each with its length before it.
  var encodedProtocols: [UInt8] {
    applicationProtocols.flatMap { name -> [UInt8] in
      let bytes = Array(name.utf8)
      guard let length = UInt8(exactly: bytes.count), length > 0 else { return [] }
      return [length] + bytes
    }
  }
}
