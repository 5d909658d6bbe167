/// One `-----BEGIN X-----` … `-----END X-----` of a file (RFC 7468, RFC 1421).
///
/// ```
/// -----BEGIN CERTIFICATE-----
/// MIIB…
/// -----END CERTIFICATE-----
/// ```
///
/// yields label `CERTIFICATE`, the line where it starts, and its bytes.
public struct PEMBlock: Equatable, Sendable {
  /// What stands between `BEGIN` and the dashes.
  public let label: String
  /// The line of the `BEGIN`, counted from 1.
  public let line: Int
  /// The header lines of RFC 1421, as in `DEK-Info: AES-256-CBC,…`.
  public let headers: [String]
  /// The bytes; `nil` where the body is not base64.
  public let contents: [UInt8]?
  /// Whether the matching `END` line is there.
  public let isComplete: Bool
  /// The block as it stands in the file.
  package let text: [UInt8]

  /// Whether it is an encrypted PKCS8 key, which says in its own bytes how it is encrypted.
  public var isEncryptedPKCS8: Bool { label == "ENCRYPTED PRIVATE KEY" }

  /// Whether the headers say that the body is encrypted, as traditional OpenSSL keys do; those of an
  /// encrypted PKCS8 key count for nothing.
  public var isEncryptedByHeaders: Bool {
    !isEncryptedPKCS8
      && headers.contains { $0.hasPrefix("Proc-Type:") && $0.contains("ENCRYPTED") }
  }

  /// Finds every block; what stands outside of them is passed over.
  ///
  /// At most ``KeystoreBounds/entries`` blocks are returned.
  public static func blocks(in bytes: [UInt8]) -> [PEMBlock] {
    var blocks: [PEMBlock] = []
    var current: Partial?
    var number = 0
    var start = bytes.startIndex
    while start < bytes.endIndex, blocks.count < KeystoreBounds.entries {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
      number += 1
      let line = trimmed(bytes[start..<end])
      if let label = label(of: line, after: "-----BEGIN ") {
        if let partial = current { blocks.append(partial.block(in: bytes, end: start, false)) }
        current = Partial(label: label, line: number, start: start)
      } else if let partial = current {
        if label(of: line, after: "-----END ") == partial.label {
          blocks.append(partial.block(in: bytes, end: end, true))
          current = nil
        } else {
          current?.add(line)
        }
      }
      start = end == bytes.endIndex ? end : end + 1
    }
    if let partial = current, blocks.count < KeystoreBounds.entries {
      blocks.append(partial.block(in: bytes, end: bytes.endIndex, false))
    }
    return blocks
  }

  private struct Partial {
    let label: String
    let line: Int
    let start: Int
    var headers: [String] = []
    var body: [UInt8] = []
    var inBody = false

    mutating func add(_ line: ArraySlice<UInt8>) {
      if !inBody, line.contains(UInt8(ascii: ":")) {
        headers.append(String(decoding: line, as: UTF8.self))
        return
      }
      inBody = inBody || !line.isEmpty
      body += line
      body.append(0x0A)
    }

    func block(in bytes: [UInt8], end: Int, _ complete: Bool) -> PEMBlock {
      PEMBlock(
        label: label, line: line, headers: headers, contents: Base64.decode(body[...]),
        isComplete: complete, text: Array(bytes[start..<end]))
    }
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    while let last = line.last, last == 0x0D || last == 0x20 || last == 0x09 { line.removeLast() }
    while let first = line.first, first == 0x20 || first == 0x09 { line.removeFirst() }
    if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    return line
  }

  /// A label is printable ASCII (RFC 7468 §3).
  private static func label(of line: ArraySlice<UInt8>, after prefix: String) -> String? {
    guard line.starts(with: prefix.utf8) else { return nil }
    let rest = line.dropFirst(prefix.utf8.count)
    guard rest.count > 5, rest.suffix(5).allSatisfy({ $0 == UInt8(ascii: "-") }),
      rest.allSatisfy({ (0x20...0x7E).contains($0) })
    else { return nil }
    return String(decoding: rest.dropLast(5), as: UTF8.self)
  }
}
