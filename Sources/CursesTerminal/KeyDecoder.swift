internal import CNcurses
internal import CTerminalShims
internal import CellGrid

/// Numbers of our own, above those of curses, for sequences defined with `define_key`.
enum OwnKey: Int32, CaseIterable {
  case pasteStart = 0x2001
  case pasteEnd
  case wordLeft
  case wordRight

  /// What the terminal sends.
  var sequence: String {
    switch self {
    case .pasteStart: "\u{1B}[200~"
    case .pasteEnd: "\u{1B}[201~"
    case .wordLeft: "\u{1B}[1;5D"
    case .wordRight: "\u{1B}[1;5C"
    }
  }
}

/// Makes keys of what curses reads; remembers an unfinished paste between reads.
struct KeyDecoder {
  private(set) var keys: [Key] = []
  private var typed = ""
  private var paste: Paste?

  /// Whether what comes next is pasted text: hand it over as it was read.
  var isPasting: Bool { paste != nil }

  /// Takes what was decoded; a paste that has not ended stays.
  mutating func take() -> [Key] {
    flushTyped()
    let taken = keys
    keys = []
    return taken
  }

  /// Adds a character; scalars that combine with the one before become one key.
  mutating func add(scalar value: UInt32) {
    guard let key = controlKey(value) else {
      guard let scalar = Unicode.Scalar(value) else { return }
      var longer = typed
      longer.unicodeScalars.append(scalar)
      if longer.count > 1 || longer.unicodeScalars.count > 16 {
        flushTyped()
        longer = String(scalar)
      }
      typed = longer
      return
    }
    flushTyped()
    keys.append(key)
  }

  /// Adds a key that curses gave a number.
  mutating func add(code: Int32) {
    flushTyped()
    switch OwnKey(rawValue: code) {
    case .pasteStart:
      paste = Paste()
      keys.append(.pasteStart)
    case .pasteEnd: break
    case .wordLeft: keys.append(.wordLeft)
    case .wordRight: keys.append(.wordRight)
    case nil:
      if let key = functionKey(code) { keys.append(key) }
    }
  }

  /// Adds a key that is already one, such as a mouse action.
  mutating func add(_ key: Key) {
    flushTyped()
    keys.append(key)
  }

  /// Adds bytes of the paste, and returns those that came after its end.
  mutating func add(pasted bytes: [UInt8]) -> ArraySlice<UInt8> {
    guard let rest = paste?.take(bytes) else { return [] }
    if let text = paste?.text { keys.append(.paste(text)) }
    paste = nil
    return rest
  }

  private mutating func flushTyped() {
    if let character = typed.first { keys.append(.character(character)) }
    typed = ""
  }
}

/// The key of a control character, nil for a character that prints.
private func controlKey(_ value: UInt32) -> Key? {
  switch value {
  case 9: return .tab
  case 10, 13: return .enter
  case 27: return .escape
  case 8, 127: return .backspace
  case 1...26:
    guard let letter = Unicode.Scalar(value + 0x60) else { return nil }
    return .control(Character(letter))
  default: return nil
  }
}

private func functionKey(_ code: Int32) -> Key? {
  switch code {
  case KEY_UP: return .up
  case KEY_DOWN: return .down
  case KEY_LEFT: return .left
  case KEY_RIGHT: return .right
  case KEY_HOME: return .home
  case KEY_END: return .end
  case KEY_PPAGE: return .pageUp
  case KEY_NPAGE: return .pageDown
  case KEY_BACKSPACE: return .backspace
  case KEY_DC: return .delete
  case KEY_BTAB: return .backTab
  case KEY_ENTER: return .enter
  case KEY_RESIZE: return .resize
  default:
    let number = code - shim_key_f(0)
    return (1...63).contains(number) ? .function(Int(number)) : nil
  }
}
