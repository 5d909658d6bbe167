/// When a log line says it was written.
public struct LogTime: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970 in the zone that is stated, else as if the local time were UTC.
  public let milliseconds: Int64
  /// Whether the line states its zone.
  public let hasZone: Bool

  /// A time with the given parts.
  public init(milliseconds: Int64, hasZone: Bool) {
    self.milliseconds = milliseconds
    self.hasZone = hasZone
  }

  /// Seconds since 1970.
  public var seconds: Double { Double(milliseconds) / 1000 }

  public static func < (left: LogTime, right: LogTime) -> Bool {
    left.milliseconds < right.milliseconds
  }
}

/// A date and time as a line states them, where some parts may be missing.
struct StatedTime {
  /// In which form it is written, as the rest of the line depends on it.
  enum Form {
    case numeric
    case clockOnly
    /// `java.util.logging`: two lines for a record.
    case longDate
    /// Tomcat's `09-Feb-2021 10:14:09.512`.
    case juli
    case syslog
    case apache
  }

  var form: Form
  /// Days since 1970, if the date is complete.
  var day: Int?
  var millisecondsOfDay: Int
  /// Minutes east of UTC, if stated.
  var zone: Int?

  /// The moment, with the date of `other` where the line has none.
  func time(dateFrom other: LogTime?) -> LogTime? {
    let start: Int64
    if let day {
      start = Int64(day) * 86_400_000
    } else if let other, form == .clockOnly {
      start = other.milliseconds - floorModulo(other.milliseconds, 86_400_000)
    } else {
      return nil
    }
    let offset = Int64(zone ?? 0) * 60_000
    return LogTime(
      milliseconds: start + Int64(millisecondsOfDay) - offset, hasZone: zone != nil)
  }

  private func floorModulo(_ value: Int64, _ divisor: Int64) -> Int64 {
    let rest = value % divisor
    return rest < 0 ? rest + divisor : rest
  }

  /// Days from 1970-01-01 to a date of the Gregorian calendar, or nil when there is no such date.
  static func day(year: Int, month: Int, day: Int) -> Int? {
    guard (1...12).contains(month), (1...31).contains(day), (0...9999).contains(year) else {
      return nil
    }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted >= 0 ? shifted / 400 : (shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
