/// What the tests read of a report, by the names that `padlock.report/1` promises.
struct ReportView: Decodable {
  struct Diagnosis: Decodable {
    let id: String
    let subject: String?
    let severity: String
    let certainty: String
    let rank: Int
    let rootCause: Bool
    let causedBy: [String]
  }

  struct Symptom: Decodable {
    let id: String
    let text: String
    let current: Bool
  }

  struct Check: Decodable {
    let id: String
    let result: String
    let detail: String
  }

  let schema: String
  let outcome: String
  let diagnoses: [Diagnosis]
  let unexplained: [Symptom]
  let checks: [Check]

  /// Diagnoses that are more than a remark.
  var faults: [Diagnosis] { diagnoses.filter { $0.severity != "notice" } }

  /// Diagnoses for which the run has problems, in their order.
  var errors: [Diagnosis] { diagnoses.filter { $0.severity == "error" } }

  /// Each diagnosis in a line, for the message of a failed test.
  var summary: String {
    diagnoses.map { "\($0.rank) \($0.certainty) \($0.severity) \($0.id) <- \($0.causedBy)" }
      .joined(separator: "\n")
  }
}
