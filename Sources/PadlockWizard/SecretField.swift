internal import CellGrid
internal import PadlockModel

/// A line of text that nobody may read: it is typed blindly, and shows that something was typed but
/// not how much.
struct SecretField: Equatable, Sendable {
  /// The most bytes it takes; what is typed or pasted beyond them is dropped.
  static let limit = 4_096

  private(set) var secret = Secret("")

  var isEmpty: Bool { secret.isEmpty }

  /// Adds or takes away at the end if `key` does, and says whether it does.
  mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let character): append(String(character))
    case .paste(let text): append(String(text.prefix { !$0.isNewline }))
    case .backspace:
      secret = secret.withBytes { Secret(String(String(decoding: $0, as: UTF8.self).dropLast())) }
    case .control("u"): secret = Secret("")
    case .delete, .left, .right, .home, .end: break
    default: return false
    }
    return true
  }

  private mutating func append(_ text: String) {
    secret = secret.withBytes { bytes in
      bytes.count + text.utf8.count > Self.limit ? secret : Secret(bytes: bytes + Array(text.utf8))
    }
  }

  func draw(into grid: inout Grid, in rect: Rect, isFocused: Bool) {
    TextField(isEmpty ? "" : "12345678", isMasked: true)
      .draw(into: &grid, in: rect, placeholder: "nothing typed yet", isFocused: isFocused)
  }
}
