import FoundationEssentials

/// A moment, to the second, in UTC.
public struct Timestamp: Hashable, Comparable, Sendable {
  public let secondsSince1970: Int64

  /// The years 1 to 9999, which ISO 8601 writes with four digits.
  private static let writable: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  public init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

  /// Reads `2026-11-20T10:14:09Z`, also with an offset, with fractions, or a bare `2026-11-20`.
  public init?(iso8601 text: String) {
    let whole = text.count == 10 ? text + "T00:00:00Z" : text
    guard Self.isOfTheClock(whole) else { return nil }
    let plain = Date.ISO8601FormatStyle()
    let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    guard let date = (try? plain.parse(whole)) ?? (try? fractional.parse(whole)) else {
      return nil
    }
    let seconds = date.timeIntervalSince1970.rounded(.down)
    guard let exact = Int64(exactly: seconds), Self.writable.contains(exact) else { return nil }
    secondsSince1970 = exact
  }

  /// Whether hour, minute and second are ones that a clock shows; Foundation counts on beyond them.
  private static func isOfTheClock(_ text: String) -> Bool {
    let parts = text.drop { $0 != "T" }.dropFirst().prefix(8).split(separator: ":")
    let numbers = parts.compactMap { Int($0) }
    // A leap second is 60.
    return numbers.count == 3 && numbers[0] < 24 && numbers[1] < 60 && numbers[2] <= 60
  }

  public static func < (a: Timestamp, b: Timestamp) -> Bool {
    a.secondsSince1970 < b.secondsSince1970
  }

  /// The moment `seconds` later; at the ends of time it stays there.
  public func advanced(bySeconds seconds: Int64) -> Timestamp {
    let (sum, overflow) = secondsSince1970.addingReportingOverflow(seconds)
    return Timestamp(secondsSince1970: overflow ? (seconds < 0 ? .min : .max) : sum)
  }
}

extension Timestamp: CustomStringConvertible {
  /// ISO 8601 in UTC: `2026-11-20T10:14:09Z`.
  public var description: String {
    // Years beyond 9999 are in some certificates; the style would print them all the same.
    let bounded = min(max(secondsSince1970, Self.writable.lowerBound), Self.writable.upperBound)
    return Date(timeIntervalSince1970: Double(bounded)).formatted(Date.ISO8601FormatStyle())
  }
}

/// Spans of time as rules write them: `30d`, `12h`, `5m`, `10s`.
public enum DurationText {
  private static let units: [(Character, Int)] = [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)]

  /// Reads a whole number and a unit; nil for anything else and for more than 100,000 days.
  public static func parse(_ text: String) -> Int? {
    guard let last = text.last, let unit = units.first(where: { $0.0 == last })?.1,
      let count = Int(text.dropLast()), count >= 0, count <= 8_640_000_000 / unit
    else { return nil }
    return count * unit
  }

  /// Writes with the largest unit that leaves no remainder.
  public static func format(seconds: Int) -> String {
    for (name, unit) in units where seconds != 0 && seconds % unit == 0 {
      return "\(seconds / unit)\(name)"
    }
    return "\(seconds)s"
  }
}
