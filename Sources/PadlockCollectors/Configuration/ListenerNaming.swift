import PadlockModel
import PadlockNetwork
import PadlockReaders

/// Names the ports that the product opens, or the one that was asked for.
struct ListenerNaming {
  private let request: CollectionRequest
  private let settings: ProductSettings

  init(_ request: CollectionRequest, _ settings: ProductSettings) {
    self.request = request
    self.settings = settings
  }

  func observations(_ service: SubjectID) -> [Observation] {
    var observations: [Observation] = [.enumerated(.listener)]
    for (listener, port) in ports() {
      observations += named(listener, port, host: host, within: [service])
      observations += Self.tls.map {
        .unknown($0, of: subject(port, host: host), .notApplicable)
      }
    }
    return observations
  }

  /// Facts of sections alone.
  static let tls: [FactName] = [
    "listener.configured-tls", "listener.configured-at", "listener.tls-switch",
  ]

  func subject(_ port: Int, host: String) -> SubjectID {
    let shown = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
    return SubjectID(.listener, "\(shown):\(port)")
  }

  /// A listener by its port, with what it lies in.
  func named(
    _ listener: ProductListener?, _ port: Int, host: String, within: Set<SubjectID>
  ) -> [Observation] {
    let subject = subject(port, host: host)
    let isLoopback =
      host.lowercased() == "localhost" || host.lowercased().hasSuffix(".localhost")
      || SocketAddress(literal: host, port: UInt16(clamping: port))?.isLoopback == true
    return [
      .subject(Subject(subject, name: subject.name, within: within)),
      .known("listener.name", of: subject, .text(subject.name)),
      .known("listener.host", of: subject, .text(host)),
      .known("listener.port", of: subject, .integer(port)),
      .known("listener.host-is-loopback", of: subject, .boolean(isLoopback)),
      .known("listener.is-local", of: subject, .boolean(listener?.isLocal ?? false)),
      request.neighbours.map { PortClaims(port, $0).claimed(subject) }
        ?? .unknown("listener.claimed-by", of: subject, .notApplicable),
    ]
  }

  /// The host that was named; where nobody named one, the address that the product is bound to, as
  /// nothing answers at another.
  private var host: String { host(boundTo: settings.values["server.address"]?.value.text) }

  func host(boundTo bound: String?) -> String {
    guard request.system != nil, !request.options.judgesNames, request.options.address == nil,
      let bound, let address = SocketAddress(literal: bound, port: 1),
      !["0.0.0.0", "::"].contains(address.text)
    else { return request.target.host }
    return address.text
  }

  /// The one port asked for, else every declared one; local ones only on their own machine.
  private func ports() -> [(ProductListener?, Int)] {
    let declared = request.product.listeners.map { listener in
      (listener, Self.port(of: listener, settings))
    }
    if let asked = request.options.port {
      return [(declared.first { $0.1 == asked }?.0 ?? request.product.listeners.first, asked)]
    }
    return declared.filter { !$0.0.isLocal || request.system != nil }.map { ($0.0, $0.1) }
  }

  /// The port that the configuration gives a listener, else the one it has by default.
  static func port(of listener: ProductListener, _ settings: ProductSettings) -> Int {
    guard let name = listener.portSetting, let text = settings.values[name]?.value.text,
      let port = Int(text), (1...65_535).contains(port)
    else { return listener.defaultPort }
    return port
  }
}
