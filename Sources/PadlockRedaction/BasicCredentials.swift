import PadlockModel

/// What stands behind `Basic` in a header: base64 of `user:password` (RFC 7617 §2).
///
/// `Authorization: Basic Ym9iOnMzY3JldA==` yields `s3cret`, which may stand elsewhere as it is.
enum BasicCredentials {
  private static let scheme = Array("basic ".utf8)

  /// The password in what stands at `range`; nil where there is none, or no `Basic` before it.
  static func password(at range: Range<Int>, in text: [UInt8]) -> Secret? {
    let before = text[..<range.lowerBound].suffix(scheme.count)
    guard before.map({ $0 | 0x20 }) == scheme else { return nil }
    let decoded = decoded(text[range])
    guard let colon = decoded.firstIndex(of: 0x3A), decoded.allSatisfy({ $0 >= 0x20 }) else {
      return nil
    }
    let password = Array(decoded[(colon + 1)...])
    return password.isEmpty ? nil : Secret(bytes: password)
  }

  /// The bytes that base64 text holds up to its first other sign (RFC 4648 §4).
  private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var (held, bits) = (0, 0)
    for sign in text {
      let digit: UInt8
      switch sign {
      case 0x41...0x5A: digit = sign - 0x41
      case 0x61...0x7A: digit = sign - 0x61 + 26
      case 0x30...0x39: digit = sign - 0x30 + 52
      case 0x2B: digit = 62
      case 0x2F: digit = 63
      default: return bytes
      }
      held = held << 6 | Int(digit)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: held >> bits))
        held &= 1 << bits - 1
      }
    }
    return bytes
  }
}
