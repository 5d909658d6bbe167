import Foundation
import PadlockCollectors
import PadlockRedaction
import PadlockWizard

/// Reads what stands around a line of a file, however long that is, without secrets.
enum FileWindow {
  /// Lines shown before and after the named one.
  private static let around = 100
  /// Lines read before those, so that a secret of several lines is seen from its start.
  private static let before = 400
  /// The most bytes of one line that are kept.
  private static let widest = 1 << 14
  /// The most characters of one line that are shown.
  private static let longest = 2_000
  /// The most bytes of a file that are passed over on the way to the line.
  private static let furthest = 1 << 30

  /// - Throws: `FileFailure` where the file cannot be read.
  static func read(
    _ path: String, line: Int?, of files: any FileAccess, masker: Masker
  ) throws(FileFailure) -> FileExcerpt {
    // A saved report may name any line.
    let named = min(max(line ?? 1, 1), Int(Int32.max))
    var lines = LineWindow(
      first: max(named - around - before, 1), last: named + around, widest: widest)
    try files.reading(path) { file -> Result<Void, FileFailure> in
      do throws(FileFailure) {
        var passed = 0
        while passed < furthest {
          let piece = try file.bytes(from: passed, count: 1 << 18)
          passed += piece.count
          guard !piece.isEmpty, piece.withUnsafeBytes({ lines.take($0) }) else { break }
        }
        return .success(())
      } catch { return .failure(error) }
    }.get()
    lines.finish()
    var masker = masker
    let text = lines.lines.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    let masked = masker.mask(text, from: path, keepingLines: true)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let first = max(min(named, lines.count) - around, lines.first)
    let shown = lines.lines.isEmpty ? [] : masked.dropFirst(first - lines.first)
    return FileExcerpt(
      firstLine: first, lines: shown.map { String($0.prefix(longest)) },
      remark: remark(named, lines))
  }

  private static func remark(_ named: Int, _ lines: LineWindow) -> String? {
    if lines.count >= named { return nil }
    return lines.count == 0
      ? "The file is empty now." : "The file has \(lines.count) lines now, and no line \(named)."
  }
}

/// Takes some lines out of a stream of bytes.
struct LineWindow {
  let last: Int
  let widest: Int
  /// The number of the first line that is kept, from 1.
  private(set) var first: Int
  private(set) var lines: [[UInt8]] = []
  /// Complete lines seen, the last one included.
  private(set) var count = 0
  private var current: [UInt8] = []
  private var isOpen = false

  init(first: Int, last: Int, widest: Int) {
    self.first = first
    self.last = last
    self.widest = widest
  }

  /// Takes a piece and says whether more is wanted.
  mutating func take(_ piece: UnsafeRawBufferPointer) -> Bool {
    var rest = piece[...]
    while count < last, !rest.isEmpty {
      let end = rest.firstIndex(of: 0x0A)
      let part = rest[..<(end ?? rest.endIndex)]
      isOpen = true
      if count + 1 >= first { current += part.prefix(max(widest - current.count, 0)) }
      guard let end else { return true }
      endLine()
      rest = rest[(end + 1)...]
    }
    return count < last
  }

  /// Ends a last line that no line feed ends.
  mutating func finish() {
    if isOpen, count < last { endLine() }
    // A file that became shorter shows its end.
    first = lines.isEmpty ? count + 1 : count - lines.count + 1
  }

  private mutating func endLine() {
    count += 1
    if count >= first {
      if current.last == 0x0D { current.removeLast() }
      lines.append(current)
    }
    current = []
    isOpen = false
  }
}
