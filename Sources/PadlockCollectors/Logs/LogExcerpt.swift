import PadlockSymptoms

/// The lines of a log that matter, with those around them, and its last lines.
public struct LogExcerpt: Sendable, Equatable {
  /// Lines that follow each other.
  public struct Part: Sendable, Equatable {
    /// The number of the first of them, from 1.
    public var start: Int
    public var lines: [String]

    /// Its lines, a key that begins before it cut off with them: nothing there tells that it is one.
    public var text: String {
      let isKey = { (line: String, sign: String) in
        line.hasPrefix("-----\(sign) ") && line.contains("PRIVATE KEY-----")
      }
      guard let end = lines.firstIndex(where: { isKey($0, "END") }),
        !lines[..<end].contains(where: { isKey($0, "BEGIN") })
      else { return lines.joined(separator: "\n") }
      return lines[end...].joined(separator: "\n")
    }
  }

  /// Lines before one that matters, lines after it for a stack trace, and lines at the end.
  public static let (before, after, last) = (5, 30, 500)
  /// How many lines that matter are looked for.
  public static let mostPlaces = 500
  /// Bytes of a line that are kept.
  public static let longestLine = 8 << 10

  /// In the log's order, with at least one line left out between two of them.
  public let parts: [Part]

  /// Reads a log, also a packed one, from its beginning to its end.
  ///
  /// - Parameters:
  ///   - path: the log, in the target's notation.
  ///   - files: the target's files.
  ///   - lines: the numbers of the lines that matter, from 1.
  /// - Throws: `FileFailure` also where it cannot be unpacked to its end.
  public init(
    of path: String, in files: any FileAccess, around lines: some Sequence<Int>
  ) throws(FileFailure) {
    let windows = Self.windows(Array(Set(lines).sorted().prefix(Self.mostPlaces)))
    let read = try files.reading(path) { file -> Result<[Part], FileFailure> in
      do {
        let text = LogText(try file.unpacked(), countsFeeds: true)
        let found = try Self.parts(windows, of: text)
        return .success(Self.joined(found, with: Self.end(of: text)))
      } catch {
        return .failure(.failed("it could not be read to its end"))
      }
    }
    parts = try read.get()
  }

  /// The lines around each line, those together that touch.
  private static func windows(_ lines: [Int]) -> [ClosedRange<Int>] {
    var windows: [ClosedRange<Int>] = []
    for line in lines where line > 0 && line < Int.max - after {
      let window = max(1, line - before)...(line + after)
      if let last = windows.last, window.lowerBound <= last.upperBound + 1 {
        windows[windows.count - 1] = last.lowerBound...window.upperBound
      } else {
        windows.append(window)
      }
    }
    return windows
  }

  /// Reads all of `text`, keeping the lines of the windows.
  private static func parts(
    _ windows: [ClosedRange<Int>], of text: LogText
  ) throws -> [Part] {
    var parts = windows.map { Part(start: $0.lowerBound, lines: []) }
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    var (line, number, window) = ([UInt8](), 1, 0)
    func finish() {
      if window < windows.count, windows[window].contains(number) {
        parts[window].lines.append(shown(line))
      }
      number += 1
      line.removeAll(keepingCapacity: true)
      if window < windows.count, number > windows[window].upperBound { window += 1 }
    }
    while true {
      let count = try buffer.withUnsafeMutableBytes { try text.read(into: $0) }
      if count == 0 { break }
      var rest = buffer[..<count]
      while window < windows.count, let feed = rest.firstIndex(of: 0x0A) {
        line += rest[..<feed].prefix(max(0, longestLine + 1 - line.count))
        rest = rest[(feed + 1)...]
        finish()
      }
      line += rest.prefix(max(0, longestLine + 1 - line.count))
    }
    if !line.isEmpty { finish() }
    return parts.filter { !$0.lines.isEmpty }
  }

  /// The last lines of what was read.
  private static func end(of text: LogText) -> Part {
    let tail = text.tail
    var lines = tail.split(separator: 0x0A, omittingEmptySubsequences: false)
    let count = text.feeds + (lines.last?.isEmpty == false ? 1 : 0)
    if lines.last?.isEmpty == true { lines.removeLast() }
    // The first may have lost its beginning.
    if lines.count < count, lines.count > 1 { lines.removeFirst() }
    let kept = lines.suffix(last)
    return Part(start: count - kept.count + 1, lines: kept.map { shown(Array($0)) })
  }

  private static func joined(_ parts: [Part], with end: Part) -> [Part] {
    var joined = parts.filter { $0.start < end.start }
    guard var last = joined.popLast() else { return end.lines.isEmpty ? [] : [end] }
    last.lines = Array(last.lines.prefix(end.start - last.start))
    if last.start + last.lines.count == end.start {
      return joined + [Part(start: last.start, lines: last.lines + end.lines)]
    }
    return joined + [last] + (end.lines.isEmpty ? [] : [end])
  }

  private static func shown(_ line: [UInt8]) -> String {
    let bare = line.last == 0x0D ? line.dropLast() : line[...]
    if bare.count <= longestLine { return String(decoding: bare, as: UTF8.self) }
    return String(decoding: bare.prefix(longestLine), as: UTF8.self) + "…"
  }
}
