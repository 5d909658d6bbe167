/// Pieces of TLS that no sound server would put together like that (RFC 8446 §4 and §5, RFC 5246
/// §7).
public enum HandmadeTLS {
  /// A record of this type: 20 is a change of cipher, 21 an alert, 22 a handshake, 23 data.
  public static func record(
    _ type: UInt8, version: UInt16 = 0x0303, _ content: [UInt8], claiming length: Int? = nil
  ) -> [UInt8] {
    [type] + number(Int(version), bytes: 2) + number(length ?? content.count, bytes: 2) + content
  }

  /// A handshake message: 2 is a ServerHello, 11 a Certificate.
  public static func message(
    _ type: UInt8, _ content: [UInt8], claiming length: Int? = nil
  ) -> [UInt8] {
    [type] + number(length ?? content.count, bytes: 3) + content
  }

  /// A ServerHello as one record, by default of TLS 1.2 for ECDHE-RSA-AES128-GCM-SHA256.
  public static func serverHello(
    version: UInt16 = 0x0303, cipher: UInt16 = 0xC02F, session: [UInt8] = [],
    random: [UInt8] = [UInt8](repeating: 7, count: 32),
    extensions: [UInt8] = [0xFF, 1, 0, 1, 0]
  ) -> [UInt8] {
    let body =
      number(Int(version), bytes: 2) + random + [UInt8(session.count)] + session
      + number(Int(cipher), bytes: 2) + [0] + number(extensions.count, bytes: 2) + extensions
    return record(22, version: min(version, 0x0303), message(2, body))
  }

  /// A request to say hello again with a share for P-256 (RFC 8446 §4.1.4), in answer to `hello`.
  public static func helloRetryRequest(to hello: [UInt8]) -> [UInt8] {
    // SHA-256 of "HelloRetryRequest".
    let random: [UInt8] = [
      0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8,
      0x91,
      0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33,
      0x9C,
    ]
    return serverHello(
      cipher: 0x1301, session: session(of: hello), random: random,
      extensions: [0, 43, 0, 2, 3, 4, 0, 51, 0, 2, 0, 23])
  }

  /// The session id of a ClientHello, behind its record's head, its version and its random.
  private static func session(of hello: [UInt8]) -> [UInt8] {
    guard hello.count > 43, Int(hello[43]) + 44 <= hello.count else { return [] }
    return Array(hello[44..<(44 + Int(hello[43]))])
  }

  /// The list of a Certificate message of TLS 1.2.
  public static func certificates(_ ders: [[UInt8]]) -> [UInt8] {
    let list = ders.flatMap { number($0.count, bytes: 3) + $0 }
    return number(list.count, bytes: 3) + list
  }

  /// `content` in handshake records of at most `limit` bytes each.
  public static func records(_ content: [UInt8], upTo limit: Int = 1 << 14) -> [UInt8] {
    stride(from: 0, to: content.count, by: limit).flatMap {
      record(22, Array(content[$0..<min($0 + limit, content.count)]))
    }
  }

  /// `value`, big end first.
  public static func number(_ value: Int, bytes: Int) -> [UInt8] {
    (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
}
