import PadlockModel

/// Where a product is installed, to tell its processes from those of other installations of it.
struct InstallationPlace {
  private let marks: [String]
  private let home: String?
  private let files: any FileAccess

  /// - Parameters:
  ///   - marks: what the arguments begin with that name the home, the one that decides first.
  ///   - home: the home; nil where it is not known.
  ///   - files: the files of the machine that it runs on.
  init(_ marks: [String], home: String?, _ files: any FileAccess) {
    self.marks = marks
    self.home = home
    self.files = files
  }

  /// Whether the process's arguments name a folder, or a file in one, in which the home is not.
  func isElsewhere(_ process: RunningProcess) -> Bool {
    guard let home, let named = named(by: process.arguments) else { return false }
    let folder: String
    switch files.status(of: named) {
    case .folder: folder = named
    case .file: folder = TargetPath(named).folder
    case .special, .missing, .notCollected, .denied: return false
    }
    // Links are followed before `..` is, so a home that is a link lies where it leads.
    var place = home
    for _ in 0..<100 {
      guard Self.areApart(place, folder, files) else { return false }
      let above = place + "/.."
      guard Self.areApart(above, place, files) else { return true }
      place = above
    }
    return false
  }

  /// The first absolute path that the arguments give, behind a mark or as the argument after it;
  /// what a relative one starts from is not known.
  private func named(by arguments: [String]) -> String? {
    // A title that a program gives itself holds its arguments as one text.
    let title = arguments.prefix(1).filter { $0.contains(": ") }
    let words =
      title.flatMap { $0.split(separator: " ").map(String.init) }
      + arguments.dropFirst(title.count)
    for mark in marks {
      guard let index = words.lastIndex(where: { $0.hasPrefix(mark) }) else { continue }
      let value =
        words[index] == mark
        ? words.dropFirst(index + 1).first : String(words[index].dropFirst(mark.count))
      if let value, TargetPath(value).isAbsolute { return value }
    }
    return nil
  }

  /// Whether the two are folders, and not one by two paths.
  static func areApart(_ a: String, _ b: String, _ files: any FileAccess) -> Bool {
    guard case .folder(let first) = files.status(of: a), let one = first.identity,
      case .folder(let second) = files.status(of: b), let other = second.identity
    else { return false }
    return one != other
  }
}
