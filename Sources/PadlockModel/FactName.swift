/// The name of a fact, such as `keystore.opens`; ``FactCatalogue`` lists every one.
public struct FactName: Hashable, Comparable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible, Codable
{
  public let rawValue: String

  public init(_ rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral value: String) { rawValue = value }
  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  public static func < (a: FactName, b: FactName) -> Bool { a.rawValue < b.rawValue }
  public var description: String { rawValue }
}
