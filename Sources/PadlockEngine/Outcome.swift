import PadlockModel

/// How a condition came out, and what that rests on.
struct Outcome: Equatable {
  var result: Kleene
  var ground: Grounding

  /// Of parts that all must hold.
  static func all<Part>(_ parts: [Part], _ outcome: (Part) -> Outcome) -> Outcome {
    combine(parts, outcome, needed: .yes) { $0 && $1 }
  }

  /// Of parts of which one must hold.
  static func any<Part>(_ parts: [Part], _ outcome: (Part) -> Outcome) -> Outcome {
    combine(parts, outcome, needed: .no) { $0 || $1 }
  }

  static prefix func ! (outcome: Outcome) -> Outcome {
    Outcome(result: !outcome.result, ground: outcome.ground)
  }

  /// How `tree` came out, by the results that it holds.
  init(of tree: ConditionTree) {
    switch tree {
    case .fact(let leaf): self.init(result: leaf.result, ground: Grounding(leaf.evidence))
    case .all(let parts, _): self = .all(parts, Outcome.init(of:))
    case .any(let parts, _): self = .any(parts, Outcome.init(of:))
    case .none(let parts, _): self = !.any(parts, Outcome.init(of:))
    }
  }

  init(result: Kleene, ground: Grounding) {
    self.result = result
    self.ground = ground
  }

  /// The outcome of parts that are joined, where the result `needed` takes all of them.
  ///
  /// That one rests on all parts: on what was looked at before what was said, on that before
  /// nothing. Any other rests on the best of the parts that have it.
  private static func combine<Part>(
    _ parts: [Part], _ outcome: (Part) -> Outcome, needed: Kleene,
    _ join: (Kleene, Kleene) -> Kleene
  ) -> Outcome {
    var result = needed
    var whole = Grounding.given
    var best: (yes: Grounding?, no: Grounding?, unknown: Grounding?)
    for part in parts {
      let part = outcome(part)
      result = join(result, part.result)
      if part.ground == .observed || whole == .given { whole = part.ground }
      switch part.result {
      case .yes: best.yes = max(best.yes ?? part.ground, part.ground)
      case .no: best.no = max(best.no ?? part.ground, part.ground)
      case .unknown: best.unknown = max(best.unknown ?? part.ground, part.ground)
      }
    }
    if result == needed { return Outcome(result: result, ground: whole) }
    let ground: Grounding? =
      switch result {
      case .yes: best.yes
      case .no: best.no
      case .unknown: best.unknown
      }
    return Outcome(result: result, ground: ground ?? .given)
  }
}
