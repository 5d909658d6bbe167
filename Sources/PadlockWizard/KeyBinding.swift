public import CellGrid

/// Keys that do something on a screen, and what they are called there.
///
/// The bottom line, the help and the handling of keys all read these, so help cannot lie.
public struct KeyBinding: Equatable, Sendable {
  /// One key and what it does.
  public struct Trigger: Equatable, Sendable {
    public var key: Key
    public var action: Action
  }

  /// The keys, the most usual ones first.
  public var triggers: [Trigger]
  /// What they do, in a word or three.
  public var label: String
  /// How many of the keys the bottom line names.
  public var shownCount = 1
  /// Why they do nothing now; nil where they do.
  public var disabledReason: String?
  /// Whether only the help names them.
  public var isQuiet: Bool

  init(
    _ keys: [Key], _ label: String, _ action: Action, disabled: String? = nil,
    isQuiet: Bool = false
  ) {
    triggers = keys.map { Trigger(key: $0, action: action) }
    self.label = label
    disabledReason = disabled
    self.isQuiet = isQuiet
  }

  init(
    showing count: Int, _ label: String, _ triggers: [(Key, Action)], isQuiet: Bool = false
  ) {
    self.triggers = triggers.map { Trigger(key: $0, action: $1) }
    self.label = label
    shownCount = count
    self.isQuiet = isQuiet
  }

  /// How the bottom line calls the keys: `↑↓`, or `Up/Down` where only ASCII can be shown.
  public func keyName(_ glyphs: GlyphSet) -> String {
    triggers.prefix(shownCount).map { name(of: $0.key, glyphs) }
      .joined(separator: glyphs == .unicode ? "" : "/")
  }

  /// What a key does here; nil where it is not one of these.
  public func action(for key: Key) -> Action? { triggers.first { $0.key == key }?.action }

  /// The same without the keys that a text field takes; nil where none are left.
  var whileTyping: KeyBinding? {
    var rest = self
    rest.triggers.removeAll { belongsToTextField($0.key) }
    return rest.triggers.isEmpty ? nil : rest
  }
}

extension KeyBinding {
  /// The keys that move a choice, or scroll a text.
  static func moving(_ label: String) -> KeyBinding {
    KeyBinding(
      showing: 2, label,
      [
        (.up, .move(.up)), (.down, .move(.down)), (.character("k"), .move(.up)),
        (.character("j"), .move(.down)), (.pageUp, .move(.pageUp)),
        (.pageDown, .move(.pageDown)), (.home, .move(.home)), (.end, .move(.end)),
      ])
  }

  /// The keys that show another way to fix something.
  static let ways = KeyBinding(
    showing: 2, "other way",
    [
      (.left, .previousWay), (.right, .nextWay), (.character("h"), .previousWay),
      (.character("l"), .nextWay),
    ], isQuiet: true)

  /// The keys that go to the screen before.
  static func back(_ label: String = "back", escape: Bool = true) -> KeyBinding {
    KeyBinding(escape ? [.escape, .backspace] : [.backspace], label, .back)
  }
}

/// The keys of this moment, in the order of the bottom line.
public func bindings(_ state: WizardState) -> [KeyBinding] {
  let part = state.part
  var all = part.bindings(state)
  if state.overlay == nil { all += commonBindings(state) }
  return part.isTyping(state) ? all.compactMap(\.whileTyping) : all
}

private func commonBindings(_ state: WizardState) -> [KeyBinding] {
  let save = KeyBinding(
    [.character("s")], "report", .save,
    disabled: state.report == nil
      ? "There is no report to save yet: it comes when the evidence is collected." : nil)
  // The report's own screen saves with another key.
  return (state.screen == .report ? [] : [save]) + [
    KeyBinding(
      [.character("S")], "save session", .saveSession, disabled: state.whyNoSession,
      isQuiet: true),
    KeyBinding([.character("?"), .function(1)], "help", .help),
    KeyBinding([.character("q"), .control("c")], "quit", .quit),
  ]
}

private func belongsToTextField(_ key: Key) -> Bool {
  switch key {
  case .character, .backspace, .delete, .left, .right, .home, .end: true
  default: false
  }
}

/// How a key is called on the screen.
func name(of key: Key, _ glyphs: GlyphSet) -> String {
  let hasArrows = glyphs == .unicode
  switch key {
  case .character(" "): return "Space"
  case .character(let character): return String(character)
  case .enter: return "Enter"
  case .tab: return "Tab"
  case .backTab: return "Shift-Tab"
  case .escape: return "Esc"
  case .backspace: return "Backspace"
  case .delete: return "Delete"
  case .up: return hasArrows ? "↑" : "Up"
  case .down: return hasArrows ? "↓" : "Down"
  case .left: return hasArrows ? "←" : "Left"
  case .right: return hasArrows ? "→" : "Right"
  case .wordLeft: return hasArrows ? "^←" : "^Left"
  case .wordRight: return hasArrows ? "^→" : "^Right"
  case .home: return "Home"
  case .end: return "End"
  case .pageUp: return "PageUp"
  case .pageDown: return "PageDown"
  case .function(let number): return "F\(number)"
  case .control(let letter): return "^" + String(letter).uppercased()
  case .resize, .pasteStart, .paste, .mouse: return ""
  }
}
