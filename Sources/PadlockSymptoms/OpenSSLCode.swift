/// OpenSSL's numeric error codes, of which only the last three digits say what happened.
///
/// They stayed the same from 1.0 to 4.0 in the SSL library: `1408F10B` and `0A00010B` both end in
/// `10B`, wrong version number (ERR_GET_REASON in openssl/err.h; library 20).
struct OpenSSLCode {
  /// What happened: the last three digits.
  let reason: Int
  let range: Range<Int>

  /// The codes of the SSL library in `text`: `error:0A00010B`, and `lib(20)::reason(267)`.
  static func all(in text: FoldedText) -> [OpenSSLCode] {
    let bytes = text.bytes
    var found: [OpenSSLCode] = []
    for index in bytes.indices where bytes[index] == 0x3A || bytes[index] == 0x28 {
      let isCode = bytes[index] == 0x3A
      guard let start = start(of: isCode ? "error" : "reason", before: index, bytes) else {
        continue
      }
      let next = bytes[(index + 1)...].prefix(9)
      if isCode {
        guard let reason = reason(of: next) else { continue }
        found.append(OpenSSLCode(reason: reason, range: start..<(index + 9)))
      } else if let library = library(before: start, bytes) {
        let digits = String(decoding: next.prefix { $0 >= 0x30 && $0 <= 0x39 }, as: UTF8.self)
        guard let reason = Int(digits), reason < 4_096 else { continue }
        found.append(OpenSSLCode(reason: reason, range: library..<(index + 1 + digits.count)))
      }
    }
    return found
  }

  /// The reason of eight digits of library 20, in the ways of OpenSSL 1 and 3.
  static func reason(of next: ArraySlice<UInt8>) -> Int? {
    let digits = next.prefix(8)
    guard digits.count == 8, digits.allSatisfy(SymptomPattern.isHex),
      !(next.dropFirst(8).first.map(SymptomPattern.isHex) ?? false),
      digits.starts(with: "14".utf8) || digits.starts(with: "0a000".utf8)
    else { return nil }
    return Int(String(decoding: digits.suffix(3), as: UTF8.self), radix: 16)
  }

  /// Where `lib(20)` stands at most 80 bytes before `end`.
  private static func library(before end: Int, _ bytes: [UInt8]) -> Int? {
    let name = Array("lib(20)".utf8)
    var start = end - name.count
    while start >= max(0, end - 80) {
      if bytes[start...].starts(with: name) { return start }
      start -= 1
    }
    return nil
  }

  private static func start(of word: StaticString, before index: Int, _ bytes: [UInt8]) -> Int? {
    let start = index - word.utf8CodeUnitCount
    guard start >= 0 else { return nil }
    return word.withUTF8Buffer { bytes[start..<index].elementsEqual($0) } ? start : nil
  }
}
