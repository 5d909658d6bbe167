internal import CellGrid
internal import PadlockModel

/// An evaluated condition as a tree of lines.
enum ConditionText {
  /// Why a diagnosis of a report was made, with what each fact means and where it was seen.
  static func paragraphs(why diagnosis: Diagnosis, in report: Report) -> [Paragraph] {
    paragraphs(diagnosis.why, depth: 0) { leaf, depth in
      let name = report.name(of: leaf.subject.description, at: diagnosis.target)
      return explanation(leaf, name, of: diagnosis.target, indent: 2 * min(depth, 8) + 2)
    }
  }

  /// The tree alone.
  static func paragraphs(_ tree: ConditionTree) -> [Paragraph] {
    paragraphs(tree, depth: 0) { _, _ in [] }
  }

  private static func paragraphs(
    _ tree: ConditionTree, depth: Int, _ below: (ConditionTree.Leaf, Int) -> [Paragraph]
  ) -> [Paragraph] {
    let indent = 2 * min(depth, 8)
    func group(_ title: String, _ parts: [ConditionTree]) -> [Paragraph] {
      [Paragraph(StyledText(title + ":"), mark: mark(tree.result), indent: indent)]
        + parts.flatMap { paragraphs($0, depth: depth + 1, below) }
    }
    switch tree {
    // The outermost "all" goes without saying.
    case .all(let parts, _) where depth == 0:
      return parts.flatMap { paragraphs($0, depth: 0, below) }
    case .all(let parts, _): return group("all of these", parts)
    case .any(let parts, _): return group("one of these", parts)
    case .none(let parts, _): return group("none of these", parts)
    case .fact(let leaf):
      return [Paragraph(StyledText(words(leaf)), mark: mark(leaf.result), indent: indent)]
        + below(leaf, depth)
    }
  }

  static func mark(_ result: Kleene) -> StyledText {
    switch result {
    case .yes: StyledText("✓ ", .good)
    case .no: StyledText("✗ ", .bad)
    case .unknown: StyledText("? ", .warning)
    }
  }

  /// The fact, what it says, and what was asked of it where it does not hold.
  private static func words(_ leaf: ConditionTree.Leaf) -> String {
    guard let value = leaf.value else {
      return "\(leaf.fact) is not known (\((leaf.reason ?? .notCollected).text));"
        + " asked for: \(leaf.expected)"
    }
    return leaf.expected == value || leaf.result == .yes
      ? "\(leaf.fact) is \(value)" : "\(leaf.fact) is \(value); asked for: \(leaf.expected)"
  }

  private static func explanation(
    _ leaf: ConditionTree.Leaf, _ name: String, of target: String, indent: Int
  ) -> [Paragraph] {
    var text: [Paragraph] = []
    let owner = leaf.subject == .target ? "" : " (\(name))"
    if let meaning = FactCatalogue.definition(of: leaf.fact)?.meaning {
      text.append(Paragraph(StyledText(meaning + owner, .muted), indent: indent))
    }
    return text
      + leaf.evidence.prefix(3).map { evidence in
        let place = evidence.line.map { "\(evidence.source):\($0)" } ?? evidence.source
        return Paragraph(
          StyledText(place) + StyledText("  \(evidence.excerpt)", .muted), indent: indent,
          link: FilePlace(evidence, of: target))
      }
  }
}

extension Report {
  /// What people call a part of a target; what follows the kind in its id where the report does not
  /// say.
  func name(of subject: String, at target: String) -> String {
    let parts = targets.first { $0.id == target }?.subjects ?? []
    return parts.first { $0.id == subject }?.name ?? SubjectID(text: subject)?.name ?? subject
  }
}
