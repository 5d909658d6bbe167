internal import CellGrid

/// Whether something listens on a target's port.
enum Liveness: Equatable, Sendable {
  case asking
  case listening
  case notListening
  /// Some of its ports listen, and others do not.
  case partly
  /// Nobody asked, or no answer came.
  case notChecked

  var glyph: String {
    switch self {
    case .asking: "…"
    case .listening: "●"
    case .notListening: "○"
    case .partly: "◐"
    case .notChecked: "?"
    }
  }

  var style: Style {
    switch self {
    case .listening: .good
    case .notListening: .bad
    case .partly: .warning
    case .asking, .notChecked: .muted
    }
  }

  /// Several ports in one: what is still awaited first, then what was seen.
  init(_ ports: some Collection<Liveness>) {
    let seen = ports.filter { $0 != .notChecked }
    guard let first = seen.first else {
      self = .notChecked
      return
    }
    self =
      seen.contains(.asking) ? .asking : seen.allSatisfy { $0 == first } ? first : .partly
  }
}

/// A port of a line that is being asked.
struct PortProbe: Hashable, Sendable {
  var choice: TargetChoice
  var port: Int
}

extension TargetState {
  /// Whether a line's ports listen, as far as that was asked.
  func liveness(of choice: TargetChoice) -> Liveness {
    Liveness((ports[choice] ?? [:]).values)
  }

  /// The live dot of a line in words, such as `port 8081: listening`.
  func livenessWords(of choice: TargetChoice) -> String {
    let known = (ports[choice] ?? [:]).sorted { $0.key < $1.key }
    func list(_ liveness: Liveness, _ words: String) -> String? {
      let numbers = known.filter { $0.value == liveness }.map { String($0.key) }
      guard !numbers.isEmpty else { return nil }
      return "port\(numbers.count == 1 ? "" : "s") \(numbers.joined(separator: ", ")): \(words)"
    }
    let parts = [
      list(.asking, "asking"), list(.listening, "listening"),
      list(.notListening, "not listening"), list(.notChecked, "no answer"),
    ].compactMap { $0 }
    if !parts.isEmpty { return parts.joined(separator: "; ") }
    return mayAsk(choice)
      ? "not checked whether it listens"
      : "not checked whether it listens: its machine is not at hand, or was not to be asked"
  }

  /// Whether the ports of a line may be asked.
  func mayAsk(_ choice: TargetChoice) -> Bool {
    mayProbe && detectedTarget(choice)?.mayBeAsked ?? true
  }

  mutating func takeLiveness(_ id: EffectID, _ isListening: Bool?) {
    guard let probe = probes.removeValue(forKey: id) else { return }
    ports[probe.choice]?[probe.port] =
      isListening.map { $0 ? .listening : .notListening } ?? .notChecked
  }
}

extension WizardState {
  /// The most ports of a line that are asked.
  private static let portLimit = 12

  /// Asks the ports of these lines whether they listen.
  mutating func probeAll(_ choices: [TargetChoice]) -> [Effect] { choices.flatMap { probe($0) } }

  /// Asks a host that was named before once it is chosen: nobody wants all of them to be knocked at.
  mutating func probeChosen() -> [Effect] {
    guard case .remembered = target.current, target.ports[target.current] == nil else { return [] }
    return probe(target.current)
  }

  /// Asks the ports of a line again; where none is known there is nothing to ask.
  mutating func probe(_ choice: TargetChoice) -> [Effect] {
    let outdated = target.probes.filter { $0.value.choice == choice }.keys
    var effects = outdated.sorted { $0.number < $1.number }.flatMap { cancel($0) }
    for id in outdated { target.probes[id] = nil }
    target.ports[choice] = [:]
    let found = target.detectedTarget(choice)
    guard target.mayAsk(choice), let chosen = target.target(of: choice) else { return effects }
    for port in (chosen.port.map { [$0] } ?? found?.ports ?? []).prefix(Self.portLimit) {
      let id = newEffect()
      target.probes[id] = PortProbe(choice: choice, port: port)
      target.ports[choice, default: [:]][port] = .asking
      effects.append(.probe(id, host: chosen.host, port: port))
    }
    return effects
  }
}
