/// Reads a log of any of the known layouts, in pieces, and hands out its records.
///
/// Spring Boot, YAJSW, Tanuki, log4j, logback, `java.util.logging`, Tomcat, syslog; in YAJSW's and
/// Tanuki's logs the copied line is read again. Lines without a time belong to the record before
/// them if that has one; in a log without times each line is a record, and stack traces stay whole.
/// Memory is bounded: a line is cut at ``lineLimit`` bytes, a record keeps its causes and otherwise
/// at most about as much.
public struct LogEventReader: Sendable {
  /// Bytes of a line that are kept: 64 KiB.
  public static let lineLimit = 64 << 10
  private static let eventLimit = 128 << 10

  private var decoder = LogDecoder()
  private var carry: [UInt8] = []
  private var carryIsCut = false
  private var current: LogEvent?
  private var lineNumber = 0

  /// A reader at the beginning of a log whose first line has the number `firstLine`.
  public init(firstLine: Int = 1) {
    lineNumber = firstLine - 1
  }

  /// How the bytes turned out to be encoded.
  public var encoding: TextEncoding { decoder.encoding }

  /// Takes the next piece of the log, and calls `emit` with each record that is complete.
  public mutating func feed(_ chunk: [UInt8], _ emit: (LogEvent) -> Void) {
    if let decoded = decoder.decode(chunk) {
      take(decoded.span, emit)
    } else {
      take(chunk.span, emit)
    }
  }

  /// Ends the log, and calls `emit` with the last record.
  public mutating func finish(_ emit: (LogEvent) -> Void) {
    let rest = decoder.finish()
    if !rest.isEmpty { take(rest.span, emit) }
    if !carry.isEmpty || carryIsCut { takeCarry(emit) }
    if let last = current.take() { emit(last) }
  }

  /// Reads a whole log that is in memory.
  public static func events(in bytes: [UInt8]) -> [LogEvent] {
    var reader = LogEventReader()
    var events: [LogEvent] = []
    reader.feed(bytes) { events.append($0) }
    reader.finish { events.append($0) }
    return events
  }

  private mutating func take(_ bytes: Span<UInt8>, _ emit: (LogEvent) -> Void) {
    var start = 0
    let count = bytes.count
    while start < count {
      var end = start
      while end < count, bytes[end] != 0x0A { end += 1 }
      if end == count || !carry.isEmpty || carryIsCut {
        keep(bytes.extracting(start..<end))
        if end < count { takeCarry(emit) }
      } else {
        takeLine(bytes.extracting(start..<end), isCut: false, emit)
      }
      start = end + 1
    }
  }

  /// Keeps the part of a line whose end is not there yet.
  private mutating func keep(_ part: Span<UInt8>) {
    let room = Self.lineLimit + 1 - carry.count
    if part.count > room { carryIsCut = true }
    carry.appendBytes(part, 0, min(part.count, max(0, room)))
  }

  private mutating func takeCarry(_ emit: (LogEvent) -> Void) {
    let line = carry
    carry = []
    let isCut = carryIsCut
    carryIsCut = false
    takeLine(line.span, isCut: isCut, emit)
  }

  private mutating func takeLine(
    _ line: Span<UInt8>, isCut: Bool, _ emit: (LogEvent) -> Void
  ) {
    lineNumber += 1
    var end = line.count
    if end > 0, line[end - 1] == 0x0D { end -= 1 }
    let isCut = isCut || end > Self.lineLimit
    end = min(end, Self.lineLimit)
    let wrapper = WrapperPrefix(line, to: end)
    let start = wrapper?.payload ?? 0
    let head = LogHead(line, from: start, to: end)
    if head.stated == nil, joins(line, start, end, wrapper, head) {
      append(line, start, end, isCut: isCut)
      return
    }
    if start == end, wrapper == nil { return }
    if let done = current.take() { emit(done) }
    current = event(line, start, end, wrapper, head, isCut: isCut)
  }

