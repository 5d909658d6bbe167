public import PadlockModel
import Synchronization

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
  public var applies: ConditionTree { storage.trees.applies }
  public var confirmed: ConditionTree? { storage.trees.confirmed }
  public var suspected: ConditionTree? { storage.trees.suspected }
  public let verdict: Verdict

  /// Shared by copies, because a rule and its trees are large.
  private final class Storage: Sendable {
    /// All rules, and which: a rule of its own would be a large copy.
    private let rules: [Rule]
    private let index: Int
    let subject: SubjectID
    private let evaluation: Evaluation
    private let made = Mutex<Trees?>(nil)

    init(_ rules: [Rule], _ index: Int, _ subject: SubjectID, _ evaluation: Evaluation) {
      self.rules = rules
      self.index = index
      self.subject = subject
      self.evaluation = evaluation
    }

    var rule: Rule { rules[index] }

    /// Made at the first look: of many rules nobody asks why.
    var trees: Trees {
      made.withLock { made in
        if let made { return made }
        let trees = Trees(rule, subject, evaluation)
        made = trees
        return trees
      }
    }
  }
  private let storage: Storage

  /// How the conditions of a rule came out, with what shows why.
  private struct Trees {
    let applies: ConditionTree
    var confirmed: ConditionTree?
    var suspected: ConditionTree?

    init(_ rule: Rule, _ subject: SubjectID, _ evaluation: Evaluation) {
      var cache = Evaluation.Cache()
      applies = evaluation.evaluate(rule.applies, for: subject, &cache)
      // Where a rule makes no sense, what it would ask is not looked at.
      if applies.result == .no { return }
      confirmed = rule.confirmed.map { evaluation.evaluate($0, for: subject, &cache) }
      suspected = rule.suspected.map { evaluation.evaluate($0, for: subject, &cache) }
    }
  }

  /// Judges one of `rules`, the one at `index`, for the subject of `outcomes`.
  init(
    _ rules: [Rule], _ index: Int, _ conditions: ConditionTable.Entry, _ evaluation: Evaluation,
    _ outcomes: inout SubjectOutcomes, _ cache: inout Evaluation.Cache
  ) {
    storage = Storage(rules, index, outcomes.subject, evaluation)
    let applies = outcomes.outcome(conditions.applies, &cache).result
    if applies == .no {
      verdict = .doesNotApply
      return
    }
    let confirmed = conditions.confirmed.map { outcomes.outcome($0, &cache) }
    switch confirmed?.result {
    case .yes:
      let isProved = applies == .yes && confirmed?.ground != .words
      verdict = .concluded(isProved ? .confirmed : .likely)
    case .no: verdict = .ruledOut
    case .unknown, nil:
      let suspected =
        conditions.suspected.map { outcomes.outcome($0, &cache).result } ?? .unknown
      if suspected == .yes {
        verdict = .concluded(.likely)
      } else if confirmed == nil {
        verdict = suspected == .no ? .ruledOut : .open
      } else {
        verdict = confirmed?.prospect.isPossible == true ? .concluded(.possible) : .open
      }
    }
  }

  /// Judges one rule for one subject.
  init(_ rule: Rule, _ subject: SubjectID, _ evaluation: Evaluation) {
    let table = ConditionTable([rule])
    var outcomes = SubjectOutcomes(table, evaluation, for: subject)
    var cache = Evaluation.Cache()
    self.init([rule], 0, table.entries[0], evaluation, &outcomes, &cache)
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
}
