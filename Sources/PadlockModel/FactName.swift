/// The name of a fact, such as `keystore.opens`; ``FactCatalogue`` lists every one.
public struct FactName: Hashable, Comparable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible, Codable
{
  public let rawValue: String
  /// Names are keys far more often than they are made, so each is hashed once.
  private let hash: Int

  public init(_ rawValue: String) {
    self.rawValue = rawValue
    hash = rawValue.hashValue
  }
  public init(stringLiteral value: String) { self.init(value) }
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  public static func == (a: FactName, b: FactName) -> Bool {
    a.hash == b.hash && a.rawValue == b.rawValue
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(hash) }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  public static func < (a: FactName, b: FactName) -> Bool { a.rawValue < b.rawValue }
  public var description: String { rawValue }
}
