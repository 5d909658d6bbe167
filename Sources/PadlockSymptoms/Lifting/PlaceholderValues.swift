import PadlockModel

/// What stands in a message where the text of its symptom has a placeholder.
///
/// `Failed to connect to <host> port <port>` and `Failed to connect to a1 port 81: refused` give
/// `host` = `a1` and `port` = `81`: so the texts say where a message names its target.
struct PlaceholderValues {
  private(set) var values: [(name: String, value: String)] = []

  init(of text: SymptomText, in message: String) {
    let template = Self.parts(String(decoding: PlainBytes.folded(text.text), as: UTF8.self))
    let folded = PlainBytes.folded(message)
    let lowered = PlainBytes.lowered(folded)
    var at = 0
    var open: [String] = []
    for part in template {
      switch part {
      case .placeholder(let name): open.append(name)
      case .literal(let literal):
        guard
          let place = PlainBytes.find(PlainBytes.lowered(literal.utf8), in: lowered, from: at)
        else { return }
        if open.count == 1, at > 0 || !values.isEmpty || place > 0 {
          close(open[0], folded[at..<place], isOpenBefore: at == 0, isOpenAfter: false)
        }
        open = []
        at = place + literal.utf8.count
      }
    }
    if open.count == 1 {
      close(open[0], folded[at...], isOpenBefore: false, isOpenAfter: true)
    }
  }

  private mutating func close(
    _ name: String, _ bytes: ArraySlice<UInt8>, isOpenBefore: Bool, isOpenAfter: Bool
  ) {
    let words = String(decoding: bytes.prefix(400), as: UTF8.self).split(separator: " ")
    // Where nothing bounds it, it is one word.
    let value =
      isOpenBefore ? words.last : isOpenAfter ? words.first : words.count == 1 ? words[0] : nil
    guard let value, value.utf8.count <= 253 else { return }
    let bare = value.drop { "'\"([<".contains($0) }
    let end = bare.lastIndex { !"'\")]>.,:;".contains($0) }
    if let end { values.append((name, String(bare[...end]))) }
  }

  private enum Part {
    case literal(String)
    case placeholder(String)
  }

  private static func parts(_ text: String) -> [Part] {
    var parts: [Part] = []
    var literal = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "<") {
      literal += rest[..<open]
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(of: ">"), close > inside.startIndex,
        inside[..<close].allSatisfy({ $0.isLowercase || $0.isNumber || $0 == "-" || $0 == "_" })
      else {
        literal += "<"
        rest = inside
        continue
      }
      if !literal.isEmpty { parts.append(.literal(literal)) }
      literal = ""
      parts.append(.placeholder(String(inside[..<close])))
      rest = inside[inside.index(after: close)...]
    }
    literal += rest
    if !literal.isEmpty { parts.append(.literal(literal)) }
    return parts
  }
}
