/// Reads the date and time at the beginning of a log line.
///
/// `2021-02-09 10:14:09.512`, `2018/12/14 11:26:00.390 -0600 CST`, `2021-02-09T10:14:09.512Z`,
/// `10:14:09.512`, `Feb 09, 2021 10:14:09 AM`, `09-Feb-2021 10:14:09.512`, `Feb  9 10:14:09`,
/// `Tue Feb 09 10:14:09.123456 2021`, and in wrapper lines `21-02-09 10:14:09`.
enum LogTimeParser {
  /// Reads a time at `position` and moves behind it and its zone; nil leaves `position` alone.
  static func parse(
    _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int
  ) -> StatedTime? {
    guard end - position >= 8 else { return nil }
    let first = bytes[position]
    if isDigit(first) {
      return numeric(bytes, &position, end) ?? clockOnly(bytes, &position, end)
        ?? juli(bytes, &position, end)
    }
    guard (0x41...0x5A).contains(first) else { return nil }
    return named(bytes, &position, end)
  }

  /// `yy-MM-dd HH:mm:ss` or `yy/MM/dd HH:mm:ss`, as YAJSW and older Tanuki wrappers write.
  static func shortDate(
    _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int
  ) -> StatedTime? {
    guard end - position >= 17, let year = number(bytes, position, 2),
      isDateSeparator(bytes[position + 2]), let month = number(bytes, position + 3, 2),
      bytes[position + 5] == bytes[position + 2], let day = number(bytes, position + 6, 2),
      bytes[position + 8] == 0x20
    else { return nil }
    var next = position + 9
    guard let date = StatedTime.day(year: 2000 + year, month: month, day: day),
      let clock = clock(bytes, &next, end)
    else { return nil }
    position = next
    return StatedTime(form: .numeric, day: date, millisecondsOfDay: clock)
  }

  private static func numeric(
    _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int
  ) -> StatedTime? {
    guard end - position >= 19, let year = number(bytes, position, 4),
      isDateSeparator(bytes[position + 4]), let month = number(bytes, position + 5, 2),
      bytes[position + 7] == bytes[position + 4], let day = number(bytes, position + 8, 2),
      bytes[position + 10] == 0x20 || bytes[position + 10] == 0x54
    else { return nil }
    var next = position + 11
    guard let date = StatedTime.day(year: year, month: month, day: day),
      let clock = clock(bytes, &next, end)
    else { return nil }
    let zone = zone(bytes, &next, end)
    position = next
    return StatedTime(form: .numeric, day: date, millisecondsOfDay: clock, zone: zone)
  }

  private static func clockOnly(
    _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int
  ) -> StatedTime? {
    guard bytes[position + 2] == 0x3A else { return nil }
    var next = position
    guard let clock = clock(bytes, &next, end) else { return nil }
    position = next
    return StatedTime(form: .clockOnly, day: nil, millisecondsOfDay: clock)
  }

  private static func juli(
    _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int
  ) -> StatedTime? {
    guard end - position >= 20, let day = number(bytes, position, 2), bytes[position + 2] == 0x2D,
      let month = month(bytes, position + 3), bytes[position + 6] == 0x2D,
      let year = number(bytes, position + 7, 4), bytes[position + 11] == 0x20
    else { return nil }
    var next = position + 12
    guard let date = StatedTime.day(year: year, month: month, day: day),
      let clock = clock(bytes, &next, end)
    else { return nil }
    position = next
    return StatedTime(form: .juli, day: date, millisecondsOfDay: clock)
  }

  /// A date that begins with the English name of a month or of a day of the week.
  private static func named(
    _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int
  ) -> StatedTime? {
    var next = position
    if month(bytes, next) == nil, bytes[next + 3] == 0x20, next + 8 < end { next += 4 }
    guard end - next >= 15, let month = month(bytes, next), bytes[next + 3] == 0x20 else {
      return nil
    }
    let hasWeekday = next != position
    next += 4
    if bytes[next] == 0x20 { next += 1 }
    guard let day = shortNumber(bytes, &next, end), next + 9 <= end else { return nil }
    if bytes[next] == 0x2C {
      return longDate(bytes, &position, end, next, month: month, day: day)
    }
    guard bytes[next] == 0x20 else { return nil }
    next += 1
    guard let clock = clock(bytes, &next, end) else { return nil }
    var date: Int?
    if hasWeekday, next + 5 <= end, bytes[next] == 0x20, let year = number(bytes, next + 1, 4) {
      date = StatedTime.day(year: year, month: month, day: day)
      next += 5
    }
    position = next
    return StatedTime(
      form: hasWeekday ? .apache : .syslog, day: date, millisecondsOfDay: clock)
  }

