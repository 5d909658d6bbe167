/// What kind of thing a fact or a diagnosis is about.
public enum SubjectKind: String, CaseIterable, Sendable, Codable {
  case target, service, listener, file, keystore, entry, certificate
}

/// Names one subject within its target.
public struct SubjectID: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let kind: SubjectKind
  /// Unique among the target's subjects of this kind: a path, `host:port`, an alias with its store.
  public let name: String
  /// As with names of facts, hashed once.
  private let hash: Int

  public init(_ kind: SubjectKind, _ name: String) {
    self.kind = kind
    self.name = name
    hash = name.hashValue
  }

  public static func == (a: SubjectID, b: SubjectID) -> Bool {
    a.hash == b.hash && a.kind == b.kind && a.name == b.name
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(hash) }

  /// The target itself as its own subject.
  public static let target = SubjectID(.target, "")

  public static func < (a: SubjectID, b: SubjectID) -> Bool {
    a.kind == b.kind ? a.name < b.name : a.kind.rawValue < b.kind.rawValue
  }

  public var description: String { kind == .target ? "target" : "\(kind.rawValue):\(name)" }
}

extension SubjectID: Codable {
  /// Reads what ``description`` says; nil for anything else.
  public init?(text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let kind = parts.first.flatMap({ SubjectKind(rawValue: String($0)) }),
      parts.count == 2 || kind == .target
    else { return nil }
    self.init(kind, parts.count == 2 ? String(parts[1]) : "")
  }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let subject = SubjectID(text: text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not a subject: \(text)"))
    }
    self = subject
  }

  /// As the report names subjects: `keystore:/etc/xagent/agent.jks`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// A part of a target: a listener, a certificate, a keystore, an entry, a service or a file.
public struct Subject: Hashable, Sendable, Codable {
  public let id: SubjectID
  /// How people call it: `agent01:8081`, `/etc/xagent/agent.jks`, `"agent" in agent.jks`.
  public var name: String
  /// What it lies in or is linked to.
  ///
  /// Entry → keystore → service, listener → service, certificate → the listeners that serve it and
  /// the entries that hold it. Every subject lies in the target without saying so.
  public var within: Set<SubjectID>

  public init(_ id: SubjectID, name: String, within: Set<SubjectID> = []) {
    self.id = id
    self.name = name
    self.within = within
  }
  private enum CodingKeys: String, CodingKey { case id, name, within }

  /// What it lies in comes in a fixed order.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(name, forKey: .name)
    try container.encode(within.sorted(), forKey: .within)
  }
}
