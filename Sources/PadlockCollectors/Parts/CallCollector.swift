public import PadlockModel
import PadlockNetwork

/// Compares the hosts that a product's services call, and what they trust, with its certificate.
public struct CallCollector: Collector {
  public init() {}

  public let title = "Follow the calls between the services"
  public let how = "Run Padlock on the product's own host, or give it the files with --root."
  public let offer = CollectorOffer(
    id: "calls", provides: CallFacts.names, needs: ["service.name"], cost: .instant)

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    guard let survey = CallSurvey(request) else {
      let subjects = findings.facts.subjects(of: .service).map(\.id)
      return subjects.flatMap { subject in
        offer.provides.map { .unknown($0, of: subject, .notApplicable) }
      }
    }
    let certificate = OwnCertificate(request)
    request.workbench.write { $0.calls = survey }
    var facts = CallFacts(survey, certificate, request)
    facts.judge()
    return facts.observations
  }
}