  /// Whether a line without a time belongs to the current record.
  private mutating func joins(
    _ line: Span<UInt8>, _ start: Int, _ end: Int, _ wrapper: WrapperPrefix?, _ head: LogHead
  ) -> Bool {
    guard let event = current else { return false }
    if event.awaitsLevel, let level = head.level {
      current?.level = level
      current?.awaitsLevel = false
      current?.firstLineEnd = event.text.count + 1 + end - start
      current?.messageStart = event.text.count + 1 + head.message - start
      return true
    }
    if let wrapper {
      guard line.hasSame(wrapper.source, as: event.sourceBytes) else { return false }
    }
    return event.hasOwnTime || StackTraceLine.isPart(line, start, end)
  }

  private func event(
    _ line: Span<UInt8>, _ start: Int, _ end: Int, _ wrapper: WrapperPrefix?, _ head: LogHead,
    isCut: Bool
  ) -> LogEvent {
    var text: [UInt8] = []
    text.reserveCapacity(end - start)
    text.appendBytes(line, start, end)
    var event = LogEvent(
      line: lineNumber, text: text, messageStart: head.message - start, firstLineEnd: end - start)
    let outer = wrapper?.stated.time(dateFrom: nil)
    event.time = head.stated.map { $0.time(dateFrom: outer) } ?? outer
    event.level = head.level ?? wrapper?.level
    event.threadRange = head.thread.map { $0.lowerBound - start..<$0.upperBound - start }
    event.loggerRange = head.logger.map { $0.lowerBound - start..<$0.upperBound - start }
    event.hasOwnTime = head.stated != nil
    event.awaitsLevel = head.stated?.form == .longDate && head.level == nil
    event.isTruncated = isCut
    if let wrapper {
      event.sourceBytes.appendBytes(line, wrapper.source.lowerBound, wrapper.source.upperBound)
    }
    return event
  }

  private mutating func append(_ line: Span<UInt8>, _ start: Int, _ end: Int, isCut: Bool) {
    guard var event = current.take() else { return }
    event.lineCount += 1
    event.isTruncated = event.isTruncated || isCut
    let size = event.text.count + end - start + 1
    let isCause = StackTraceLine.isCause(line, start, end)
    if size <= Self.lineLimit || (isCause && size <= Self.eventLimit)
      || event.firstLineEnd >= event.text.count + 1
    {
      event.text.append(0x0A)
      event.text.appendBytes(line, start, end)
    } else {
      event.isTruncated = true
    }
    current = event
  }
}

/// Recognises the lines of a stack trace by their beginnings.
enum StackTraceLine {
  /// Whether the line from `start` to `end` continues an exception.
  static func isPart(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard start < end else { return false }
    let first = line[start]
    if first == 0x20 || first == 0x09 { return true }
    if isCause(line, start, end) || line.hasText("Suppressed: ", at: start, end)
      || line.hasText("at ", at: start, end) || line.hasText("... ", at: start, end)
    {
      return true
    }
    return isThrowable(line, start, end)
  }

  /// Whether the line begins with `Caused by:` or `Wrapped by:`.
  static func isCause(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    line.hasText("Caused by:", at: start, end) || line.hasText("Wrapped by:", at: start, end)
  }

  /// A class with a package that is named as exceptions are, and then nothing or a colon.
  private static func isThrowable(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var index = start
    var hasDot = false
    while index < end, index - start < 300 {
      let byte = line[index]
      if byte == 0x3A || byte <= 0x20 { break }
      if byte == 0x2E { hasDot = true }
      index += 1
    }
    guard hasDot, index == end || line[index] == 0x3A else { return false }
    return line.hasText("Exception", at: index - 9, end)
      || line.hasText("Error", at: index - 5, end)
  }
}

extension Span<UInt8> {
  /// Whether `text` stands at `start`, before `end`.
  func hasText(_ text: StaticString, at start: Int, _ end: Int) -> Bool {
    guard start >= 0, end - start >= text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { expected in
      for index in expected.indices where self[start + index] != expected[index] { return false }
      return true
    }
  }

  /// Whether the bytes of `range` are `other`.
  func hasSame(_ range: Range<Int>, as other: [UInt8]) -> Bool {
    guard range.count == other.count else { return false }
    for (offset, byte) in other.enumerated() where self[range.lowerBound + offset] != byte {
      return false
    }
    return true
  }
}

extension [UInt8] {
  /// Appends the bytes from `start` up to `end`.
  mutating func appendBytes(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
    guard start < end else { return }
    bytes.extracting(start..<end).withUnsafeBufferPointer { append(contentsOf: $0) }
  }
}
