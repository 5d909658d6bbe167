/// A path in which `*` stands for any part of one name.
public struct PathPattern {
  let text: String

  public init(_ text: String) { self.text = text }

  /// The paths that exist, sorted; the path itself where it has no `*`.
  public func matches(in files: any FileAccess) -> [String] {
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
      if found.count > 1_000 { found.removeLast(found.count - 1_000) }
    }
    return found.filter {
      files.status(of: $0) != .missing && files.status(of: $0) != .notCollected
    }
    .sorted()
  }

  /// Whether `name` fits a component with `*`.
  static func fits(_ name: String, _ pattern: String) -> Bool {
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
