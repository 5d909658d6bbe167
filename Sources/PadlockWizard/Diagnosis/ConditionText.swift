internal import CellGrid
internal import PadlockModel

/// An evaluated condition as a tree of lines.
enum ConditionText {
  static func paragraphs(_ tree: ConditionTree) -> [Paragraph] { paragraphs(tree, depth: 0) }

  private static func paragraphs(_ tree: ConditionTree, depth: Int) -> [Paragraph] {
    let indent = 2 * min(depth, 8)
    switch tree {
    case .all(let parts, let result):
      // The outermost "all" goes without saying.
      if depth == 0 { return parts.flatMap { paragraphs($0, depth: 0) } }
      return group("all of these", result, parts, depth)
    case .any(let parts, let result): return group("one of these", result, parts, depth)
    case .none(let parts, let result): return group("none of these", result, parts, depth)
    case .fact(let leaf):
      return [Paragraph(StyledText(words(leaf)), mark: mark(leaf.result), indent: indent)]
    }
  }

  private static func group(
    _ title: String, _ result: Kleene, _ parts: [ConditionTree], _ depth: Int
  ) -> [Paragraph] {
    [Paragraph(StyledText(title + ":"), mark: mark(result), indent: 2 * min(depth, 8))]
      + parts.flatMap { paragraphs($0, depth: depth + 1) }
  }

  private static func mark(_ result: Kleene) -> StyledText {
    switch result {
    case .yes: StyledText("✓ ", .good)
    case .no: StyledText("✗ ", .bad)
    case .unknown: StyledText("? ", .warning)
    }
  }

  /// The fact, what it says, and what was asked of it where that is not the same.
  private static func words(_ leaf: ConditionTree.Leaf) -> String {
    guard let value = leaf.value else {
      return "\(leaf.fact) is not known (\((leaf.reason ?? .notCollected).text));"
        + " asked for: \(leaf.expected)"
    }
    return leaf.expected == value
      ? "\(leaf.fact) is \(value)" : "\(leaf.fact) is \(value); asked for: \(leaf.expected)"
  }
}
