import PadlockModel
import PadlockReaders
import PadlockRules
import PadlockSymptoms
import Synchronization

func checkLogTime(_ bytes: [UInt8]) throws(BrokenProperty) {
  let head = LogRecordHead(bytes.span)
  try demandEqual(LogRecordHead((bytes + [0x0D, 0x0A]).span), head, "a line end changes it")
  let first = LogRecordHead.firstTime(in: bytes)
  let last = LogRecordHead.lastTime(in: bytes)
  try demand((first == nil) == (last == nil), "a first time \(first as Any), a last \(last as Any)")
}

func checkUTF16(_ bytes: [UInt8]) throws(BrokenProperty) {
  let (encoding, mark) = TextEncoding.ofLog(firstBytes: bytes)
  try demand(mark <= bytes.count, "a mark beyond the end")
  _ = TextEncoding.text(of: bytes)
  for highByteFirst in [false, true] {
    let whole = utf8(of: bytes, by: bytes.count, highByteFirst)
    try demandEqual(utf8(of: bytes, by: 3, highByteFirst), whole, "in pieces, it differs")
    var units: [UInt16] = []
    for index in stride(from: 0, to: bytes.count - 1, by: 2) {
      let (one, other) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(highByteFirst ? one << 8 | other : other << 8 | one)
    }
    if bytes.count.isMultiple(of: 2) {
      try demandEqual(
        String(validating: whole, as: UTF8.self), String(decoding: units, as: UTF16.self),
        "in \(encoding), not what Swift reads")
    }
  }
}

/// The UTF-8 of a text that comes in pieces of `step` bytes.
private func utf8(of bytes: [UInt8], by step: Int, _ highByteFirst: Bool) -> [UInt8] {
  var transcoder = UTF16Transcoder(highByteFirst: highByteFirst)
  var result: [UInt8] = []
  var output = [UInt8](repeating: 0, count: UTF16Transcoder.longestOutput(of: max(step, 1)))
  func take(_ body: (UnsafeMutableRawBufferPointer) -> Int) {
    let count = output.withUnsafeMutableBytes(body)
    result += output[..<count]
  }
  for start in stride(from: 0, to: bytes.count, by: max(step, 1)) {
    let piece = Array(bytes[start..<min(start + max(step, 1), bytes.count)])
    take { room in piece.withUnsafeBytes { transcoder.transcode($0, into: room) } }
  }
  take { transcoder.finish(into: $0) }
  return result
}

/// What is made of the embedded rules, once.
private enum Embedded {
  static let rules = (try? EmbeddedRules.load()) ?? RuleSet()
  static let recogniser = Recogniser(symptoms: rules.symptoms)
  static let lifting = Lifting(products: rules.products, symptoms: rules.symptoms)
}

func checkRecogniser(_ bytes: [UInt8]) throws(BrokenProperty) {
  let text = String(decoding: bytes, as: UTF8.self)
  let recognition = Embedded.recogniser.messages(in: text)
  try demandEqual(
    Embedded.recogniser.messages(in: text), recognition, "recognised twice, it differs")
  let lines = text.utf8.count { $0 == 0x0A || $0 == 0x0D } + 1
  for message in recognition.messages {
    try demand(
      message.line >= 1 && message.line + message.lineCount - 1 <= lines,
      "a message on lines \(message.line) to \(message.line + message.lineCount - 1)")
    try demand(!message.readings.isEmpty, "a message that means nothing")
    try demand(!message.excerpt.contains("\n"), "an excerpt of two lines")
  }
  try demand(recognition.unrecognised.count <= 20, "more than 20 lines that are not known")
}

func checkLifting(_ bytes: [UInt8]) throws(BrokenProperty) {
  let text = String(decoding: bytes, as: UTF8.self)
  let messages = Embedded.recogniser.messages(in: text).messages
  func lift() -> Explanation.Lifted {
    Embedded.lifting.lift(Embedded.lifting.scan(text), messages: messages)
  }
  let lifted = try demandEqual(lift(), lift(), "lifted twice, it differs")
  try demand(lifted.port.map { (1...65_535).contains($0) } ?? true, "port \(lifted.port ?? 0)")
  try demandVisible(lifted.host ?? "")
}

func checkLogSearch(_ bytes: [UInt8]) throws {
  let hits = try hits(in: bytes, piece: .max)
  try demandEqual(try FuzzTargets.hits(in: bytes, piece: 7), hits, "in pieces, it differs")
  let lines = bytes.count { $0 == 0x0A } + 1
  for hit in hits {
    try demand((1...lines).contains(hit.match.line), "a hit on line \(hit.match.line)")
    try demand((0..<bytes.count).contains(hit.offset), "a hit at \(hit.offset)")
    try demand(hit.record.map { $0.offset <= hit.offset } ?? true, "a record behind its hit")
  }
}

private func hits(in bytes: [UInt8], piece: Int) throws -> [LogScan.Hit] {
  var hits: [LogScan.Hit] = []
  let pass = LogPass(
    MemoryLog(bytes, piece: piece), Embedded.recogniser, blockSize: 1,
    isRecordHead: { LogRecordHead($0) != nil })
  try pass.run(threads: 1, isStopped: { false }, progress: { _ in }, report: { hits.append($0) })
  return hits
}

/// A log in memory, given out in pieces.
private final class MemoryLog: LogSource {
  private let bytes: [UInt8]
  private let piece: Int
  private let at = Mutex(0)

  init(_ bytes: [UInt8], piece: Int) {
    self.bytes = bytes
    self.piece = piece
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    at.withLock { at in
      let count = min(piece, buffer.count, bytes.count - at)
      buffer.copyBytes(from: bytes[at..<(at + count)])
      at += count
      return count
    }
  }
}
