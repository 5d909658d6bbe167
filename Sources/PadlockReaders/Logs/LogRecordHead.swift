/// The line with which a record of a log begins; the lines of a stack trace and other lines that
/// continue a record have none.
///
///     2021-02-09 10:14:09.512 ERROR 1 --- [main] o.s.boot.SpringApplication : failed
///     INFO|4321/0|xMatters Agent|21-02-09 10:14:09|WrapperManager: failed
///     Feb 09, 2021 10:14:09 PM org.apache.catalina.core.StandardService startInternal
///
/// A line begins a record where it states a time, or where a service wrapper copied it with one and
/// it continues no exception. Layouts: Spring Boot, YAJSW, Tanuki, log4j, logback,
/// `java.util.logging`, Tomcat, nginx, Apache, Python, PostgreSQL, Asterisk, syslog.
public struct LogRecordHead: Equatable, Sendable {
  /// When it was written, if it says so with a date; a wrapper's time if only that is stated.
  public let time: LogTime?

  /// Reads the beginning of a line, with or without its end; nil where it begins no record.
  public init?(_ line: Span<UInt8>) {
    var end = line.count
    while end > 0, line[end - 1] == 0x0A || line[end - 1] == 0x0D { end -= 1 }
    let wrapper = WrapperPrefix(line, to: end)
    let start = wrapper?.payload ?? 0
    var position = start
    while position < end, position - start < 8, line[position] == 0x20 { position += 1 }
    if position < end, line[position] == 0x5B { position += 1 }
    let outer = wrapper?.stated.time(dateFrom: nil)
    if let stated = LogTimeParser.parse(line, &position, end) {
      time = stated.time(dateFrom: outer)
      return
    }
    guard wrapper != nil, start < end, !StackTraceLine.isPart(line, start, end) else { return nil }
    time = outer
  }

  /// Reads the beginning of a line that is in memory.
  public init?(_ line: UnsafeBufferPointer<UInt8>) { self.init(line.span) }

  /// The time of the last record that begins in `bytes`, and has a date.
  public static func lastTime(in bytes: [UInt8]) -> LogTime? {
    var end = bytes.count
    while end > 0 {
      let start = bytes[..<end].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      if let time = LogRecordHead(bytes.span.extracting(start..<end))?.time { return time }
      end = start - 1
    }
    return nil
  }

  /// The time of the first record that begins in `bytes`, and has a date.
  public static func firstTime(in bytes: [UInt8]) -> LogTime? {
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      if let time = LogRecordHead(bytes.span.extracting(start..<end))?.time { return time }
      start = end + 1
    }
    return nil
  }
}
