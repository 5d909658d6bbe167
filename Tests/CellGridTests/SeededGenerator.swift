import CellGrid

/// A generator whose numbers depend on its seed alone (SplitMix64), so a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A text of up to `count` pieces of every kind that is awkward to draw.
  mutating func text(upTo count: Int) -> String {
    let pieces = [
      "a", "Z", " ", "  ", "word", "é", "e\u{301}", "日", "本語", "한", "👍🏽", "👨‍👩‍👧", "🇩🇪", "❤️", "\u{301}",
      "\u{1B}[2J", "\t", "\n", "\r\n", "\u{202E}", "\u{200B}", "\u{7F}", "\u{85}", "─", "…", "●",
      "\0",
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0...count, using: &self) {
      text += pieces.randomElement(using: &self) ?? ""
    }
    return text
  }

  mutating func rect() -> Rect {
    Rect(
      x: Int.random(in: -20...120, using: &self), y: Int.random(in: -20...60, using: &self),
      width: Int.random(in: 0...140, using: &self), height: Int.random(in: 0...70, using: &self))
  }
}