  private static func longDate(
    _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int, _ comma: Int, month: Int, day: Int
  ) -> StatedTime? {
    guard comma + 14 <= end, bytes[comma + 1] == 0x20, let year = number(bytes, comma + 2, 4),
      bytes[comma + 6] == 0x20, let date = StatedTime.day(year: year, month: month, day: day)
    else { return nil }
    var next = comma + 7
    guard var hour = shortNumber(bytes, &next, end), hour <= 23, next + 6 <= end,
      bytes[next] == 0x3A, let minute = number(bytes, next + 1, 2), minute < 60,
      bytes[next + 3] == 0x3A, let second = number(bytes, next + 4, 2), second < 61
    else { return nil }
    next += 6
    if next + 3 <= end, bytes[next] == 0x20 || bytes[next] == 0xE2,
      let half = half(bytes, &next, end)
    {
      hour = hour % 12 + half
    }
    position = next
    return StatedTime(
      form: .longDate, day: date,
      millisecondsOfDay: ((hour * 60 + minute) * 60 + second) * 1000)
  }

  /// `AM` or `PM` after a blank, which is U+202F from Java 20 on; 0 or 12 hours.
  private static func half(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Int? {
    let start = bytes[position] == 0xE2 ? position + 3 : position + 1
    guard start + 2 <= end, bytes[start + 1] == 0x4D else { return nil }
    let letter = bytes[start]
    guard letter == 0x41 || letter == 0x50 else { return nil }
    position = start + 2
    return letter == 0x50 ? 12 : 0
  }

  /// `HH:mm:ss` and a fraction after `.` or `,`; milliseconds of the day.
  private static func clock(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Int? {
    guard end - position >= 8, let hour = number(bytes, position, 2), hour < 24,
      bytes[position + 2] == 0x3A, let minute = number(bytes, position + 3, 2), minute < 60,
      bytes[position + 5] == 0x3A, let second = number(bytes, position + 6, 2), second < 61
    else { return nil }
    position += 8
    var milliseconds = 0
    if position + 1 < end, bytes[position] == 0x2E || bytes[position] == 0x2C,
      isDigit(bytes[position + 1])
    {
      position += 1
      var weight = 100
      while position < end, isDigit(bytes[position]) {
        milliseconds += Int(bytes[position] - 0x30) * weight
        weight /= 10
        position += 1
      }
    }
    return ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds
  }

  /// `Z`, `+01:00` or ` -0600`, and a name such as `CST` after it; minutes east of UTC.
  private static func zone(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Int? {
    var next = position
    if next < end, bytes[next] == 0x5A {
      position += 1
      return 0
    }
    if next < end, bytes[next] == 0x20 { next += 1 }
    guard next < end else { return nil }
    if let universal = universalName(bytes, next, end) {
      position = universal
      return 0
    }
    guard next + 5 <= end, bytes[next] == 0x2B || bytes[next] == 0x2D,
      let hours = number(bytes, next + 1, 2), hours <= 18
    else { return nil }
    let sign = bytes[next] == 0x2D ? -1 : 1
    next += 3
    if bytes[next] == 0x3A { next += 1 }
    guard next + 2 <= end, let minutes = number(bytes, next, 2), minutes < 60 else { return nil }
    next += 2
    position = next
    passZoneName(bytes, &position, end)
    return sign * (hours * 60 + minutes)
  }

  /// Where `UTC` or `GMT` at `start` ends.
  private static func universalName(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    guard start + 3 <= end, start + 3 == end || !isLetter(bytes[start + 3]) else { return nil }
    let name = (bytes[start], bytes[start + 1], bytes[start + 2])
    return name == (0x55, 0x54, 0x43) || name == (0x47, 0x4D, 0x54) ? start + 3 : nil
  }

  private static func passZoneName(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) {
    guard position < end, bytes[position] == 0x20 else { return }
    var next = position + 1
    while next < end, (0x41...0x5A).contains(bytes[next]) { next += 1 }
    let range = position + 1..<next
    guard (2...5).contains(range.count), next == end || bytes[next] == 0x20,
      LogLevel(bytes, range) == nil
    else { return }
    position = next
  }

  private static func month(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    guard start + 3 <= bytes.count else { return nil }
    switch (bytes[start], bytes[start + 1], bytes[start + 2]) {
    case (0x4A, 0x61, 0x6E): return 1
    case (0x46, 0x65, 0x62): return 2
    case (0x4D, 0x61, 0x72): return 3
    case (0x41, 0x70, 0x72): return 4
    case (0x4D, 0x61, 0x79): return 5
    case (0x4A, 0x75, 0x6E): return 6
    case (0x4A, 0x75, 0x6C): return 7
    case (0x41, 0x75, 0x67): return 8
    case (0x53, 0x65, 0x70): return 9
    case (0x4F, 0x63, 0x74): return 10
    case (0x4E, 0x6F, 0x76): return 11
    case (0x44, 0x65, 0x63): return 12
    default: return nil
    }
  }

  /// One or two digits.
  private static func shortNumber(
    _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int
  ) -> Int? {
    guard position < end, isDigit(bytes[position]) else { return nil }
    var value = Int(bytes[position] - 0x30)
    position += 1
    if position < end, isDigit(bytes[position]) {
      value = value * 10 + Int(bytes[position] - 0x30)
      position += 1
    }
    return value
  }

  /// Exactly `count` digits at `start`; the caller made sure that they are within the line.
  private static func number(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
    var value = 0
    for index in start..<start + count {
      let digit = bytes[index] &- 0x30
      if digit > 9 { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  private static func isDateSeparator(_ byte: UInt8) -> Bool { byte == 0x2D || byte == 0x2F }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF)
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }
}
