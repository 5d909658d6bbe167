public import PadlockModel

/// Writes a JKS keystore of version 2, as `sun.security.provider.JavaKeyStore` does.
///
/// The layout is that of `JavaKeyStore` in `PadlockReaders`. Keys are protected by Sun's own
/// algorithm, each with its own password.
public struct JavaKeyStoreWriter: Sendable {
  /// Why a keystore cannot be written.
  public enum Failure: Error, Equatable, Sendable {
    /// The alias is longer than the 65535 bytes that its length can say.
    case aliasTooLong
    /// OpenSSL has no SHA-1, or cannot use it.
    case noDigest
  }

  private var entries: [[UInt8]] = []

  /// A writer of a store without entries.
  public init() {}

  /// Adds a private key with its chain.
  ///
  /// - Parameters:
  ///   - alias: The alias, written in lower case as Java does.
  ///   - key: The key in PKCS8's unencrypted form, in DER.
  ///   - chain: The certificates in DER, the key's own first.
  ///   - password: The key's own password.
  ///   - created: When the entry was made, in seconds since 1970.
  /// - Throws: ``Failure``.
  public mutating func addKey(
    _ alias: String, _ key: Secret, chain: [[UInt8]], password: Secret, created: Int64
  ) throws(Failure) {
    let protected = try SunKeyProtection.protect(key, with: password)
    var entry = BigEndian.bytes(UInt32(1))
    entry += try Self.text(alias.lowercased())
    entry += BigEndian.bytes(UInt64(bitPattern: created &* 1000))
    entry += Self.block(protected)
    entry += BigEndian.bytes(UInt32(clamping: chain.count))
    for certificate in chain { entry += try Self.certificate(certificate) }
    entries.append(entry)
  }

  /// Adds a trusted certificate in DER, made at `created` in seconds since 1970.
  ///
  /// - Throws: ``Failure``.
  public mutating func addTrusted(
    _ alias: String, _ certificate: [UInt8], created: Int64
  ) throws(Failure) {
    var entry = BigEndian.bytes(UInt32(2))
    entry += try Self.text(alias.lowercased())
    entry += BigEndian.bytes(UInt64(bitPattern: created &* 1000))
    entry += try Self.certificate(certificate)
    entries.append(entry)
  }

  /// The whole file, with the digest that `password` yields at its end.
  ///
  /// - Throws: ``Failure``.
  public func bytes(password: Secret) throws(Failure) -> [UInt8] {
    var file = BigEndian.bytes(UInt32(0xFEED_FEED)) + BigEndian.bytes(UInt32(2))
    file += BigEndian.bytes(UInt32(clamping: entries.count))
    for entry in entries { file += entry }
    let whitener = Array("Mighty Aphrodite".utf8)
    let digest = password.withUTF16 { password in
      Digest("SHA1", in: .standard)?.digest(password[...], whitener[...], file[...])
    }
    guard let digest else { throw .noDigest }
    return file + digest
  }

  private static func certificate(_ der: [UInt8]) throws(Failure) -> [UInt8] {
    try text("X.509") + block(der)
  }

  private static func block(_ bytes: [UInt8]) -> [UInt8] {
    BigEndian.bytes(UInt32(clamping: bytes.count)) + bytes
  }

  /// Modified UTF-8 with its length before it (`java.io.DataOutput.writeUTF`).
  private static func text(_ text: String) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    for unit in text.utf16 {
      switch unit {
      case 0x01...0x7F: bytes.append(UInt8(unit))
      case 0, 0x80...0x7FF:
        bytes += [0xC0 | UInt8(unit >> 6), 0x80 | UInt8(unit & 0x3F)]
      default:
        bytes += [
          0xE0 | UInt8(unit >> 12), 0x80 | UInt8(unit >> 6 & 0x3F), 0x80 | UInt8(unit & 0x3F),
        ]
      }
    }
    guard let length = UInt16(exactly: bytes.count) else { throw .aliasTooLong }
    return BigEndian.bytes(length) + bytes
  }
}

/// Numbers as Java's `DataOutput` writes them.
enum BigEndian {
  static func bytes(_ value: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
    stride(from: value.bitWidth - 8, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: value >> $0)
    }
  }
}
