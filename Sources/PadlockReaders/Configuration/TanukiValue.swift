/// The values of Tanuki's wrapper: `%NAME%` is replaced, `#` begins a comment, `##` is a `#`.
///
/// A name that is unknown stays as it is written. Backslashes and commas mean nothing.
struct TanukiValue {
  let variables: [String: String]

  /// `line` up to a single `#`.
  static func withoutComment(_ line: Substring) -> Substring {
    var result = String.UnicodeScalarView()
    var scalars = line.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      if scalar == "#" {
        guard scalars.first == "#" else { break }
        scalars.removeFirst()
      }
      result.append(scalar)
    }
    return Substring(String(result))
  }

  /// `text` with the known names replaced, and whether no unknown one is in it.
  func expand(_ text: Substring) -> (text: String, isComplete: Bool) {
    let parts = text.split(separator: "%", omittingEmptySubsequences: false)
    guard parts.count > 2 else { return (String(text), true) }
    var result = String(parts[0])
    var isComplete = true
    var index = 1
    while index < parts.count {
      let name = String(parts[index])
      guard index + 1 < parts.count else {
        result += "%" + name
        break
      }
      if let value = variables[name] {
        result += value + parts[index + 1]
        index += 2
      } else if Self.isName(name) {
        result += "%\(name)%" + parts[index + 1]
        isComplete = false
        index += 2
      } else {
        result += "%" + name
        index += 1
      }
    }
    return (result, isComplete)
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 == 0x5F || $0 == 0x2E || Self.isAlphanumeric($0) }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
