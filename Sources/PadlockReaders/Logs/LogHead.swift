/// What stands before the message of a log line; ranges count from the beginning of the line.
struct LogHead {
  var stated: StatedTime?
  var level: LogLevel?
  var thread: Range<Int>?
  var logger: Range<Int>?
  var message = 0

  /// Reads the head of the line from `start` to `end`.
  ///
  /// Without a time only a leading level, as `SEVERE: ` has it, is read.
  init(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    var position = start
    message = start
    if position < end, bytes[position] == 0x5B { position += 1 }
    guard let stated = LogTimeParser.parse(bytes, &position, end) else {
      readLevelAlone(bytes, start, end)
      return
    }
    self.stated = stated
    if position < end, bytes[position] == 0x5D { position += 1 }
    readFields(bytes, position, end, form: stated.form)
  }

  private mutating func readLevelAlone(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
    var position = start
    while position < end, position - start < 9, (0x41...0x5A).contains(bytes[position]) {
      position += 1
    }
    if position == start, start + 2 < end, bytes[start] == 0x5B,
      let close = close(bytes, start, end),
      let level = LogLevel(bytes, trim(bytes, start + 1..<close), anyCase: true)
    {
      self.level = level
      message = min(close + 2, end)
      return
    }
    guard position + 1 < end, bytes[position] == 0x3A, bytes[position + 1] == 0x20,
      let level = LogLevel(bytes, start..<position)
    else { return }
    self.level = level
    message = position + 2
  }

  /// Reads level, process, thread and logger in whatever order they stand.
  private mutating func readFields(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, form: StatedTime.Form
  ) {
    var position = start
    var sawDashes = false
    var passedHost = form != .syslog
    for _ in 0..<10 {
      while position < end, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
      message = position
      guard position < end else { return }
      let byte = bytes[position]
      let next = position + 1 < end ? bytes[position + 1] : 0x20
      switch byte {
      case 0x5B:
        guard let close = close(bytes, position, end) else { return }
        readBracket(bytes, trim(bytes, position + 1..<close), afterDashes: sawDashes)
        position = close + 1
      case 0x2D where next == 0x2D:
        while position < end, bytes[position] == 0x2D { position += 1 }
        sawDashes = true
      case 0x2D where next == 0x20, 0x3A where next == 0x20:
        message = min(position + 2, end)
        return
      default:
        let stop = wordEnd(bytes, position, end)
        if LogTimeParser.isDigit(byte), isProcess(bytes, position, stop) {
          position = stop
          continue
        }
        if level == nil, let read = readLevel(bytes, position..<stop) {
          level = read
          position = stop
          if bytes[stop - 1] == 0x3A {
            while position < end, bytes[position] == 0x20 { position += 1 }
            message = position
            return
          }
          continue
        }
        if isZoneName(bytes, position..<stop, end) {
          position = stop
          continue
        }
        if !passedHost {
          passedHost = true
          position = stop
          continue
        }
        readLogger(bytes, position..<stop, end, form: form)
        return
      }
    }
  }

  /// A level as `ERROR`, `ERROR:`, `(ERROR)` or Asterisk's `ERROR[1234]`.
  private func readLevel(_ bytes: Span<UInt8>, _ word: Range<Int>) -> LogLevel? {
    var lower = word.lowerBound
    if bytes[lower] == 0x28 { lower += 1 }
    var upper = lower
    while upper < word.upperBound, upper - lower < 9, (0x41...0x5A).contains(bytes[upper]) {
      upper += 1
    }
    let isDelimited =
      upper == word.upperBound || [0x3A, 0x29, 0x5B].contains(bytes[upper])
    return isDelimited ? LogLevel(bytes, lower..<upper) : nil
  }

  /// PostgreSQL's `CET` before `[1234]`.
  private func isZoneName(_ bytes: Span<UInt8>, _ word: Range<Int>, _ end: Int) -> Bool {
    guard level == nil, thread == nil, (3...5).contains(word.count), word.upperBound + 1 < end,
      bytes[word.upperBound + 1] == 0x5B
    else { return false }
    for index in word where !(0x41...0x5A).contains(bytes[index]) { return false }
    return true
  }

  private mutating func readBracket(
    _ bytes: Span<UInt8>, _ content: Range<Int>, afterDashes: Bool
  ) {
    if level == nil {
      var start = content.lowerBound
      for index in content where bytes[index] == 0x3A { start = index + 1 }
      if let read = LogLevel(bytes, start..<content.upperBound, anyCase: true) {
        level = read
        return
      }
    }
    if thread == nil || afterDashes { thread = content }
  }

  /// A word that may name the logger: ` : ` or ` - ` follows it, or the form puts one there.
  private mutating func readLogger(
    _ bytes: Span<UInt8>, _ word: Range<Int>, _ end: Int, form: StatedTime.Form
  ) {
    var position = word.upperBound
    while position < end, bytes[position] == 0x20 { position += 1 }
    if position < end, position > word.upperBound,
      bytes[position] == 0x3A || bytes[position] == 0x2D,
      position + 1 == end || bytes[position + 1] == 0x20
    {
      logger = word
      message = min(position + 2, end)
      return
    }
    switch form {
    case .longDate, .juli:
      logger = word
      message = position
    case .syslog where bytes[word.upperBound - 1] == 0x3A:
      logger = word.lowerBound..<word.upperBound - 1
      message = position
      if level == nil { readLevelAlone(bytes, position, end) }
    case _
    where bytes[word.lowerBound] == 0x28 && word.count > 3
      && bytes[word.upperBound - 1] == 0x3A && bytes[word.upperBound - 2] == 0x29:
      logger = word.lowerBound + 1..<word.upperBound - 2
      message = position
    default: break
    }
  }

  private func close(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    for index in start..<min(end, start + 256) where bytes[index] == 0x5D { return index }
    return nil
  }

  private func wordEnd(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end, bytes[index] != 0x20 { index += 1 }
    return index
  }

  private func trim(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, bytes[lower] == 0x20 { lower += 1 }
    while upper > lower, bytes[upper - 1] == 0x20 { upper -= 1 }
    return lower..<upper
  }

  /// A process number, or nginx's `1234#0:`.
  private func isProcess(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    for index in start..<end {
      let byte = bytes[index]
      guard LogTimeParser.isDigit(byte) || byte == 0x23 || (byte == 0x3A && index == end - 1)
      else { return false }
    }
    return end - start <= 16
  }
}
