internal import PadlockModel

/// A line of a file of a target.
public struct FilePlace: Hashable, Sendable {
  /// The id of the target whose file it is.
  public var target: String
  public var path: String
  /// 1-based; nil for the file's first lines.
  public var line: Int?

  public init(target: String, path: String, line: Int?) {
    self.target = target
    self.path = path
    self.line = line
  }

  /// The place that a piece of evidence names; nil where it names no text file.
  init?(_ evidence: Evidence, of target: String) {
    guard evidence.kind == .file || evidence.kind == .log, isWholePath(evidence.source) else {
      return nil
    }
    self.init(target: target, path: evidence.source, line: evidence.line)
  }

  /// `systemd.start.sh:14`, with the whole path.
  var text: String { line.map { "\(path):\($0)" } ?? path }
}

/// Whether it is a whole path, in the notation of Unix or of Windows.
private func isWholePath(_ path: String) -> Bool {
  let start = Array(path.utf8.prefix(3))
  if start.first == UInt8(ascii: "/") || path.hasPrefix("\\\\") { return true }
  guard start.count == 3, start[1] == UInt8(ascii: ":") else { return false }
  return start[2] == UInt8(ascii: "\\") || start[2] == UInt8(ascii: "/")
}

/// Some lines of a file, without secrets.
public struct FileExcerpt: Hashable, Sendable {
  /// The number of the first line, from 1.
  public var firstLine: Int
  public var lines: [String]
  /// What the reader should know, such as that the file has become shorter.
  public var remark: String?

  public init(firstLine: Int, lines: [String], remark: String? = nil) {
    self.firstLine = firstLine
    self.lines = lines
    self.remark = remark
  }
}

/// What is known of a file that was asked for.
typealias FileContent = Awaited<FileExcerpt>
