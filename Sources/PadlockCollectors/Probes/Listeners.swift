import PadlockModel
import PadlockNetwork

/// The listeners of a target as probes see them.
struct Listeners {
  let all: [Listener]

  struct Listener {
    let subject: SubjectID
    let host: HostName
    let port: UInt16
    /// What the product file says of it.
    let definition: ProductListener?
    /// `host:port`, for evidence.
    var name: String { subject.name }
  }

  init(_ request: CollectionRequest, _ findings: Findings) {
    all = findings.facts.subjects(of: .listener).compactMap { subject in
      guard case .text(let host) = findings.facts["listener.host", subject.id].value,
        case .integer(let port) = findings.facts["listener.port", subject.id].value,
        let port = UInt16(exactly: port)
      else { return nil }
      let declared = request.product.listeners
      return Listener(
        subject: subject.id, host: HostName(host), port: port,
        definition: declared.first { $0.defaultPort == Int(port) } ?? declared.first)
    }
  }

  /// The addresses that resolving gave, or the one that was asked for instead; what serves its own
  /// machine alone answers at 127.0.0.1, whatever the machine's name leads to.
  static func addresses(
    of listener: Listener, _ request: CollectionRequest, _ findings: Findings
  ) -> [SocketAddress] {
    if let address = request.options.address {
      return SocketAddress(literal: address, port: listener.port).map { [$0] } ?? []
    }
    if listener.definition?.isLocal == true, request.system != nil {
      return SocketAddress(literal: "127.0.0.1", port: listener.port).map { [$0] } ?? []
    }
    guard case .list(let texts) = findings.facts["listener.addresses", listener.subject].value
    else { return [] }
    return texts.compactMap { SocketAddress(literal: $0, port: listener.port) }
  }

  /// Every fact of `names` unknown for this reason.
  func unknown(_ names: [FactName], _ reason: UnknownReason) -> [Observation] {
    all.flatMap { names.unknown(of: $0, reason) }
  }

  /// What `look` sees at each listener; everything that `offer` names stays unknown where probes
  /// are left out.
  static func observe(
    _ request: CollectionRequest, _ findings: Findings, _ offer: CollectorOffer,
    _ look: (Listener) async -> [Observation]
  ) async -> [Observation] {
    let listeners = Listeners(request, findings)
    if request.options.noProbe { return listeners.unknown(offer.provides, .byChoice) }
    var observations: [Observation] = []
    for listener in listeners.all { observations += await look(listener) }
    return observations
  }
}

extension [FactName] {
  /// Each of these facts unknown about `listener`, for this reason.
  func unknown(of listener: Listeners.Listener, _ reason: UnknownReason) -> [Observation] {
    map { .unknown($0, of: listener.subject, reason) }
  }
}

extension CollectionRequest {
  /// The first address of `listener` that took a connection.
  func connectedAddress(of listener: Listeners.Listener) -> SocketAddress? {
    workbench.read { bench in
      bench.attempts[listener.name]?.first { $0.outcome == .connected }?.address
    }
  }
}

extension CollectionRequest {
  /// What to say of probes that `--no-probe`, or a tree without a host, leaves out.
  var leftOut: Unchecked {
    let what = "\(target.host): connections, sockets, processes and service states"
    if options.isOutOfReach {
      return Unchecked(
        what: what, why: "the target's machine is not at hand, only its files",
        how: "name it with --host to probe its ports, or run Padlock there")
    }
    return Unchecked(
      what: what, why: "left out by choice (--no-probe)", how: "run again without --no-probe")
  }
}
