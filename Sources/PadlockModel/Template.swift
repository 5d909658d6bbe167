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
    while let open = rest.firstRange(of: "{{"),
      let close = rest[open.upperBound...].firstRange(of: "}}")
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
