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

  public var rule: Rule { storage.rule }
  public var subject: SubjectID { storage.subject }
  public var applies: ConditionTree { storage.applies }
  public var confirmed: ConditionTree? { storage.confirmed }
  public var suspected: ConditionTree? { storage.suspected }
  public let verdict: Verdict

  /// Shared by copies, because a rule and its trees are large.
  private final class Storage: Sendable {
    let rule: Rule
    let subject: SubjectID
    let applies: ConditionTree
    let confirmed: ConditionTree?
    let suspected: ConditionTree?

    init(
      _ rule: Rule, _ subject: SubjectID, _ applies: ConditionTree, _ confirmed: ConditionTree?,
      _ suspected: ConditionTree?
    ) {
      self.rule = rule
      self.subject = subject
      self.applies = applies
      self.confirmed = confirmed
      self.suspected = suspected
    }
  }
  private let storage: Storage

  init(
    _ rule: Rule, _ subject: SubjectID, applies: ConditionTree, confirmed: ConditionTree?,
    suspected: ConditionTree?
  ) {
    storage = Storage(rule, subject, applies, confirmed, suspected)
    verdict = Self.verdict(applies, confirmed, suspected)
  }

  public static func == (a: Judgement, b: Judgement) -> Bool {
    a.rule == b.rule && a.subject == b.subject && a.applies == b.applies
      && a.confirmed == b.confirmed && a.suspected == b.suspected
  }

  /// The whole condition as one tree, for explanations: what decided, and then why the rule applies.
  public var why: ConditionTree {
    var parts: [ConditionTree] = []
    switch (confirmed, suspected) {
    case (let confirmed?, let suspected?) where verdict != .concluded(.confirmed):
      parts.append(.any([confirmed, suspected], confirmed.result || suspected.result))
    case (let confirmed?, _): parts.append(confirmed)
    case (nil, let suspected?): parts.append(suspected)
    case (nil, nil): break
    }
    if case .all(let inner, _) = applies, inner.isEmpty {} else { parts.append(applies) }
    if parts.count == 1, let only = parts.first { return only }
    return .all(parts, parts.reduce(.yes) { $0 && $1.result })
  }

  private static func verdict(
    _ applies: ConditionTree, _ confirmed: ConditionTree?, _ suspected: ConditionTree?
  ) -> Verdict {
    if applies.result == .no { return .doesNotApply }
    guard let confirmed else {
      switch suspected?.result ?? .unknown {
      case .yes: return .concluded(.likely)
      case .no: return .ruledOut
      case .unknown: return .open
      }
    }
    switch confirmed.result {
    case .yes:
      let isProved = applies.result == .yes && Grounding(of: confirmed) != .words
      return .concluded(isProved ? .confirmed : .likely)
    case .no: return .ruledOut
    case .unknown:
      if suspected?.result == .yes { return .concluded(.likely) }
      return Prospect.isPossible(confirmed) ? .concluded(.possible) : .open
    }
  }
}
