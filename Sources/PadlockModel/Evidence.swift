/// Where a fact was seen.
public struct Evidence: Hashable, Sendable, Codable {
  /// What kind of place it is.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case file, log, probe, keystore, certificate, system, user
  }

  public var kind: Kind
  /// The path, `host:port`, command or `reported`.
  public var source: String
  /// 1-based line in `source`, where there are lines.
  public var line: Int?
  /// When the thing happened, where it says so.
  public var time: Timestamp?
  /// What stands there, without secrets, at most 400 columns.
  public var excerpt: String
  /// The element of a list fact that this shows; nil where it shows the whole fact.
  public var about: String?

  public init(
    _ kind: Kind, _ source: String, line: Int? = nil, time: Timestamp? = nil, excerpt: String,
    about: String? = nil
  ) {
    self.kind = kind
    self.source = source
    self.line = line
    self.time = time
    self.excerpt = excerpt
    self.about = about
  }
}

extension Timestamp: Codable {
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let time = Timestamp(iso8601: text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not an ISO 8601 time: \(text)"))
    }
    self = time
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
