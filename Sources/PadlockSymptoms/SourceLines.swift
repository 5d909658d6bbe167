/// The lines of a pasted text as they stand there.
struct SourceLines {
  private let source: UnsafeBufferPointer<UInt8>
  /// Where each line begins.
  private let starts: [Int]

  /// How many unknown messages are told.
  static let mostUnknown = 20

  /// How many lines are looked at for them.
  private static let mostLooked = 10_000

  init(_ source: UnsafeBufferPointer<UInt8>) {
    self.source = source
    var starts = [0]
    for (index, byte) in source.enumerated() {
      let isEnd =
        byte == 0x0A || (byte == 0x0D && !(index + 1 < source.count && source[index + 1] == 0x0A))
      if isEnd { starts.append(index + 1) }
    }
    self.starts = starts
  }

  /// The lines, from 0, that a part of the folded text stands on.
  func numbers(of range: Range<Int>, in text: FoldedText) -> Range<Int> {
    guard let last = range.last else { return 0..<0 }
    return number(
      at: Int(text.offsets[range.lowerBound]))..<(number(at: Int(text.offsets[last])) + 1)
  }

  private func number(at offset: Int) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// Lines as one, without the signs of quoted mail and colours; where what counts stands beyond
  /// their first columns, from there.
  func excerpt(_ numbers: Range<Int>, from start: Int, to end: Int) -> String {
    let lineStart = starts[numbers.lowerBound]
    let from = end - lineStart > 400 ? max(lineStart, start) : lineStart
    var bytes: [UInt8] = []
    for number in numbers {
      if number > numbers.lowerBound { bytes.append(0x20) }
      bytes += plain(max(starts[number], from)..<min(lineEnd(number), from + 4_096))
    }
    return Recogniser.excerpt(bytes)
  }

  /// A part of the folded text as it stands on each line, where that is several words.
  func quotes(_ range: Range<Int>, in text: FoldedText) -> [String] {
    guard let last = range.last else { return [] }
    let (start, end) = (Int(text.offsets[range.lowerBound]), Int(text.offsets[last]) + 1)
    return numbers(of: range, in: text).compactMap { number in
      let bytes = plain(max(start, starts[number])..<min(end, lineEnd(number)))
      return bytes.contains(0x20) ? String(decoding: bytes, as: UTF8.self) : nil
    }
  }

  private func lineEnd(_ number: Int) -> Int {
    number + 1 < starts.count ? starts[number + 1] : source.count
  }

  private func plain(_ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    var at = range.lowerBound
    while at < range.upperBound {
      let end = EscapeSequence.end(in: source, at: at)
      if end > at {
        at = end
        continue
      }
      let byte = source[at]
      at += 1
      let isQuoting = bytes.isEmpty && (byte == 0x3E || byte <= 0x20)
      if !isQuoting, byte != 0x0A, byte != 0x0D { bytes.append(byte) }
    }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    return bytes
  }

  /// Lines that look like a message of software, besides those of known ones.
  func unknownMessages(
    besides known: Set<Int>, _ repeated: RepeatedLines, in text: FoldedText
  ) -> [String] {
    var unknown: [String] = []
    var (start, looked) = (0, 0)
    var cursor = RepeatedLines.Cursor(repeated)
    while start < text.count, unknown.count < Self.mostUnknown, looked < Self.mostLooked {
      var end = start + 1
      while end < text.count, !text.startsLine(end) { end += 1 }
      if cursor.isRepeated(start) {
        start = end
        continue
      }
      looked += 1
      let number = number(at: Int(text.offsets[start]))
      if !known.contains(number), UnknownMessage.isOne(start..<end, in: text) {
        let line = Recogniser.excerpt(
          plain(starts[number]..<min(lineEnd(number), starts[number] + 4_096)))
        if !unknown.contains(line) { unknown.append(line) }
      }
      start = end
    }
    return unknown
  }
}
