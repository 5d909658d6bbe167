/// A text with facts in it: `{{keystore.path}} does not open`.
///
/// `{{fact|words}}` shows `words` where the fact is not known; a fact without such words must be
/// known wherever the text is shown, which lint checks.
public struct Template: Hashable, Sendable {
  public enum Part: Hashable, Sendable {
    case text(String)
    case fact(FactName, otherwise: String?)
  }

  public let source: String
  public let parts: [Part]

  public init(_ source: String) {
    self.source = source
    parts = Self.split(source)
  }

  /// The facts it shows, with what stands in for each.
  public var facts: [(name: FactName, otherwise: String?)] {
    parts.compactMap { part in
      if case .fact(let name, let otherwise) = part { (name, otherwise) } else { nil }
    }
  }

  /// The text with every fact replaced by what `value` says, else by its other words, else `…`.
  public func filled(_ value: (FactName) -> String?) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .fact(let name, let otherwise): value(name) ?? otherwise ?? "…"
      }
    }.joined()
  }

  private static func split(_ source: String) -> [Part] {
    var parts: [Part] = []
    var rest = Substring(source)
    while let open = pair(UInt8(ascii: "{"), in: rest),
      let close = pair(UInt8(ascii: "}"), in: rest[open.upperBound...])
    {
      if open.lowerBound > rest.startIndex {
        parts.append(.text(String(rest[..<open.lowerBound])))
      }
      let inner = rest[open.upperBound..<close.lowerBound]
      let pieces = inner.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
      let name = pieces.first.map { String($0).filter { $0 != " " } } ?? ""
      parts.append(.fact(FactName(name), otherwise: pieces.count > 1 ? String(pieces[1]) : nil))
      rest = rest[close.upperBound...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    return parts
  }

  /// Where a byte of ASCII first stands twice; by bytes, for there are hundreds of texts at every
  /// start.
  private static func pair(_ byte: UInt8, in text: Substring) -> Range<String.Index>? {
    let bytes = text.utf8
    var at = bytes.startIndex
    while let first = bytes[at...].firstIndex(of: byte) {
      let second = bytes.index(after: first)
      if second < bytes.endIndex, bytes[second] == byte {
        return first..<bytes.index(after: second)
      }
      at = second
    }
    return nil
  }
}

extension Template {
  /// `text` with every `marker` replaced.
  public static func replacing(_ marker: String, in text: String, with value: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let range = rest.firstRange(of: marker) {
      result += rest[..<range.lowerBound] + value
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
