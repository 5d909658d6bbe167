public import PadlockModel

/// How one rule came out for one subject, with the trees that show why.
public struct Judgement: Sendable, Equatable {
  /// What the conditions alone say, before other diagnoses are looked at.
  public enum Verdict: Sendable, Equatable {
    case concluded(Certainty)
    case ruledOut
    /// The rule does not make sense here.
    case doesNotApply
    /// Too little is known.
    case open
  }

  public let rule: Rule
  public let subject: SubjectID
  public let applies: ConditionTree
  public let confirmed: ConditionTree?
  public let suspected: ConditionTree?
  public let verdict: Verdict

  init(
    _ rule: Rule, _ subject: SubjectID, applies: ConditionTree, confirmed: ConditionTree?,
    suspected: ConditionTree?
  ) {
    self.rule = rule
    self.subject = subject
    self.applies = applies
    self.confirmed = confirmed
    self.suspected = suspected
    verdict = Self.verdict(applies, confirmed, suspected)
  }

  /// The whole condition as one tree, for explanations.
  public var why: ConditionTree {
    var parts: [ConditionTree] = []
    if case .all(let inner, _) = applies, inner.isEmpty {} else { parts.append(applies) }
    switch (confirmed, suspected) {
    case (let confirmed?, let suspected?) where verdict != .concluded(.confirmed):
      parts.append(.any([confirmed, suspected], confirmed.result || suspected.result))
    case (let confirmed?, _): parts.append(confirmed)
    case (nil, let suspected?): parts.append(suspected)
    case (nil, nil): break
    }
    if parts.count == 1, let only = parts.first { return only }
    return .all(parts, parts.reduce(.yes) { $0 && $1.result })
  }

  private static func verdict(
    _ applies: ConditionTree, _ confirmed: ConditionTree?, _ suspected: ConditionTree?
  ) -> Verdict {
    if applies.result == .no { return .doesNotApply }
    let suspicion = suspected?.result ?? .no
    guard let confirmed else {
      switch suspicion {
      case .yes: return .concluded(.likely)
      case .no: return .ruledOut
      case .unknown: return .open
      }
    }
    switch confirmed.result {
    case .yes: return .concluded(applies.result == .yes ? .confirmed : .likely)
    case .no: return .ruledOut
    case .unknown:
      if suspicion == .yes { return .concluded(.likely) }
      let isPossible = hasSupport(confirmed) && canStillBeObserved(confirmed)
      return isPossible ? .concluded(.possible) : .open
    }
  }

  /// Whether a part that can still count is known to hold.
  private static func hasSupport(_ tree: ConditionTree) -> Bool {
    switch tree {
    case .fact(let leaf): leaf.result == .yes
    case .all(let parts, let result), .any(let parts, let result):
      result != .no && parts.contains(where: hasSupport)
    case .none(let parts, let result): result != .no && parts.contains { $0.result == .no }
    }
  }

  /// Whether an unknown part that can still count could be observed.
  private static func canStillBeObserved(_ tree: ConditionTree) -> Bool {
    switch tree {
    case .fact(let leaf):
      leaf.result == .unknown && leaf.reason?.couldStillBeObserved == true
    case .all(let parts, let result), .any(let parts, let result), .none(let parts, let result):
      result != .no && parts.contains(where: canStillBeObserved)
    }
  }
}
