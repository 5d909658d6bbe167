import PadlockModel
import PadlockNetwork

/// Whether the addresses of both families of a name take connections.
struct AddressFamilies {
  private let attempts: [TCPAttempt]

  init(_ attempts: [TCPAttempt]) {
    self.attempts = attempts
  }

  /// Where this machine has no way into a family at all, nothing can be said of the host's.
  func observation(of listener: Listeners.Listener) -> Observation {
    let name: FactName = "listener.unanswered-family"
    let tried = attempts.filter(Self.saysSomething)
    for family in AddressFamily.allCases {
      let inside = tried.filter { $0.address.family == family }
      let beside = tried.filter { $0.address.family != family && $0.outcome == .connected }
      guard let first = inside.first, let other = beside.first,
        inside.allSatisfy({ $0.outcome != .connected })
      else { continue }
      return .known(
        name, of: listener.subject, .text(family == .ipv4 ? "IPv4" : "IPv6"),
        Evidence(
          .probe, listener.name,
          excerpt: "\(other.address) takes connections, \(first.address) does not"))
    }
    return .absent(name, of: listener.subject)
  }

  private static func saysSomething(_ attempt: TCPAttempt) -> Bool {
    switch attempt.outcome {
    case .connected, .refused, .timedOut, .hostUnreachable, .reset: true
    case .networkUnreachable, .rejected, .failed, .stopped: false
    }
  }
}
