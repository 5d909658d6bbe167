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
    self = Outcome(of: tree).ground
  }

  init(_ evidence: [Evidence]) {
    if evidence.isEmpty {
      self = .given
    } else {
      self = evidence.contains { $0.kind != .user && $0.kind != .log } ? .observed : .words
    }
  }
}
