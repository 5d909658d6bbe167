internal import PadlockModel

/// One line of the list of targets.
enum TargetChoice: Hashable, Sendable {
  /// The detected target with this id.
  case detected(String)
  case other
}

/// Whether something listens on a target's port.
enum Liveness: Equatable, Sendable {
  case asking
  case listening
  case notListening
  case unknown

  var words: String {
    switch self {
    case .asking: "asking the port"
    case .listening: "listening"
    case .notListening: "not listening"
    case .unknown: "not known whether it listens"
    }
  }

  var glyph: String {
    switch self {
    case .asking: "…"
    case .listening: "●"
    case .notListening: "○"
    case .unknown: "?"
    }
  }
}

/// What the user did on the first screen; it is kept when another screen is shown.
struct TargetState: Equatable, Sendable {
  var detected: [DetectedTarget] = []
  /// The search for targets that still runs.
  var detection: EffectID?
  var choice: TargetChoice?
  var listOffset = 0
  /// The fields of targets that were changed, and of another host.
  var forms: [TargetChoice: TargetForm] = [:]
  var formIsOpen = false
  var liveness: [TargetChoice: Liveness] = [:]
  private var probes: [EffectID: TargetChoice] = [:]

  var choices: [TargetChoice] { detected.map { .detected($0.id) } + [.other] }

  /// The line that is chosen, the first one until another is.
  var current: TargetChoice {
    guard let choice, choices.contains(choice) else { return choices.first ?? .other }
    return choice
  }

  /// What is to be diagnosed; nil while the fields of another host are not complete.
  var chosen: ChosenTarget? { target(of: current) }

  func detectedTarget(_ choice: TargetChoice) -> DetectedTarget? {
    guard case .detected(let id) = choice else { return nil }
    return detected.first { $0.id == id }
  }

  /// The fields of a line, as they are shown when they are opened.
  func form(of choice: TargetChoice) -> TargetForm {
    forms[choice] ?? TargetForm(detectedTarget(choice))
  }

  /// A line as a target, with the changes made to it; nil while its fields are not valid.
  func target(of choice: TargetChoice) -> ChosenTarget? {
    guard let values = form(of: choice).values else { return nil }
    let origin = detectedTarget(choice)
    return ChosenTarget(
      detected: origin?.id, product: origin?.product, name: origin?.name ?? "HTTPS service",
      host: values.host, port: values.port, home: values.home)
  }

  mutating func takeLiveness(_ id: EffectID, _ isListening: Bool?) {
    guard let choice = probes.removeValue(forKey: id) else { return }
    liveness[choice] = isListening.map { $0 ? .listening : .notListening } ?? .unknown
  }

  /// Notes that the port of a line is being asked, and returns the effect that asked it before.
  fileprivate mutating func expectLiveness(_ id: EffectID, of choice: TargetChoice) -> EffectID? {
    let earlier = probes.first { $0.value == choice }?.key
    if let earlier { probes[earlier] = nil }
    probes[id] = choice
    liveness[choice] = .asking
    return earlier
  }
}

extension WizardState {
  /// Shows what was detected, and asks each port whether it listens.
  mutating func takeDetected(_ targets: [DetectedTarget]) -> [Effect] {
    target.detected = targets
    return targets.flatMap { probe(.detected($0.id)) }
  }

  /// Asks the port of a line again; without a port there is nothing to ask.
  mutating func probe(_ choice: TargetChoice) -> [Effect] {
    guard let chosen = target.target(of: choice), let port = chosen.port else {
      target.liveness[choice] = .unknown
      return []
    }
    let id = newEffect()
    let earlier = target.expectLiveness(id, of: choice)
    return cancel(earlier) + [.probe(id, host: chosen.host, port: port)]
  }
}
