import Foundation

/// Every case there is; a new one is an entry of the list that it belongs to.
enum Matrix {
  static let cases: [FaultCase] =
    networkFaults + tlsFaults + certificateFaults + keystoreFaults + agentFaults
    + nginxFaults
    + integrationAgentFaults + xivoFaults + healthySystems + healthyIntegrationAgents + healthyXivos

  /// All of them; with `PADLOCK_MATRIX`, all that have one of its words, between
  /// commas, in their line.
  static let chosen: [FaultCase] = {
    let words = ProcessInfo.processInfo.environment["PADLOCK_MATRIX"] ?? ""
    guard !words.isEmpty else { return cases }
    return cases.filter { line in
      words.split(separator: ",").contains { line.testDescription.contains($0) }
    }
  }()
}
