import PadlockModel

extension Secret {
  /// Lends the password as UTF-8 with a NUL behind it, which is not counted.
  ///
  /// Bytes that are no UTF-8 are taken as Latin-1, one character each.
  func withUTF8<R>(_ body: ([UInt8], Int32) -> R) -> R {
    withBytes { bytes in
      var text = Array(Self.characters(bytes).utf8)
      let count = Int32(clamping: text.count)
      text.append(0)
      defer { wipe(&text) }
      return body(text, count)
    }
  }

  /// Lends the password as Java's `char` values, high byte first.
  func withUTF16<R>(_ body: ([UInt8]) -> R) -> R {
    withBytes { bytes in
      let text = Self.characters(bytes).utf16
      var units: [UInt8] = []
      units.reserveCapacity(2 * text.count)
      for unit in text {
        units.append(UInt8(unit >> 8))
        units.append(UInt8(truncatingIfNeeded: unit))
      }
      defer { wipe(&units) }
      return body(units)
    }
  }

  /// Whether Java's password-based encryption takes it.
  var isPrintableASCII: Bool {
    withBytes { $0.allSatisfy { (0x20...0x7E).contains($0) } }
  }

  /// Lends the password as printable ASCII; `nil` for another, which
  /// `com.sun.crypto.provider.PBEKey` refuses.
  func withASCII<R>(_ body: ([UInt8]) -> R) -> R? {
    isPrintableASCII ? withBytes { body($0) } : nil
  }

  private static func characters(_ bytes: [UInt8]) -> String {
    String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
