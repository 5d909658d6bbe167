/// The variables of a script while it is followed from top to bottom.
///
/// What a branch, a loop or a function sets counts inside it; after it the variable is unknown, as
/// nobody knows whether the branch was taken.
struct ShellVariables {
  /// The longest value that is followed, in bytes.
  static let valueLimit = 64 << 10

  private enum Value: Equatable {
    case known([UInt8])
    case unknown
  }

  private struct Block {
    var saved: [(name: String, value: Value?)] = []
    var touched: Set<String> = []
  }

  /// Blocks within blocks that are followed; what is deeper counts to the last of them.
  private static let depthLimit = 32

  private var ignoredDepth = 0
  private var values: [String: Value] = [:]
  private var blocks: [Block] = []
  /// Whether a variable that nobody sets is known to be empty.
  let isComplete: Bool
  /// How many bytes expansions may still yield, over the whole script.
  private var budget = 16 << 20

  init(environment: [String: String], isComplete: Bool) {
    values = environment.mapValues { .known(Array($0.utf8)) }
    self.isComplete = isComplete
  }

  /// Takes `count` bytes from what expansions may still yield; false where they are used up.
  mutating func spend(_ count: Int) -> Bool {
    guard budget >= count else { return false }
    budget -= count
    return true
  }

  /// Sets `name`; nil makes it unknown.
  mutating func set(_ name: String, to value: [UInt8]?) {
    if !blocks.isEmpty {
      blocks[blocks.count - 1].saved.append((name, values[name]))
      blocks[blocks.count - 1].touched.insert(name)
    }
    values[name] = value.flatMap { $0.count <= Self.valueLimit ? .known($0) : nil } ?? .unknown
  }

  mutating func enterBlock() {
    if blocks.count < Self.depthLimit { blocks.append(Block()) } else { ignoredDepth += 1 }
  }

  /// Goes on to the other branch of a block.
  mutating func switchBranch() {
    guard !blocks.isEmpty else { return }
    for (name, value) in blocks[blocks.count - 1].saved.reversed() { values[name] = value }
    blocks[blocks.count - 1].saved = []
  }

  mutating func leaveBlock() {
    if ignoredDepth > 0 {
      ignoredDepth -= 1
      return
    }
    switchBranch()
    guard let block = blocks.popLast() else { return }
    for name in block.touched.sorted() { set(name, to: nil) }
  }

  /// The words that `word` becomes; variables outside quotes are split at blanks.
  mutating func expand(_ word: ShellWord, splitting: Bool = true) -> [ExpandedWord] {
    var words: [ExpandedWord] = []
    var text: [UInt8] = []
    var isKnown = !word.hasBraces
    var hasWord = false
    for piece in word.pieces {
      switch piece {
      case .literal(let bytes, _):
        text += bytes
        hasWord = true
      case .unknown(_, let source, _):
        text += source
        isKnown = false
        hasWord = true
      case .variable(let name, let fallback, let quote, let source, _):
        guard let value = value(of: name, fallback), spend(value.count) else {
          text += source
          isKnown = false
          hasWord = true
          continue
        }
        guard splitting, quote == .none else {
          text += value
          hasWord = hasWord || quote != .none || !value.isEmpty
          continue
        }
        for byte in value {
          if byte == 0x20 || byte == 0x09 || byte == 0x0A {
            if hasWord { words.append(ExpandedWord(text, isKnown: isKnown, from: word)) }
            text = []
            isKnown = !word.hasBraces
            hasWord = false
          } else {
            text.append(byte)
            hasWord = true
          }
        }
      }
    }
    if hasWord { words.append(ExpandedWord(text, isKnown: isKnown, from: word)) }
    return words
  }

  /// The value of an assignment, or nil when it is not known.
  mutating func assigned(_ word: ShellWord) -> [UInt8]? {
    let words = expand(word, splitting: false)
    guard let first = words.first else { return [] }
    return first.isKnown || word.hasBraces && !first.hasUnknownPiece ? Array(first.text.utf8) : nil
  }

  /// The value of `name`, or nil when it is not known.
  func value(of name: String) -> [UInt8]? { value(of: name, .none) }

  private func value(of name: String, _ fallback: ShellWord.Fallback) -> [UInt8]? {
    let value: [UInt8]?
    switch values[name] {
    case .known(let bytes): value = bytes
    case .unknown: return nil
    case nil:
      if !isComplete { return nil }
      value = nil
    }
    switch fallback {
    case .none: return value ?? []
    case .text(let text, let alsoForEmpty):
      guard let value, !(value.isEmpty && alsoForEmpty) else { return Array(text.utf8) }
      return value
    case .replacement(let text, let alsoForEmpty):
      guard let value, !(value.isEmpty && alsoForEmpty) else { return [] }
      return Array(text.utf8)
    case .unsupported: return nil
    }
  }
}

/// A word as a command receives it.
struct ExpandedWord: Equatable {
  var text: String
  /// Whether the text is what the command receives; if not, the unknown parts are as written.
  var isKnown: Bool
  /// The word of the script it comes from.
  var written: ShellWord

  init(_ bytes: [UInt8], isKnown: Bool, from word: ShellWord) {
    text = String(decoding: bytes, as: UTF8.self)
    self.isKnown = isKnown
    written = word
  }

  /// Whether a variable in it has no known value.
  var hasUnknownPiece: Bool {
    written.pieces.contains {
      if case .literal = $0 { false } else { true }
    } && !isKnown
  }
}
