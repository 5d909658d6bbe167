/// How ids look: lower-case words joined by hyphens.
enum IdentifierShape {
  /// Whether it is letters `a`–`z`, digits and single hyphens, as `integration-agent` is.
  static func isWord(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= 100 else { return false }
    return text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
      .allSatisfy { part in
        !part.isEmpty && part.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
      }
  }

  /// Whether it is `prefix.word`, as the ids of rules are.
  static func isRuleID(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { isWord(String($0)) }
  }
}
