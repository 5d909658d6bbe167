/// Tells the exceptions of a stack trace apart, the outermost first.
///
/// `Caused by:` leads inwards, logback's `Wrapped by:` outwards; what is suppressed does not count.
/// Without either, Spring's `; nested exception is ` is followed.
struct ExceptionChain {
  /// The longest message that is kept, in characters.
  private static let messageLimit = 2000
  private static let chainLimit = 100

  private(set) var exceptions: [LoggedException] = []

  init(message: String, continuation: [String]) {
    if let first = Self.throwable(message, needsSuffix: true) { exceptions.append(first) }
    var isOpen = !exceptions.isEmpty
    var sawSuppressed = false
    var wraps = false
    var hasCauses = false
    for line in continuation {
      let text = line.drop { $0 == " " || $0 == "\t" }
      let isIndented = text.startIndex != line.startIndex
      if text.hasPrefix("Suppressed: ") {
        sawSuppressed = true
        isOpen = false
      } else if let cause = Self.after("Caused by: ", text) ?? Self.after("Wrapped by: ", text) {
        isOpen = false
        if isIndented, sawSuppressed { continue }
        wraps = wraps || text.hasPrefix("Wrapped")
        guard exceptions.count < Self.chainLimit, let found = Self.throwable(cause) else {
          continue
        }
        exceptions.append(found)
        hasCauses = true
        isOpen = true
      } else if Self.isFrame(text) {
        isOpen = false
      } else if !isIndented, !hasCauses, let found = Self.throwable(line, needsSuffix: true) {
        exceptions = [found]
        isOpen = true
      } else if isOpen, let last = exceptions.indices.last, !text.isEmpty {
        let room = Self.messageLimit - exceptions[last].message.count
        if room > 0 { exceptions[last].message += "\n" + line.prefix(room) }
      }
    }
    if wraps { exceptions.reverse() }
    if !hasCauses { followNested() }
  }

  private mutating func followNested() {
    guard let only = exceptions.last else { return }
    let separator = "nested exception is "
    var rest = only.message[...]
    while exceptions.count < Self.chainLimit, let range = rest.firstRange(of: separator) {
      rest = rest[range.upperBound...]
      guard let found = Self.throwable(String(rest)) else { return }
      exceptions.append(found)
    }
  }

  private static func after(_ prefix: String, _ text: Substring) -> String? {
    text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
  }

  static func isFrame(_ text: Substring) -> Bool {
    text.hasPrefix("at ") || text.hasPrefix("... ") || text.hasPrefix("[CIRCULAR REFERENCE")
  }

  /// Reads `class: message`; `needsSuffix` asks for a class that is named as exceptions are.
  static func throwable(_ line: String, needsSuffix: Bool = false) -> LoggedException? {
    var text = line[...]
    if text.hasPrefix("Exception in thread \"") {
      guard let end = text.firstRange(of: "\" "), text.hasPrefix("Exception") else { return nil }
      text = text[end.upperBound...]
      if let next = text.firstRange(of: "\" ") { text = text[next.upperBound...] }
    }
    let utf8 = text.utf8
    let end = utf8.firstIndex { !isClassByte($0) } ?? utf8.endIndex
    let name = String(text[..<end])
    guard name.contains("."), name.utf8.count <= 300, !name.hasSuffix(".") else { return nil }
    if end < utf8.endIndex {
      guard utf8[end] == 0x3A || (!needsSuffix && utf8[end] <= 0x20) else { return nil }
    }
    if needsSuffix, !hasSuffix(name) { return nil }
    let message = text[end...].drop { $0 == ":" || $0 == " " }
    return LoggedException(className: name, message: String(message.prefix(messageLimit)))
  }

  private static func hasSuffix(_ name: String) -> Bool {
    ["Exception", "Error", "Throwable", "Failure", "Fault"].contains { name.hasSuffix($0) }
  }

  private static func isClassByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x24, 0x2E, 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: byte >= 0x80
    }
  }
}
