import PadlockModel
import PadlockReaders

/// The name of a log that was set aside: which log it is a part of, by its shape alone.
///
/// `agent.log.1`, `agent.log-20210209.gz`, `agent.log.2021-02-09.0.gz`, `agent-2021-02-09.log` and
/// `agent.2021-02-09.log.xz` are all parts of `agent.log`.
enum RotatedName {
  private static let packings = [".gz", ".xz", ".zst", ".bz2", ".lz4"]

  /// The names that a log may have had before it was set aside as `name`; itself comes first.
  static func origins(of name: String) -> [String] {
    let bare = packings.first { name.hasSuffix($0) }.map { String(name.dropLast($0.count)) } ?? name
    var origins = [name, bare]
    let whole = withoutMark(bare[...])
    origins.append(String(whole))
    if let dot = bare.lastIndex(of: "."), dot > bare.startIndex {
      let stem = withoutMark(bare[..<dot])
      if !stem.isEmpty { origins.append(String(stem) + bare[dot...]) }
    }
    var seen: Set<String> = []
    return origins.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// Without the dates and numbers at its end: `.1`, `-20210209`, `.2021-02-09.0`, `_2021-02-09`.
  private static func withoutMark(_ name: Substring) -> Substring {
    var rest = name
    while let last = rest.last, last.isASCII, last.isNumber {
      let digits = rest.reversed().prefix { $0.isASCII && $0.isNumber }.count
      let before = rest.dropLast(digits)
      guard let sign = before.last, ".-_".contains(sign), before.count > 1 else { break }
      rest = before.dropLast()
    }
    return rest
  }
}

/// Finds the files that one log consists of: the one that is written to, and those set aside.
struct RotatedLogs {
  /// How many files of one log are read, the newest first.
  static let limit = 6
  /// How many files are looked into for the time at which they begin.
  private static let peeked = 64
  /// Bytes at a file's beginning in which a time is looked for.
  private static let peek = 64 << 10

  let files: any FileAccess
  /// Seconds that local time is ahead of UTC.
  let localOffset: Int

  /// The files of a log of the product, the newest first, and how many older ones there are.
  func files(of path: String) -> (read: [String], older: Int) {
    let pattern = TargetPath(path)
    let folders = PathPattern(pattern.folder).matches(in: files)
    var found: [String] = []
    for folder in folders {
      let names = (try? files.names(in: folder)) ?? []
      found += names.filter { name in
        RotatedName.origins(of: name).contains { fits($0, pattern) }
      }.map { TargetPath(folder).appending($0) }
    }
    // It may be there in a folder that cannot be listed.
    if !path.contains("*"), !found.contains(where: { fits(TargetPath($0).name, pattern) }) {
      found.append(path)
    }
    return newest(found)
  }

  /// Files that were named, each log's together and the newest of it first.
  func logs(of paths: [String]) -> [[String]] {
    var keys: [String] = []
    var groups: [String: [String]] = [:]
    for path in paths {
      let target = TargetPath(path)
      let origins = RotatedName.origins(of: target.name)
      let known = origins.map { target.folder + "\n" + $0 }
      let key = keys.first { known.contains($0) } ?? known.last ?? path
      if groups[key] == nil { keys.append(key) }
      groups[key, default: []].append(path)
    }
    return keys.compactMap { groups[$0] }.map { $0.count > 1 ? byTime($0) : $0 }
  }

  private func fits(_ name: String, _ pattern: TargetPath) -> Bool {
    pattern.isWindows
      ? PathPattern.fits(name.lowercased(), pattern.name.lowercased())
      : PathPattern.fits(name, pattern.name)
  }

  private func newest(_ paths: [String]) -> (read: [String], older: Int) {
    guard paths.count > 1 else { return (paths, 0) }
    let present = paths.compactMap { path -> (path: String, changed: Timestamp)? in
      guard case .file(let information) = files.status(of: path) else { return nil }
      return (path, information.changed)
    }
    // What is no file may be the log itself, which could not be looked at.
    guard !present.isEmpty else { return (Array(paths.prefix(1)), 0) }
    let latest = present.sorted { ($0.changed, $0.path) > ($1.changed, $1.path) }
      .prefix(Self.peeked).map(\.path)
    let read = Array(byTime(latest).prefix(Self.limit))
    return (read, present.count - read.count)
  }

  /// The newest first, by the time at which a file begins, else by that of its last change.
  private func byTime(_ paths: [String]) -> [String] {
    paths.map { path in (path: path, time: beginning(of: path)) }
      .sorted { ($0.time, $0.path) > ($1.time, $1.path) }.map(\.path)
  }

  private func beginning(of path: String) -> Int64 {
    var first: LogTime?
    try? files.reading(path) { file in
      guard let bytes = try? file.unpacked() else { return }
      let text = LogText(bytes)
      var beginning = [UInt8](repeating: 0, count: Self.peek)
      let count = beginning.withUnsafeMutableBytes { (try? text.read(into: $0)) ?? 0 }
      first = LogRecordHead.firstTime(in: Array(beginning[..<count]))
    }
    if let first {
      return first.milliseconds / 1_000 - (first.hasZone ? 0 : Int64(localOffset))
    }
    guard case .file(let information) = files.status(of: path) else { return 0 }
    return information.changed.secondsSince1970
  }
}
