/// What a service wrapper puts before each line that it copies into its own log.
///
/// YAJSW writes `INFO|4321/0|xMatters Agent|21-02-09 10:14:09|…`, Tanuki
/// `INFO   | jvm 1    | 2021/02/09 10:14:09 | …`.
struct WrapperPrefix {
  var stated: StatedTime
  /// Where the copied line begins.
  var payload: Int

  init?(_ bytes: Span<UInt8>, to end: Int) {
    guard end > 12, (0x41...0x5A).contains(bytes[0]) else { return nil }
    var bar = 0
    while bar < 10, (0x41...0x5A).contains(bytes[bar]) || bytes[bar] == 0x20 { bar += 1 }
    guard bytes[bar] == 0x7C else { return nil }
    var levelEnd = bar
    while levelEnd > 0, bytes[levelEnd - 1] == 0x20 { levelEnd -= 1 }
    guard LogLevel(bytes, 0..<levelEnd) != nil else { return nil }
    var start = bar + 1
    for _ in 0..<4 {
      while start < end, bytes[start] == 0x20 { start += 1 }
      var position = start
      let stated =
        end - start >= 8
        ? LogTimeParser.shortDate(bytes, &position, end)
          ?? LogTimeParser.parse(bytes, &position, end) : nil
      if let stated {
        while position < end, bytes[position] == 0x20 { position += 1 }
        guard position < end, bytes[position] == 0x7C else { return nil }
        position += 1
        if position < end, bytes[position] == 0x20, bytes[bar - 1] == 0x20 { position += 1 }
        self.stated = stated
        payload = position
        return
      }
      var stop = start
      while stop < end, stop - start < 128, bytes[stop] != 0x7C { stop += 1 }
      guard stop < end, bytes[stop] == 0x7C else { return nil }
      start = stop + 1
    }
    return nil
  }
}
