/// A path in which `*` stands for any part of one name.
public struct PathPattern {
  let text: String
  let ignoresCase: Bool

  /// - Parameters:
  ///   - text: the path.
  ///   - ignoresCase: whether its last name counts in any spelling of its letters.
  public init(_ text: String, ignoringCase ignoresCase: Bool = false) {
    self.text = text
    self.ignoresCase = ignoresCase
  }

  /// The most paths that one pattern may stand for: some years of daily logs.
  private static let limit = 10_000

  /// The paths that exist, sorted; the path itself where it has no `*`.
  public func matches(in files: any FileAccess) -> [String] {
    ignoresCase ? spelled(in: files).map { Self.present($0, files) } : spelled(in: files)
  }

  /// The path as its folder spells the name; as it was where there is no such name.
  private static func present(_ path: String, _ files: any FileAccess) -> String {
    guard files.status(of: path) == .missing else { return path }
    let target = TargetPath(path)
    let names = (try? files.names(in: target.folder)) ?? []
    let other = names.first { $0.lowercased() == target.name.lowercased() }
    return other.map { TargetPath(target.folder).appending($0) } ?? path
  }

  private func spelled(in files: any FileAccess) -> [String] {
    guard text.contains("*") else { return [text] }
    let isWindows = TargetPath(text).isWindows
    let separator: Character = isWindows ? "\\" : "/"
    let components = text.split { $0 == "/" || (isWindows && $0 == "\\") }.map(String.init)
    var found = [text.hasPrefix("/") ? "" : components[0]]
    for component in text.hasPrefix("/") ? components[...] : components[1...] {
      found = found.flatMap { folder -> [String] in
        guard component.contains("*") else { return ["\(folder)\(separator)\(component)"] }
        let names = (try? files.names(in: folder.isEmpty ? "/" : folder)) ?? []
        return names.filter {
          isWindows
            ? Self.fits($0.lowercased(), component.lowercased()) : Self.fits($0, component)
        }.map { "\(folder)\(separator)\($0)" }
      }
      if found.count > Self.limit { found.removeLast(found.count - Self.limit) }
    }
    return found.filter {
      let status = files.status(of: $0)
      return status != .missing && status != .notCollected
    }
    .sorted()
  }

  /// Whether `name` fits a component, in which `*` stands for anything.
  static func fits(_ name: String, _ pattern: String) -> Bool {
    guard pattern.contains("*") else { return name == pattern }
    let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    guard let first = pieces.first, let last = pieces.last, name.hasPrefix(first) else {
      return false
    }
    var rest = name.dropFirst(first.count)
    for piece in pieces.dropFirst().dropLast() {
      guard let range = rest.firstRange(of: piece) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
