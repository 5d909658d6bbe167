/// What the first bytes of a peer say about the protocol it speaks.
///
/// `48 54 54 50 2f 31 2e 31 20 34 30 30 …` is `.http(statusLine: "HTTP/1.1 400 …", status: 400)`.
/// Pure: equal bytes give equal values. Texts are printable, see ``visible(_:limit:)``.
public enum PeerSpeech: Equatable, Sendable {
  /// No byte came.
  case nothing
  /// An HTTP/1 status line (RFC 9112 §4); `status` is nil where the code is no number.
  case http(statusLine: String, status: Int?)
  /// A SETTINGS frame, with which an HTTP/2 server begins (RFC 9113 §3.4).
  case http2
  /// A page without a status line: HTTP/0.9, or a server that prints what it likes.
  case markup(excerpt: String)
  /// A TLS record of another type than alert; 22 is a handshake (RFC 8446 §5.1).
  case tlsRecord(contentType: UInt8)
  /// A TLS alert in the clear.
  case tlsAlert(TLSAlert)
  /// The identification of an SSH server (RFC 4253 §4.2).
  case ssh(banner: String)
  /// `220 …`: SMTP or FTP, which only the text tells apart (RFC 5321 §4.2, RFC 959 §5.4).
  case smtpOrFTP(greeting: String)
  /// `* OK …` (RFC 9051 §7.1).
  case imap(greeting: String)
  /// `+OK …` (RFC 1939 §4).
  case pop3(greeting: String)
  /// MySQL's or MariaDB's initial handshake packet, protocol 10.
  case mysql(version: String)
  /// The answer of a server of SSL 2, to which TLS's hello may look like one of its own.
  case ssl2
  /// So few bytes that TLS, HTTP or a page may still come of them.
  case beginning(excerpt: String)
  /// Something else.
  case other(excerpt: String)

  /// How many characters of a peer's first line are kept.
  public static let excerptLimit = 120

  /// Recognises what `bytes`, the first that a peer sent, are.
  public init(firstBytes bytes: [UInt8]) {
    guard let first = bytes.first else {
      self = .nothing
      return
    }
    let line = Self.visible(
      bytes.prefix { $0 != 0x0A && $0 != 0x0D }, limit: Self.excerptLimit)
    if let speech = Self.binary(bytes) {
      self = speech
    } else if bytes.starts(with: "HTTP/".utf8) {
      self = .http(statusLine: line, status: Self.status(in: line))
    } else if bytes.starts(with: "SSH-".utf8) {
      self = .ssh(banner: line)
    } else if bytes.starts(with: "220 ".utf8) || bytes.starts(with: "220-".utf8) {
      self = .smtpOrFTP(greeting: line)
    } else if bytes.starts(with: "* OK".utf8) || bytes.starts(with: "* PREAUTH".utf8) {
      self = .imap(greeting: line)
    } else if bytes.starts(with: "+OK".utf8) {
      self = .pop3(greeting: line)
    } else if first == UInt8(ascii: "<"), Self.isMarkup(bytes) {
      self = .markup(excerpt: line)
    } else {
      let excerpt = line.isEmpty ? Self.visible(bytes, limit: Self.excerptLimit) : line
      self = Self.isBeginning(bytes) ? .beginning(excerpt: excerpt) : .other(excerpt: excerpt)
    }
  }

  /// Whether the bytes were recognised, so that more of them would not change the answer's kind.
  public var isRecognised: Bool {
    switch self {
    case .nothing, .beginning, .other: false
    // An alert of which the level and the number are still on their way.
    case .tlsRecord(contentType: 21): false
    default: true
    }
  }

  /// Whether the first two bytes are those of a TLS record: a known type and major version 3.
  public static func isTLSRecord(_ bytes: some Collection<UInt8>) -> Bool {
    let head = Array(bytes.prefix(2))
    return head.count == 2 && (20...24).contains(head[0]) && head[1] == 3
  }

  private static func binary(_ bytes: [UInt8]) -> PeerSpeech? {
    if isTLSRecord(bytes) {
      if bytes[0] == 21, bytes.count >= 7, bytes[3] == 0, bytes[4] == 2 {
        return .tlsAlert(TLSAlert(level: bytes[5], number: bytes[6]))
      }
      return .tlsRecord(contentType: bytes[0])
    }
    // Length (a multiple of 6, below 256), type 4, no flags but ACK, stream 0.
    if bytes.count >= 9, bytes[0] == 0, bytes[1] == 0, bytes[2] % 6 == 0, bytes[3] == 4,
      bytes[4] <= 1, bytes[5...8].allSatisfy({ $0 == 0 })
    {
      return .http2
    }
    // Length with its high bit, SERVER-HELLO, a session flag, a certificate type, version 2.
    if bytes.count >= 7, bytes[0] & 0x80 != 0, bytes[2] == 4, bytes[3] <= 1, bytes[5...6] == [0, 2]
    {
      return .ssl2
    }
    // Three bytes of length, sequence 0, protocol 10, then the version until a zero.
    if bytes.count >= 7, bytes[1] == 0, bytes[2] == 0, bytes[3] == 0, bytes[4] == 10 {
      let version = bytes[5...].prefix(80).prefix { $0 != 0 }
      if version.first.map({ (0x30...0x39).contains($0) }) == true {
        return .mysql(version: visible(version))
      }
    }
    return nil
  }

  private static func status(in line: String) -> Int? {
    let words = line.split(separator: " ", maxSplits: 2)
    guard words.count >= 2, words[1].utf8.count == 3, let code = Int(words[1]), code >= 100 else {
      return nil
    }
    return code
  }

  private static let markups = ["<!doctype", "<html", "<head", "<?xml"]

  private static func isMarkup(_ bytes: [UInt8]) -> Bool {
    let head = String(decoding: bytes.prefix(15), as: UTF8.self).lowercased()
    return markups.contains { head.hasPrefix($0) }
  }

  /// Whether a TLS record, a status line, a page or an HTTP/2 preface may begin like this.
  private static func isBeginning(_ bytes: [UInt8]) -> Bool {
    if bytes.count == 1, (20...24).contains(bytes[0]) { return true }
    if "HTTP/".utf8.starts(with: bytes) { return true }
    let text = String(decoding: bytes.prefix(15), as: UTF8.self).lowercased()
    if markups.contains(where: { $0.hasPrefix(text) }) { return true }
    let head = [0, 0, bytes.count > 2 ? bytes[2] / 6 * 6 : 0, 4]
    return bytes.count < 9 && bytes.starts(with: head.prefix(bytes.count))
  }

  /// Text of at most `limit` characters in which nothing can act on a terminal.
  ///
  /// Controls become pictures (U+2400…), invisible and bidi characters and odd spaces become
  /// `\u{NNNN}`, and what is no UTF-8 becomes U+FFFD.
  public static func visible(_ bytes: some Collection<UInt8>, limit: Int = 200) -> String {
    let text = String(decoding: bytes.prefix(limit * 4), as: UTF8.self)
    return text.unicodeScalars.prefix(limit).map(picture).joined()
  }

  private static func picture(of scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0..<0x20: return Unicode.Scalar(0x2400 + scalar.value).map { String($0) } ?? "?"
    case 0x7F: return "\u{2421}"
    case 0x20..<0x7F: return String(scalar)
    default: break
    }
    let isHidden =
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .privateUse,
        .unassigned, .surrogate:
        true
      default: scalar.properties.isDefaultIgnorableCodePoint
      }
    return isHidden
      ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
  }
}
