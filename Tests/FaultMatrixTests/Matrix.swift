import Foundation

/// Every case there is; a new one is an entry of the list that it belongs to.
enum Matrix {
  static let cases: [FaultCase] =
    networkFaults + tlsFaults + certificateFaults + keystoreFaults + agentFaults
    + nginxFaults
    + integrationAgentFaults.map { $0.of("integration-agent") } + xivoFaults.map { $0.of("xivo") }
    + healthySystems + healthyIntegrationAgents.map { $0.of("integration-agent") }
    + healthyXivos.map { $0.of("xivo") }

  /// Those whose rules are there; with `PADLOCK_MATRIX`, all that have one of its words, between
  /// commas, in their line.
  static let chosen: [FaultCase] = {
    let words = ProcessInfo.processInfo.environment["PADLOCK_MATRIX"] ?? ""
    guard !words.isEmpty else { return cases.filter { !$0.isAwaited } }
    return cases.filter { line in
      words.split(separator: ",").contains { line.testDescription.contains($0) }
    }
  }()
}
