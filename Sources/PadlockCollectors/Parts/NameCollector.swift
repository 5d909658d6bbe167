public import PadlockModel
import PadlockNetwork

/// Looks where the names lead by which a product's services call their own machine.
public struct NameCollector: Collector {
  public init() {}

  public let title = "Look up the names that the services call"
  public let how = "Run Padlock on the product's own host, without --no-probe."
  public let offer = CollectorOffer(
    id: "names",
    provides: [
      "names.called", "names.unresolved", "names.outside-hosts", "names.elsewhere",
      "names.impermanent",
    ], needs: ["calls.made"], cost: .slow)

  /// The only address at which services that answer on loopback alone are sure to listen.
  private static let home = "127.0.0.1"
  private static let nameLimit = 10

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    guard let subject = findings.facts.subjects(of: .service).map(\.id).first else { return [] }
    guard let survey = request.workbench.read({ $0.calls }),
      let certificate = OwnCertificate(request)
    else { return offer.provides.map { .unknown($0, of: subject, .notApplicable) } }
    let calls = survey.calls.filter { call in
      !call.isLoopback && call.isAnsweredHere && certificate.isFor(call.host)
        && HostName(call.host).literal == nil
    }
    var called = ListFact()
    for call in calls { called.add(call.host.lowercased(), call.hostPlace) }
    var lookup = NameLookup(request)
    for name in called.values.prefix(Self.nameLimit) {
      await lookup.look(up: name)
      let demanding = calls.first { $0.host.lowercased() == name && $0.call.isLoopbackOnly }
      if let demanding { lookup.demand(Self.home, of: name, for: demanding) }
    }
    lookup.compare(survey.installed.parts.hostsTemplates, Self.home)
    return [called.observation("names.called", of: subject, gap: survey.gap)]
      + lookup.observations(of: subject, hasNames: !called.values.isEmpty)
  }
}
