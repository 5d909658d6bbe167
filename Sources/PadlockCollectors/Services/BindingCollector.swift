public import PadlockModel

/// Says whether the service's user may open its port.
public struct BindingCollector: Collector {
  public init() {}

  public let title = "Compare the port with the service's rights"
  public let how = "Run Padlock on the product's own host."
  public let offer = CollectorOffer(
    id: "binding", provides: ["listener.service-may-bind"],
    needs: ["listener.port", "service.user"], cost: .quick)

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    let name: FactName = "listener.service-may-bind"
    let listeners = Listeners(request, findings)
    guard let system = request.system, request.target.platform == .linux,
      let service = findings.facts.subjects(of: .service).first?.id,
      case .text(let user) = findings.facts["service.user", service].value
    else { return listeners.unknown([name], .notApplicable) }
    let first = system.firstUnprivilegedPort
    let mayMore = ServiceUnit(request).grantsMore
    return listeners.all.map { listener in
      if Int(listener.port) >= first || user == "root" {
        return .known(
          name, of: listener.subject, .boolean(true),
          Evidence(
            .system, "port \(listener.port)",
            excerpt: user == "root"
              ? "the service runs as root" : "every user may open ports from \(first) on"))
      }
      guard !mayMore else {
        return .unknown(
          name, of: listener.subject, .failed("its unit grants it groups or capabilities"))
      }
      return .known(
        name, of: listener.subject, .boolean(false),
        Evidence(
          .system, "port \(listener.port)",
          excerpt: "ports below \(first) need more rights than \(user) has"))
    }
  }
}
