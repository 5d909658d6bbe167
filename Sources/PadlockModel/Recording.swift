/// What the collectors of a run saw of each target, `padlock.observations/1`: enough to judge it
/// again, elsewhere and by other rules.
///
/// It comes back from a file that anybody may have written, so reading it checks every number on
/// which the engine or a renderer counts. Keys that are not known are left alone.
public struct Recording: Codable, Sendable, Equatable {
  public static let schema = "padlock.observations/1"
  /// How many targets one recording holds at most.
  public static let mostTargets = 1_000

  public var schema: String
  /// The moment for which the run judged dates, and for which they are to be judged again.
  public var generated: Timestamp
  /// The Padlock that looked, and the rules that said where.
  public var tool: Report.Tool
  public var targets: [RecordedTarget]

  public init(generated: Timestamp, tool: Report.Tool, targets: [RecordedTarget]) {
    schema = Self.schema
    self.generated = generated
    self.tool = tool
    self.targets = targets
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    schema = try container.decode(String.self, forKey: .schema)
    generated = try container.decode(Timestamp.self, forKey: .generated)
    tool = try container.decode(Report.Tool.self, forKey: .tool)
    targets = try container.decode([RecordedTarget].self, forKey: .targets)
    let hasDuplicates = Set(targets.map(\.findings.target.id)).count < targets.count
    guard schema == Self.schema, targets.count <= Self.mostTargets, !hasDuplicates else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "another schema, more targets than are allowed, or one of them twice"))
    }
  }
}

/// One target of a recording.
public struct RecordedTarget: Codable, Sendable, Equatable {
  /// What was observed, before it was judged.
  public var findings: Findings
  /// The collectors that have run; what they did not see is not to be seen there.
  public var collectors: [String]
  /// Whether the run was stopped before all was looked at.
  public var wasStopped: Bool

  public init(findings: Findings, collectors: [String], wasStopped: Bool = false) {
    self.findings = findings
    self.collectors = collectors
    self.wasStopped = wasStopped
  }
}
