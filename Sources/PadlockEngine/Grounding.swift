import PadlockModel

/// What kind of thing a decided condition rests on.
///
/// Words alone are never proof: a pasted message, an answer of the user or a line of a log needs
/// the configuration, the file or the port beside it.
enum Grounding: Int, Comparable {
  /// Nothing but what people and logs say.
  case words
  /// What is true of the target by its definition, without evidence.
  case given
  /// Something that was looked at.
  case observed

  static func < (a: Grounding, b: Grounding) -> Bool { a.rawValue < b.rawValue }

  /// What `tree` rests on: all parts where all were needed, else the best of those that decided.
  init(of tree: ConditionTree) {
    switch (tree, tree.result) {
    case (.fact(let leaf), _): self.init(leaf.evidence)
    case (.all(let parts, _), .yes), (.any(let parts, _), .no), (.none(let parts, _), .yes):
      let grounds = parts.map(Grounding.init(of:))
      self =
        grounds.contains(.observed) ? .observed : grounds.contains(.words) ? .words : .given
    case (.all(let parts, _), let result), (.any(let parts, _), let result):
      self = parts.filter { $0.result == result }.map(Grounding.init(of:)).max() ?? .given
    case (.none(let parts, _), let result):
      self = parts.filter { $0.result == !result }.map(Grounding.init(of:)).max() ?? .given
    }
  }

  private init(_ evidence: [Evidence]) {
    if evidence.isEmpty {
      self = .given
    } else {
      self = evidence.contains { $0.kind != .user && $0.kind != .log } ? .observed : .words
    }
  }
}
