import Glibc
import PadlockReaders
import PadlockSymptoms
import Synchronization

/// A log's bytes as UTF-8 and without a byte order mark, however they come.
///
/// It takes note of what a report must say of a log that was read: whether its end was reached, the
/// times of its first and last lines, and how many lines were too long to be matched to their ends.
final class LogText: LogSource {
  /// Bytes at both ends that are kept, to tell when the first and the last line were written.
  private static let endLength = 64 << 10

  private struct State {
    var isSettled = false
    var transcoder: UTF16Transcoder?
    /// UTF-16 as it was read.
    var raw: [UInt8] = []
    var isAtEnd = false
    var head: [UInt8] = []
    var tail: [UInt8] = []
    /// Bytes since the last line feed, where that line is not too long yet.
    var sinceFeed = 0
    var isInLongLine = false
    var longLines = 0
    var feeds = 0
    var count = 0
  }

  private let bytes: any LogSource
  private let countsFeeds: Bool
  private let state = Mutex(State())

  /// - Parameters:
  ///   - bytes: the log as it is encoded.
  ///   - countsFeeds: whether ``feeds`` is of interest.
  init(_ bytes: any LogSource, countsFeeds: Bool = false) {
    self.bytes = bytes
    self.countsFeeds = countsFeeds
  }

  /// Whether everything was read.
  var isAtEnd: Bool { state.withLock(\.isAtEnd) }
  /// Bytes of UTF-8 that were read.
  var count: Int { state.withLock(\.count) }
  /// The first bytes that were read.
  var head: [UInt8] { state.withLock(\.head) }
  /// The last bytes that were read.
  var tail: [UInt8] { state.withLock { $0.tail.suffix(Self.endLength) } }
  /// Lines of which only the beginning counts.
  var longLines: Int { state.withLock(\.longLines) }
  /// Line feeds that were read.
  var feeds: Int { state.withLock(\.feeds) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try state.withLock { state in
      let count = try fill(buffer, &state)
      let read = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      state.isAtEnd = count == 0
      state.count += count
      keepEnds(read, &state)
      noteLines(read, &state)
      return count
    }
  }

  private func fill(
    _ buffer: UnsafeMutableRawBufferPointer, _ state: inout State
  ) throws -> Int {
    if !state.isSettled {
      let count = try settle(buffer, &state)
      if count > 0 { return count }
    }
    guard state.transcoder != nil else { return try bytes.read(into: buffer) }
    let wanted = max(2, (buffer.count / 3 - 2) * 2)
    if state.raw.count < wanted { state.raw = [UInt8](repeating: 0, count: wanted) }
    while true {
      let count = try state.raw.withUnsafeMutableBytes { raw in
        try bytes.read(into: UnsafeMutableRawBufferPointer(rebasing: raw[..<wanted]))
      }
      if count == 0 { return state.transcoder?.finish(into: buffer) ?? 0 }
      let written = state.raw.withUnsafeBytes { raw in
        state.transcoder?.transcode(UnsafeRawBufferPointer(rebasing: raw[..<count]), into: buffer)
      }
      if let written, written > 0 { return written }
    }
  }

  /// Reads the beginning, tells the encoding by it, and leaves its text in `buffer`.
  private func settle(
    _ buffer: UnsafeMutableRawBufferPointer, _ state: inout State
  ) throws -> Int {
    // As UTF-8 it takes half as much again.
    let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(buffer.count / 3)])
    var count = 0
    while count < min(16, room.count) {
      let read = try bytes.read(into: UnsafeMutableRawBufferPointer(rebasing: room[count...]))
      if read == 0 { break }
      count += read
    }
    state.isSettled = true
    let first = Array(room[..<count])
    let (encoding, mark) = TextEncoding.ofLog(firstBytes: Array(first.prefix(16)))
    let text = first[mark...]
    switch encoding {
    case .utf16LittleEndian, .utf16BigEndian:
      var transcoder = UTF16Transcoder(highByteFirst: encoding == .utf16BigEndian)
      let written = text.withUnsafeBytes { transcoder.transcode($0, into: buffer) }
      state.transcoder = transcoder
      return written
    case .utf8, .utf8WithByteOrderMark, .latin1:
      buffer.copyBytes(from: text)
      return text.count
    }
  }

  private func keepEnds(_ read: UnsafeRawBufferPointer, _ state: inout State) {
    let room = Self.endLength - state.head.count
    if room > 0 { state.head += read[..<min(room, read.count)] }
    if read.count >= Self.endLength { state.tail.removeAll(keepingCapacity: true) }
    // The suffix of a sequence would visit every byte.
    state.tail += read[max(0, read.count - Self.endLength)...]
    if state.tail.count > 4 * Self.endLength {
      state.tail.removeFirst(state.tail.count - Self.endLength)
    }
  }

  /// Counts lines that are longer than what is matched, looking at few of the bytes.
  private func noteLines(_ read: UnsafeRawBufferPointer, _ state: inout State) {
    if countsFeeds { state.feeds += Self.feeds(in: read) }
    var start = -state.sinceFeed
    if state.isInLongLine {
      guard let feed = Self.feed(in: read, from: 0) else { return }
      state.isInLongLine = false
      start = feed + 1
    }
    while start + LogScan.longestLine < read.count {
      let reach = start + LogScan.longestLine
      if let feed = read[max(0, start)...reach].lastIndex(of: 0x0A) {
        start = feed + 1
        continue
      }
      state.longLines += 1
      guard let feed = Self.feed(in: read, from: reach) else {
        state.isInLongLine = true
        return
      }
      start = feed + 1
    }
    let rest = read[max(0, start)...]
    if let feed = rest.lastIndex(of: 0x0A) { start = feed + 1 }
    state.sinceFeed = read.count - start
  }

  private static func feed(in bytes: UnsafeRawBufferPointer, from: Int) -> Int? {
    guard from < bytes.count, let base = bytes.baseAddress else { return nil }
    return memchr(base + from, 0x0A, bytes.count - from).map { UnsafeRawPointer($0) - base }
  }

  private static func feeds(in bytes: UnsafeRawBufferPointer) -> Int {
    var (count, at) = (0, 0)
    while let feed = feed(in: bytes, from: at) {
      count += 1
      at = feed + 1
    }
    return count
  }
}
