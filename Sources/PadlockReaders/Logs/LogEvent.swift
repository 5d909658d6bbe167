/// A record of a log: a line with a head, and the lines that belong to it.
///
/// It keeps the bytes of its lines, without what a service wrapper puts before them; its texts are
/// made when they are asked for.
public struct LogEvent: Equatable, Sendable {
  /// The number of its first line in the file, from 1.
  public internal(set) var line: Int
  /// How many lines of the file it spans.
  public internal(set) var lineCount = 1
  /// When it was written, if it says so with a date; a wrapper's time if only that is stated.
  public internal(set) var time: LogTime?
  /// How grave it is, by its own line, else by the wrapper's.
  public internal(set) var level: LogLevel?
  /// Which process wrote it, as a wrapper says: `wrapper`, `4321/0`, `jvm 1`.
  public var source: String? {
    sourceBytes.isEmpty ? nil : String(decoding: sourceBytes, as: UTF8.self)
  }
  /// Whether a line was cut, or lines left out, to keep within the bounds.
  public internal(set) var isTruncated = false

  var text: [UInt8]
  var sourceBytes: [UInt8] = []
  var threadRange: Range<Int>?
  var loggerRange: Range<Int>?
  var messageStart: Int
  var firstLineEnd: Int
  var hasOwnTime = false
  var awaitsLevel = false

  /// The thread that wrote it.
  public var thread: String? { threadRange.map(string) }
  /// The logger, often a class and shortened.
  public var logger: String? { loggerRange.map(string) }
  /// The message of its first line.
  public var message: String { string(messageStart..<max(messageStart, firstLineEnd)) }
  /// The lines after the first one.
  public var continuation: [String] {
    guard firstLineEnd < text.count else { return [] }
    return text[(firstLineEnd + 1)...].split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }
  /// All its lines as one text, with the head.
  public var fullText: String { String(decoding: text, as: UTF8.self) }

  /// The exceptions that it shows, the outermost first.
  public var exceptions: [LoggedException] {
    ExceptionChain(message: message, continuation: continuation).exceptions
  }
  /// The exception that caused the others.
  public var innermostCause: LoggedException? { exceptions.last }

  /// Calls `body` with the bytes of all lines, which cost nothing to get.
  public func withBytes<R, E: Error>(_ body: (Span<UInt8>) throws(E) -> R) throws(E) -> R {
    try body(text.span)
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self)
  }
}

/// An exception as a log shows it.
public struct LoggedException: Equatable, Hashable, Sendable {
  /// The class with its package, such as `java.security.UnrecoverableKeyException`.
  public var className: String
  /// What follows the class and a colon; empty if nothing does.
  public var message: String

  /// An exception with the given parts.
  public init(className: String, message: String) {
    self.className = className
    self.message = message
  }
}
