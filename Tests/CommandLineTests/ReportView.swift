/// What the tests ask of a report in JSON.
struct ReportView: Decodable {
  struct Diagnosis: Decodable {
    let id: String
    let severity: String
    let certainty: String
    let rootCause: Bool
    let summary: String
    let evidence: [Evidence]
  }

  struct Evidence: Decodable {
    let source: String
    let excerpt: String
  }

  struct Check: Decodable {
    let id: String
    let result: String
    let detail: String
  }

  struct Unchecked: Decodable {
    let what: String
    let why: String
    let how: String
  }

  struct Ledger: Decodable {
    let path: String
    let bytes: Int
  }

  let outcome: String
  let diagnoses: [Diagnosis]
  let checks: [Check]
  let unchecked: [Unchecked]
  let ledger: [Ledger]
  let timings: [String: Int]

  /// The errors, each as `id certainty`, in the report's order.
  var errors: [String] {
    diagnoses.filter { $0.severity == "error" }.map { "\($0.id) \($0.certainty)" }
  }

  /// Everything concluded, each as `id severity certainty`.
  var conclusions: [String] { diagnoses.map { "\($0.id) \($0.severity) \($0.certainty)" } }
}
