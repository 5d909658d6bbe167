import PadlockModel

/// How a condition came out, what that rests on, and how it may come out yet.
struct Outcome: Equatable {
  var result: Kleene
  var ground: Grounding
  var prospect: Prospect

  /// Of parts that all must hold.
  static func all<Parts: Sequence>(
    _ parts: Parts, _ outcome: (Parts.Element) -> Outcome
  ) -> Outcome {
    combine(parts, outcome, needed: .yes) { $0 && $1 }
  }

  /// Of parts of which one must hold.
  static func any<Parts: Sequence>(
    _ parts: Parts, _ outcome: (Parts.Element) -> Outcome
  ) -> Outcome {
    combine(parts, outcome, needed: .no) { $0 || $1 }
  }

  static prefix func ! (outcome: Outcome) -> Outcome {
    Outcome(result: !outcome.result, ground: outcome.ground, prospect: !outcome.prospect)
  }

  /// How `tree` came out, by the results that it holds.
  init(of tree: ConditionTree) {
    switch tree {
    case .fact(let leaf): self.init(leaf.fact, leaf.result, leaf.reason, leaf.evidence)
    case .all(let parts, _): self = .all(parts, Outcome.init(of:))
    case .any(let parts, _): self = .any(parts, Outcome.init(of:))
    case .none(let parts, _): self = !.any(parts, Outcome.init(of:))
    }
  }

  /// The outcome of one line; `reason` says why it is unknown, where it is.
  init(_ fact: FactName, _ result: Kleene, _ reason: UnknownReason?, _ evidence: [Evidence]) {
    // What only the user could say is nothing that could be observed.
    let canBeSeen = reason?.couldStillBeObserved == true && fact.question == nil
    self.init(
      result: result, ground: Grounding(evidence),
      prospect: .line(result, canBeSeen: canBeSeen))
  }

  private init(result: Kleene, ground: Grounding, prospect: Prospect) {
    self.result = result
    self.ground = ground
    self.prospect = prospect
  }

  /// The outcome of parts that are joined, where the result `needed` takes all of them.
  ///
  /// That one rests on all parts: on what was looked at before what was said, on that before
  /// nothing. Any other rests on the best of the parts that have it.
  private static func combine<Parts: Sequence>(
    _ parts: Parts, _ outcome: (Parts.Element) -> Outcome, needed: Kleene,
    _ join: (Kleene, Kleene) -> Kleene
  ) -> Outcome {
    var result = needed
    var whole = Grounding.given
    var best: (yes: Grounding?, no: Grounding?, unknown: Grounding?)
    var prospect = Prospect.empty
    for part in parts {
      let part = outcome(part)
      result = join(result, part.result)
      prospect = prospect && (needed == .yes ? part.prospect : !part.prospect)
      if part.ground == .observed || whole == .given { whole = part.ground }
      switch part.result {
      case .yes: best.yes = max(best.yes ?? part.ground, part.ground)
      case .no: best.no = max(best.no ?? part.ground, part.ground)
      case .unknown: best.unknown = max(best.unknown ?? part.ground, part.ground)
      }
    }
    prospect = (needed == .yes ? prospect : !prospect).settled(result)
    if result == needed { return Outcome(result: result, ground: whole, prospect: prospect) }
    let ground: Grounding? =
      switch result {
      case .yes: best.yes
      case .no: best.no
      case .unknown: best.unknown
      }
    return Outcome(result: result, ground: ground ?? .given, prospect: prospect)
  }
}
