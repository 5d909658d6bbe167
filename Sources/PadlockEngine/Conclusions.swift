public import PadlockModel

/// Which judgements stand once diagnoses that hide or explain others are taken into account.
public struct Conclusions: Sendable {
  public enum Standing: Sendable, Equatable {
    case concluded(Certainty)
    /// Another, concluded diagnosis hides it, or explains it more exactly.
    case masked(by: Int)
    case ruledOut
    case doesNotApply
    case open
  }

  /// In order of rule id and subject.
  public let judgements: [Judgement]
  public let standings: [Standing]
  /// Where the judgements of a rule are.
  let places: [RuleID: [Int]]

  init(_ judgements: [Judgement], _ neighbourhood: Neighbourhood, _ hiding: Hiding) {
    self.judgements = judgements
    var standings: [Standing] = judgements.map { judgement in
      switch judgement.verdict {
      case .concluded(let certainty): .concluded(certainty)
      case .ruledOut: .ruledOut
      case .doesNotApply: .doesNotApply
      case .open: .open
      }
    }
    let byRule = Self.places(of: judgements)
    /// The first concluded judgement, confirmed or likely, of one of these rules near `index`.
    func concluded(_ rules: some Collection<RuleID>, near index: Int) -> Int? {
      for rule in rules.sorted() {
        for other in byRule[rule] ?? [] where other != index {
          guard standings[other].isConcluded,
            neighbourhood.related(judgements[other].subject, judgements[index].subject)
          else { continue }
          return other
        }
      }
      return nil
    }
    for rule in hiding.order {
      for index in byRule[rule] ?? [] {
        switch standings[index] {
        case .ruledOut, .doesNotApply: continue
        case .concluded, .open, .masked: break
        }
        let isConclusion = if case .concluded = standings[index] { true } else { false }
        if isConclusion, let other = concluded(judgements[index].rule.unless, near: index) {
          standings[index] = .masked(by: other)
        } else if standings[index] != .concluded(.confirmed),
          let other = concluded(hiding.maskedBy[rule] ?? [], near: index)
        {
          standings[index] = .masked(by: other)
        }
      }
    }
    self.standings = standings
    places = byRule
  }

  private static func places(of judgements: [Judgement]) -> [RuleID: [Int]] {
    var places: [RuleID: [Int]] = [:]
    places.reserveCapacity(judgements.count)
    for (index, judgement) in judgements.enumerated() {
      places[judgement.rule.id, default: []].append(index)
    }
    return places
  }
}

extension Conclusions.Standing {
  /// Whether it is sure enough to hide, explain or cause another.
  var isConcluded: Bool {
    self == .concluded(.confirmed) || self == .concluded(.likely)
  }
}
