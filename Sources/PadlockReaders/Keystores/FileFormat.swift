/// What a file is, judged by its bytes and never by its name.
public enum FileFormat: Equatable, Hashable, Sendable {
  case jks
  case jceks
  case pkcs12
  /// Bouncy Castle's keystore, recognised only.
  case bks
  /// Bouncy Castle's encrypted keystore, recognised only.
  case uber
  /// The labels in file order.
  case pem(labels: [String])
  case derCertificate
  case derKey(DERKey)
  case pkcs7
  /// A certificate request, a revocation list or another structure of DER, with its name.
  case otherDER(String)
  /// Text without a PEM block.
  case text
  /// Text, PEM or not, in two bytes a character: what PowerShell's `>` writes.
  case utf16Text
  case empty
  case unknown

  /// The shapes of a key in DER.
  public enum DERKey: Equatable, Hashable, Sendable {
    /// PKCS8.
    case plain
    /// PKCS8 encrypted with a password.
    case encrypted
    /// PKCS1, SEC1 or the traditional DSA form.
    case traditional
    /// A public key alone.
    case publicKey
  }
}

/// A format, and whether the file ends before its structure does.
public struct RecognisedFormat: Equatable, Hashable, Sendable {
  /// What the file is.
  public let format: FileFormat
  /// Whether the outermost length reaches beyond the file, or a PEM block lacks its end.
  public let isTruncated: Bool

  /// A recognised format.
  public init(format: FileFormat, isTruncated: Bool) {
    self.format = format
    self.isTruncated = isTruncated
  }
}

extension FileFormat {
  /// Judges `bytes`; reads no more than headers, except to find PEM labels.
  public static func recognise(_ bytes: [UInt8]) -> RecognisedFormat {
    guard let first = bytes.first else { return .init(format: .empty, isTruncated: false) }
    if bytes.starts(with: [0xFE, 0xED, 0xFE, 0xED]) {
      return .init(format: .jks, isTruncated: bytes.count < 32)
    }
    if bytes.starts(with: [0xCE, 0xCE, 0xCE, 0xCE]) {
      return .init(format: .jceks, isTruncated: bytes.count < 32)
    }
    if first == 0x30, let found = DERShape.recognise(bytes) { return found }
    if isUTF16(bytes) { return .init(format: .utf16Text, isTruncated: false) }
    let blocks = bytes.containsPEMHeader ? PEMBlock.blocks(in: bytes) : []
    if !blocks.isEmpty {
      return .init(
        format: .pem(labels: blocks.map(\.label)),
        isTruncated: blocks.contains { !$0.isComplete })
    }
    if let found = BouncyCastleShape.recognise(bytes) {
      return .init(format: found, isTruncated: false)
    }
    if isText(bytes.prefix(4096)) { return .init(format: .text, isTruncated: false) }
    return .init(format: .unknown, isTruncated: false)
  }

  private static func isUTF16(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    let head = bytes.prefix(64)
    guard head.count >= 4, head.count % 2 == 0 || bytes.count > 64 else { return false }
    let even = stride(from: 0, to: head.count & ~1, by: 2).allSatisfy { head[$0] == 0 }
    let odd = stride(from: 1, to: head.count, by: 2).allSatisfy { head[$0] == 0 }
    guard even != odd else { return false }
    return stride(from: even ? 1 : 0, to: head.count, by: 2).allSatisfy {
      isTextByte(head[$0])
    }
  }

  /// No control characters, and mostly ASCII unless it is UTF-8.
  private static func isText(_ head: ArraySlice<UInt8>) -> Bool {
    guard head.allSatisfy(isTextByte) else { return false }
    // The cut at the end of the head may split a character.
    let isUTF8 = String(validating: head.dropLast(3), as: UTF8.self) != nil && head.count > 16
    return isUTF8 || head.count { $0 >= 0x80 } * 4 <= head.count
  }

  private static func isTextByte(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7F || byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == 0x0C
  }
}

extension [UInt8] {
  fileprivate var containsPEMHeader: Bool {
    let wanted = Array("-----BEGIN ".utf8)
    guard count >= wanted.count else { return false }
    return indices.dropLast(wanted.count - 1).contains {
      self[$0] == wanted[0] && self[$0..<$0 + wanted.count].elementsEqual(wanted)
    }
  }
}
