import PadlockModel
import PadlockReaders

/// Tells when lines of the target's logs were written.
struct LogClock {
  /// Seconds that local time is ahead of UTC, for lines that state no zone.
  let localOffset: Int

  /// Seconds; no zone is farther from UTC than 14 hours.
  private static let farthestZone: Int64 = 14 * 3_600 + 5

  /// When a line's record begins; nil where it does not say so.
  func time(of place: LogReading.Place) -> Timestamp? {
    LogRecordHead(place.record.span)?.time.map(moment)
  }

  /// The moment that a log states.
  func moment(_ time: LogTime) -> Timestamp {
    let seconds = Int64((time.seconds).rounded(.down))
    return Timestamp(secondsSince1970: time.hasZone ? seconds : seconds - Int64(localOffset))
  }

  /// The clock of a tree, whose machine may lie in another zone than this one: a log was changed
  /// when its last line was written, so a difference of whole quarters of an hour is the zone's.
  static func ofTree(lastLine: LogTime?, changed: Timestamp, otherwise: Int) -> LogClock {
    let unknown = LogClock(localOffset: otherwise)
    guard let line = lastLine.map(LogClock(localOffset: 0).moment),
      changed > line.advanced(bySeconds: -Self.farthestZone),
      changed < line.advanced(bySeconds: Self.farthestZone)
    else { return unknown }
    let ahead = Int(line.secondsSince1970 - changed.secondsSince1970)
    let zone = Int((Double(ahead) / 900).rounded()) * 900
    return abs(ahead - zone) <= 5 ? LogClock(localOffset: zone) : unknown
  }
}
