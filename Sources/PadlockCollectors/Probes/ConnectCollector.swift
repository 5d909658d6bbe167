public import PadlockModel
import PadlockNetwork

/// Connects to every address of the host and says how that ended.
public struct ConnectCollector: Collector {
  public init() {}

  public let title = "Connect to the port"
  public let how = "Run Padlock where the clients are, without --no-probe."
  /// Logs come first, so that none holds what these connections cause.
  public let offer = CollectorOffer(
    id: "connect", provides: ["listener.tcp", "listener.unanswered-family"],
    needs: ["listener.addresses", "symptoms.logged"], cost: .slow)

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    await Listeners.observe(request, findings, offer) { listener in
      let addresses = Listeners.addresses(of: listener, request, findings)
      guard !addresses.isEmpty else { return offer.provides.unknown(of: listener, .notApplicable) }
      let attempts = await Self.attempts(addresses, request.options)
      request.workbench.write { $0.attempts[listener.name] = attempts }
      var observations = Self.observations(attempts, listener)
      if let assumed = Self.assumption(attempts, listener, request) {
        observations.append(.unchecked(assumed))
      }
      return observations + [AddressFamilies(attempts).observation(of: listener)]
    }
  }

  private static func attempts(
    _ addresses: [SocketAddress], _ options: RunOptions
  ) async -> [TCPAttempt] {
    await withTaskGroup(of: (Int, TCPAttempt).self) { group in
      for (index, address) in addresses.enumerated() {
        group.addTask {
          if let known = options.firstLook.attempts[address] { return (index, known) }
          return (
            index,
            await TCPConnect.probe(address, timeout: options.timeout, before: options.run)
          )
        }
      }
      var all: [(Int, TCPAttempt)] = []
      for await attempt in group { all.append(attempt) }
      return all.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// What to say where nothing listens at a port that no file sets: a file that Padlock does not
  /// read may set another.
  private static func assumption(
    _ attempts: [TCPAttempt], _ listener: Listeners.Listener, _ request: CollectionRequest
  ) -> Unchecked? {
    guard request.installation != nil, request.options.port == nil,
      let setting = listener.definition?.portSetting,
      request.workbench.read({ $0.settings[setting] == nil }),
      !attempts.isEmpty, attempts.allSatisfy({ $0.outcome == .refused })
    else { return nil }
    return Unchecked(
      what: "whether \(request.product.name) has another port than \(listener.port)",
      why: "no file that was read sets the port, and nothing listens at that by default",
      how: "name it with --port if it is set elsewhere")
  }

  private static func observations(
    _ attempts: [TCPAttempt], _ listener: Listeners.Listener
  ) -> [Observation] {
    let described = attempts.compactMap { attempt in word(attempt.outcome).map { ($0, attempt) } }
    guard let best = described.min(by: { order($0.0) < order($1.0) }) else {
      let codes = attempts.compactMap {
        if case .failed(let code) = $0.outcome { code } else { nil }
      }
      let why = codes.first.map { "this machine could not connect (error \($0))" }
      return [
        .unknown("listener.tcp", of: listener.subject, .failed(why ?? "the run was stopped"))
      ]
    }
    let evidence = described.map { word, attempt in
      Evidence(.probe, attempt.address.description, excerpt: sentence(word, attempt))
    }
    return [
      .fact(
        FactKey("listener.tcp", listener.subject), .known(.text(best.0), evidence: evidence)),
      .check(
        CheckRecord(
          id: "connect", subject: listener.subject, title: "Connect to \(listener.name)",
          detail: evidence.map(\.excerpt).joined(separator: "; "), facts: ["listener.tcp"])),
    ]
  }

  private static func word(_ outcome: TCPOutcome) -> String? {
    switch outcome {
    case .connected: "accepted"
    case .refused: "refused"
    case .timedOut: "timed-out"
    case .hostUnreachable, .networkUnreachable: "unreachable"
    case .rejected: "denied"
    case .reset: "reset"
    // An error of this machine says nothing of the host.
    case .failed, .stopped: nil
    }
  }

  /// The best first: what says most about the service.
  private static func order(_ word: String) -> Int {
    ["accepted", "refused", "reset", "denied", "unreachable", "timed-out"].firstIndex(of: word) ?? 9
  }

  private static func sentence(_ word: String, _ attempt: TCPAttempt) -> String {
    let address = attempt.address.description
    switch word {
    case "accepted": return "\(address) accepts connections"
    case "refused": return "\(address) refused the connection: nothing listens there"
    case "timed-out": return "\(address) did not answer in time"
    case "reset": return "\(address) threw the connection away while it was made"
    case "denied": return "this machine does not allow connections to \(address)"
    default: return "\(address) cannot be reached"
    }
  }
}
