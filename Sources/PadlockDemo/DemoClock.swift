import Foundation

/// When things happened to the demo's agent, in seconds since 1970, all before it was made.
struct DemoClock: Sendable {
  /// When the demo was made.
  let now: Int64

  /// The time by this machine's clock.
  init() {
    now = Int64(Date().timeIntervalSince1970)
  }

  static let hour: Int64 = 3600
  static let day: Int64 = 86_400

  /// When the agent was installed.
  var installed: Int64 { now - 40 * Self.day }
  /// When HTTPS was set up.
  var configured: Int64 { now - 5 * Self.hour }
  /// When the agent was last started.
  var started: Int64 { now - 3 * Self.hour }
  /// When HTTPS was set up by somebody who forgot to restart the agent.
  var configuredLate: Int64 { now - Self.hour / 2 }
}

/// Times as Spring Boot's log has them: local, with milliseconds, without a zone.
struct LogStamp: Sendable {
  private let local: Int64
  private let milliseconds: Int

  /// The moment some milliseconds after `seconds` since 1970.
  init(_ seconds: Int64, plus milliseconds: Int) {
    let whole = seconds + Int64(milliseconds / 1000)
    let date = Date(timeIntervalSince1970: Double(whole))
    local = whole + Int64(TimeZone.current.secondsFromGMT(for: date))
    self.milliseconds = milliseconds % 1000
  }

  /// As in `2021-02-09 10:14:09.512`.
  var text: String {
    let style = Date.ISO8601FormatStyle(
      dateSeparator: .dash, dateTimeSeparator: .space, timeSeparator: .colon, timeZone: .gmt
    ).year().month().day().time(includingFractionalSeconds: false)
    let date = Date(timeIntervalSince1970: Double(local))
    let digits = String(milliseconds)
    let padding = String(repeating: "0", count: max(0, 3 - digits.count))
    return "\(style.format(date)).\(padding)\(digits)"
  }
}
