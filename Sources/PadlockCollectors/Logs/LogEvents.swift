import PadlockModel
import PadlockSymptoms

/// Puts the hits of one record of a log together: an exception with its causes is one event.
///
/// Of several texts of one symptom in it the innermost counts, for Java repeats the message of a
/// cause in all that wrap it. Other symptoms say something else and stay.
struct LogEvents {
  /// Bytes after the beginning of a record without a head to which its causes may lie.
  private static let reach = LogScan.Record.reach * 200

  /// Where the record of ``hits`` begins; nil before the first.
  private var record: Int?
  /// Whether that line was told to be a record's head.
  private var hasHead = false
  private var hits: [LogScan.Hit] = []

  /// Takes the next hit and returns those of the record before it where that has ended.
  mutating func take(_ hit: LogScan.Hit) -> [LogScan.Hit] {
    var ended: [LogScan.Hit] = []
    if !continues(hit) {
      ended = finish()
      record = hit.record?.offset ?? hit.offset
      hasHead = hit.record != nil
    }
    if let known = hits.firstIndex(where: { $0.match.symptom == hit.match.symptom }) {
      if replaces(hit, hits[known]) { hits[known] = hit }
    } else {
      hits.append(hit)
    }
    return ended
  }

  /// Ends the last record and returns what counts of it.
  mutating func finish() -> [LogScan.Hit] {
    let ended = hits.sorted { $0.offset < $1.offset }
    hits = []
    record = nil
    return ended
  }

  private func continues(_ hit: LogScan.Hit) -> Bool {
    guard let record else { return false }
    if let head = hit.record { return hasHead && head.offset == record }
    // A log without times: what begins as the causes of an exception do belongs to the one before.
    return !hasHead && hit.offset - record < Self.reach
      && ["Caused by:", "Wrapped by:"].contains(where: hit.match.excerpt.hasPrefix)
  }

  private func replaces(_ hit: LogScan.Hit, _ known: LogScan.Hit) -> Bool {
    // What is suppressed caused nothing, and logback may print the innermost cause first.
    if ["Suppressed:", "Wrapped by:"].contains(where: hit.match.excerpt.contains) { return false }
    // A text that leaves the side open does not take it from one that tells it.
    return hit.match.side != .either || known.match.side == .either
  }
}
