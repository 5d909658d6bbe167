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
      let host = request.target.host
      let subject = SubjectID(.listener, "\(host):\(port)")
      let isLoopback =
        host.lowercased() == "localhost" || host.lowercased().hasSuffix(".localhost")
        || SocketAddress(literal: host, port: UInt16(clamping: port))?.isLoopback == true
      observations += [
        .subject(Subject(subject, name: subject.name, within: [service])),
        .known("listener.name", of: subject, .text(subject.name)),
        .known("listener.host", of: subject, .text(host)),
        .known("listener.port", of: subject, .integer(port)),
        .known("listener.host-is-loopback", of: subject, .boolean(isLoopback)),
        .known("listener.is-local", of: subject, .boolean(listener?.isLocal ?? false)),
      ]
    }
    return observations
  }

  /// The one port asked for, else every declared one; local ones only on their own machine.
  private func ports() -> [(ProductListener?, Int)] {
    let declared = request.product.listeners.map { listener in
      (listener, configuredPort(listener))
    }
    if let asked = request.options.port {
      return [(declared.first { $0.1 == asked }?.0 ?? request.product.listeners.first, asked)]
    }
    return declared.filter { !$0.0.isLocal || request.system != nil }.map { ($0.0, $0.1) }
  }

  private func configuredPort(_ listener: ProductListener) -> Int {
    guard let name = listener.portSetting, let text = settings.values[name]?.value.text,
      let port = Int(text), (1...65_535).contains(port)
    else { return listener.defaultPort }
    return port
  }
}
