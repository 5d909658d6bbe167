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
    observations += request.product.listeners.compactMap(assumption).map { .unchecked($0) }
    for (listener, port) in ports() {
      observations += named(listener, port, host: host, within: [service])
      let subject = subject(port, host: host)
      observations.append(configuredPort(subject, port))
      observations += Self.tls.map { .unknown($0, of: subject, .notApplicable) }
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
    let declared = request.product.listeners.filter(isOpened).map { listener in
      (listener, Self.port(of: listener, settings))
    }
    if let asked = request.options.port {
      return [(declared.first { $0.1 == asked }?.0 ?? request.product.listeners.first, asked)]
    }
    return declared.filter { !$0.0.isLocal || request.system != nil }.map { ($0.0, $0.1) }
  }

  /// What to say where a port is that by default because what sets it could not be told.
  private func assumption(_ listener: ProductListener) -> Unchecked? {
    guard request.options.port == nil, let name = listener.portSetting else { return nil }
    let why: String
    if let setting = settings.values[name] {
      guard Self.port(written: setting.value.text) == nil else { return nil }
      let place = setting.line.map { "\(setting.file):\($0)" } ?? setting.file
      why = "\(place) sets it to “\(setting.value.text.prefix(60))”, which is no port"
    } else if let place = settings.unknown[name] {
      let line = place.line.map { ":\($0)" } ?? ""
      why = "\(place.source)\(line) sets it with a variable that is not known here"
    } else if case .failed(let words) = settings.gap {
      why = words
    } else {
      return nil
    }
    return Unchecked(
      what: "the port of \(request.product.name)",
      why: "\(why), so its default \(listener.defaultPort) was taken", how: "name it with --port")
  }

  /// Whether the service that opens it is installed; where that is not known, the first counts.
  private func isOpened(_ listener: ProductListener) -> Bool {
    guard let service = listener.service else { return true }
    return InstalledParts(request)?.has(service) ?? (listener == request.product.listeners.first)
  }

  /// The port that the configuration names, where it is another than the one asked for.
  private func configuredPort(_ subject: SubjectID, _ asked: Int) -> Observation {
    let name: FactName = "listener.configured-port"
    let declared = request.product.listeners.filter { $0.portSetting != nil }
    guard let listener = declared.first, let setting = listener.portSetting else {
      return .unknown(name, of: subject, .notApplicable)
    }
    guard !request.product.listeners.contains(where: { Self.port(of: $0, settings) == asked })
    else { return .absent(name, of: subject) }
    let port = Self.port(of: listener, settings)
    if let place = settings.values[setting] {
      return .known(
        name, of: subject, .integer(port),
        Evidence(.file, place.file, line: place.line, excerpt: "the port is \(port)"))
    }
    if let gap = settings.gap { return .unknown(name, of: subject, gap) }
    guard settings.unknown[setting] == nil, let other = settings.values.values.map(\.file).min()
    else { return .unknown(name, of: subject, .offline) }
    return .known(
      name, of: subject, .integer(port),
      Evidence(.file, other, excerpt: "names no port, so it is the default, \(port)"))
  }

  /// The port that the configuration gives a listener, else the one it has by default.
  static func port(of listener: ProductListener, _ settings: ProductSettings) -> Int {
    let written = listener.portSetting.flatMap { settings.values[$0]?.value.text }
    return written.flatMap(port(written:)) ?? listener.defaultPort
  }

  private static func port(written text: String) -> Int? {
    Int(text).flatMap { (1...65_535).contains($0) ? $0 : nil }
  }
}
