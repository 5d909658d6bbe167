import Glibc
import PadlockModel

/// What a collector says of a machine's files beyond its copies: which it looked for, so that one it
/// does not name was missing, and what is in the folders that it listed.
struct LookedFor: Sendable {
  private let present: Set<[Substring]>
  /// Patterns, by how many names they have, each as its names.
  private var patterns: [Int: [[Substring]]] = [:]
  private var listings: [[Substring]: [String]] = [:]

  /// The most patterns that count; rules and configuration name some hundreds.
  private static let mostPatterns = 4_000

  init(_ files: BundledFiles) {
    present = Set(files.files.map { $0.path.split(separator: "/") })
    for pattern in (files.lookedFor ?? []).prefix(Self.mostPatterns) where pattern.hasPrefix("/") {
      let names = pattern.split(separator: "/")
      patterns[names.count, default: []].append(names)
    }
    for folder in (files.folders ?? []).prefix(Self.mostPatterns) where folder.hasPrefix("/") {
      listings[folder.split(separator: "/")] = []
    }
    for names in present {
      guard let name = names.last else { continue }
      listings[Array(names.dropLast())]?.append(String(name))
    }
  }

  /// The files of a folder that was listed, sorted; nil for any other.
  func names(in folder: String) -> [String]? {
    folder.hasPrefix("/") ? listings[folder.split(separator: "/")]?.sorted() : nil
  }

  /// Whether `path` was looked for and is not among what was there.
  func isMissing(_ path: String) -> Bool {
    let names = path.split(separator: "/")
    guard path.hasPrefix("/"), !present.contains(names) else { return false }
    return (patterns[names.count] ?? []).contains { pattern in
      zip(names, pattern).allSatisfy(Self.fits)
    }
  }

  /// Whether a name fits as a shell has it, where `*` begins no hidden name.
  ///
  /// `*` alone is matched in linear time; a pattern with both `*` and `[…]` says nothing.
  private static func fits(_ name: Substring, _ pattern: Substring) -> Bool {
    if name.hasPrefix("."), !pattern.hasPrefix(".") { return false }
    if !pattern.contains("[") { return PathPattern.fits(String(name), String(pattern)) }
    return !pattern.contains("*") && fnmatch(String(pattern), String(name), FNM_PERIOD) == 0
  }
}
