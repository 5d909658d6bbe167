internal import CellGrid
internal import PadlockModel

/// An evaluated condition as a tree of lines, with the names that a report gives to its subjects.
struct ConditionText {
  let report: Report?
  let target: String

  init(_ report: Report?, of target: String) {
    self.report = report
    self.target = target
  }

  /// Each line with where it was seen.
  func withEvidence(_ tree: ConditionTree) -> [Paragraph] {
    paragraphs(tree, depth: 0) { leaf, depth in
      leaf.evidence.prefix(3).map { evidence in
        let place = evidence.line.map { "\(evidence.source):\($0)" } ?? evidence.source
        return Paragraph(
          StyledText(place) + StyledText("  \(evidence.excerpt)", .muted),
          indent: 2 * min(depth, 8) + 2, link: FilePlace(evidence, of: target))
      }
    }
  }

  /// The tree alone.
  func paragraphs(_ tree: ConditionTree) -> [Paragraph] {
    paragraphs(tree, depth: 0) { _, _ in [] }
  }

  private func paragraphs(
    _ tree: ConditionTree, depth: Int, _ below: (ConditionTree.Leaf, Int) -> [Paragraph]
  ) -> [Paragraph] {
    let indent = 2 * min(depth, 8)
    func group(_ title: String, _ parts: [ConditionTree]) -> [Paragraph] {
      [Paragraph(StyledText(title + ":"), mark: Self.mark(tree.result), indent: indent)]
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
      return [Paragraph(line(leaf), mark: Self.mark(leaf.result), indent: indent)]
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

  /// What the fact says in a sentence, and behind it the fact and whose it is.
  private func line(_ leaf: ConditionTree.Leaf) -> StyledText {
    let owner = report?.name(of: leaf.subject.description, at: target) ?? leaf.subject.name
    let of = leaf.subject == .target ? "" : " of \(owner)"
    return StyledText(FactSentence(leaf).text) + StyledText("  \(leaf.fact)\(of)", .muted)
  }
}

extension Report {
  /// What people call a part of a target; what follows the kind in its id where the report does not
  /// say, and of a digest, which nobody reads, the beginning.
  func name(of subject: String, at target: String) -> String {
    let parts = targets.first { $0.id == target }?.subjects ?? []
    if let part = parts.first(where: { $0.id == subject }) { return part.name }
    guard let id = SubjectID(text: subject) else { return subject }
    let isDigest = id.name.count == 64 && id.name.allSatisfy(\.isHexDigit)
    return isDigest ? "\(id.kind.rawValue) \(id.name.prefix(8))…" : id.name
  }
}
