public import PadlockModel
import PadlockReaders

/// Another product that is installed beside the target.
public struct Neighbour: Sendable {
  /// Its id.
  public let product: String
  /// The ports that its configuration names, or leaves as they are by default, and where.
  public let ports: [Int: Evidence]
  /// Texts of which one is in the command line of its process.
  public let process: [String]

  public init(product: String, ports: [Int: Evidence], process: [String]) {
    self.product = product
    self.ports = ports
    self.process = process
  }

  /// The product of `request` as a neighbour of others; nil where its files do not tell its ports.
  public init?(_ request: CollectionRequest) {
    guard let installation = request.installation else { return nil }
    let service = SubjectID(.service, installation.service.name)
    let files = ConfigurationFiles(request, service: service)
    let active = files.read.filter { $0.role == .active }
    let isBroken = active.contains { $0.malformation != nil }
    guard files.unread.isEmpty, !isBroken, let main = active.first?.path else { return nil }
    let reading = ConfigurationReading(product: request.product)
    let settings = ProductSettings(active, reading)
    var ports: [Int: Evidence] = [:]
    if let sections = ConfigurationSections(request, active, reading, settings.gap) {
      for port in sections.ports { ports[port.number] = port.place }
      self.init(
        product: request.product.id, ports: ports, process: installation.service.process)
      return
    }
    for listener in request.product.listeners {
      if let name = listener.portSetting, settings.unknown[name] != nil { continue }
      let port = ListenerNaming.port(of: listener, settings)
      let setting = listener.portSetting.flatMap { settings.values[$0] }
      ports[port] =
        ports[port]
        ?? setting.map {
          Evidence(
            .file, $0.file, line: $0.line,
            excerpt: "\(request.product.name) is set to port \(port)")
        }
        ?? Evidence(
          .file, main,
          excerpt: "\(request.product.name) has port \(port), as nothing else is set")
    }
    self.init(product: request.product.id, ports: ports, process: installation.service.process)
  }
}

/// Which neighbours claim a port, and which of those run.
struct PortClaims {
  private let claimants: [(neighbour: Neighbour, place: Evidence)]

  /// - Parameters:
  ///   - port: the port.
  ///   - neighbours: every product beside the target.
  init(_ port: Int, _ neighbours: [Neighbour]) {
    claimants = neighbours.sorted { $0.product < $1.product }.compactMap { neighbour in
      neighbour.ports[port].map { (neighbour, $0) }
    }
  }

  func claimed(_ listener: SubjectID) -> Observation {
    fact("listener.claimed-by", listener, claimants.map { ($0.neighbour.product, $0.place) })
  }

  func running(_ listener: SubjectID, _ processes: [RunningProcess]) -> Observation {
    let running = claimants.compactMap { claimant -> (String, Evidence)? in
      guard let process = OwnProcesses(processes, claimant.neighbour.process).main else {
        return nil
      }
      return (
        claimant.neighbour.product,
        Evidence(
          .system, "process \(process.id)", time: process.started,
          excerpt: "\(claimant.neighbour.product) runs since \(process.started)")
      )
    }
    return fact("listener.claimants-running", listener, running)
  }

  private func fact(
    _ name: FactName, _ listener: SubjectID, _ found: [(String, Evidence)]
  ) -> Observation {
    found.isEmpty
      ? .absent(name, of: listener)
      : .fact(
        FactKey(name, listener), .known(.list(found.map(\.0)), evidence: found.map(\.1)))
  }
}
