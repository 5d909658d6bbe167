/// What the tests read of a report, by the names that `padlock.report/1` promises.
public struct ReportView: Decodable, Sendable {
  public struct Diagnosis: Decodable, Sendable {
    public let id: String
    public let subject: String?
    public let severity: String
    public let certainty: String
    public let rank: Int
    public let rootCause: Bool
    public let causedBy: [String]
    public let summary: String
    public let evidence: [Evidence]
    public let remedies: [Remedy]
  }

  public struct Evidence: Decodable, Sendable {
    public let source: String
    public let excerpt: String
  }

  public struct Remedy: Decodable, Sendable {
    public let title: String
    public let steps: [Step]
  }

  public struct Step: Decodable, Sendable {
    public let instruction: String?
    public let command: String?
  }

  public struct Masked: Decodable, Sendable {
    public let id: String
    public let by: String
  }

  public struct Symptom: Decodable, Sendable {
    public let id: String
    public let text: String
    public let current: Bool
  }

  public struct Check: Decodable, Sendable {
    public let id: String
    public let result: String
    public let detail: String
  }

  public struct Unchecked: Decodable, Sendable {
    public let what: String
    public let why: String
    public let how: String
  }

  public struct Ledger: Decodable, Sendable {
    public let path: String
    public let bytes: Int
  }

  public let schema: String
  public let outcome: String
  public let diagnoses: [Diagnosis]
  public let masked: [Masked]
  public let unexplained: [Symptom]
  public let checks: [Check]
  public let unchecked: [Unchecked]
  public let ledger: [Ledger]
  public let timings: [String: Int]

  /// Diagnoses that are more than a remark.
  public var faults: [Diagnosis] { diagnoses.filter { $0.severity != "notice" } }

  /// The errors, each as `id certainty`, in the report's order.
  public var errors: [String] {
    diagnoses.filter { $0.severity == "error" }.map { "\($0.id) \($0.certainty)" }
  }

  /// The ids of the errors, in the report's order.
  public var errorIDs: [String] { diagnoses.filter { $0.severity == "error" }.map(\.id) }

  /// Everything concluded, each as `id severity certainty`.
  public var conclusions: [String] {
    diagnoses.map { "\($0.id) \($0.severity) \($0.certainty)" }
  }

  /// Each diagnosis and each unexplained symptom in a line, for the message of a failed test.
  public var summary: String {
    (diagnoses.map { "\($0.rank) \($0.certainty) \($0.severity) \($0.id) <- \($0.causedBy)" }
      + masked.map { "masked \($0.id) by \($0.by)" }
      + unexplained.map { "unexplained \($0.id)\($0.current ? "" : ", past")" })
      .joined(separator: "\n")
  }
}
