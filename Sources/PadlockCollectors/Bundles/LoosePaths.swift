import PadlockModel

/// The paths of a product whose files were sent without their folders, or with other ones.
///
/// A file stands for the path with which it has most of its last names in common, and at least the
/// very last: `conf/agent.jks` for `/opt/agent/conf/agent.jks`. Where two files fit a path equally
/// well, neither does. What is at no path is not known to be missing.
struct LoosePaths: PathMapping {
  private struct Member {
    let file: EvidenceBundle.File
    /// The names of its path, as they are compared.
    let names: [String]
  }

  private let isWindows: Bool
  private let members: [Member]
  /// The file at each of the product's own paths, by its names.
  private var placed: [[String]: Member] = [:]
  private var taken: Set<String> = []
  /// Paths whose last name many other files have too.
  private var common: Set<[String]> = []

  init(_ bundle: EvidenceBundle, _ product: Product, _ installation: Installation?) {
    let isWindows = installation?.platform == .windows
    self.isWindows = isWindows
    members = bundle.files.map { file in
      let names = file.path.split(separator: "/").map(String.init)
      return Member(file: file, names: isWindows ? names.map { $0.lowercased() } : names)
    }
    guard let installation else { return }
    let services = installation.parts?.services ?? []
    common = Set(services.compactMap(\.configuration).map { names(of: $0) })
    let home = LooseFit.home(of: installation)
    for file in installation.configuration where !file.path.contains("*") {
      place(at: TargetPath(home).appending(file.path), ignoringCase: file.ignoresCase)
    }
    let logs = installation.logs.map { TargetPath(home).appending($0.path) }
    for isFolderKnown in [true, false] {
      for log in logs { placeLogs(at: log, inTheirFolder: isFolderKnown) }
    }
  }

  var isComplete: Bool { false }

  /// The files that stand at the product's own paths.
  var known: [EvidenceBundle.File] { placed.values.map(\.file) }

  /// Whether a file stands at this path of the product's own.
  func holds(_ path: String) -> Bool { placed[names(of: path)] != nil }

  /// Files that stand at none of the product's own paths, by path.
  var others: [EvidenceBundle.File] {
    members.map(\.file).filter { !taken.contains($0.path) }
  }

  func resolve(_ path: String) -> PathResolver.Outcome {
    let names = names(of: path)
    guard !names.isEmpty, !path.utf8.contains(0),
      let member = placed[names] ?? members.first(where: { $0.names == names })
        ?? best(for: names, ignoringCase: false)
    else { return .missing(folderExists: false) }
    return .found(member.file.real)
  }

  func names(in folder: String) -> [String]? {
    let names = names(of: folder)
    var beside: Set<[String]> = []
    var found: Set<String> = []
    for (path, member) in placed where Array(path.dropLast()) == names {
      beside.insert(Array(member.names.dropLast()))
      found.insert(Self.name(member))
    }
    for member in members where !taken.contains(member.file.path) {
      let parent = Array(member.names.dropLast())
      if beside.contains(parent) || parent.last != nil && parent.last == names.last {
        found.insert(Self.name(member))
      }
    }
    return found.isEmpty ? nil : found.sorted()
  }

  private func names(of path: String) -> [String] {
    isWindows ? WindowsPaths.components(path).map { $0.lowercased() } : TargetPath(path).comparable
  }

  private static func name(_ member: Member) -> String {
    member.file.path.split(separator: "/").last.map(String.init) ?? ""
  }

  /// The file that fits a path best and is not placed elsewhere; nil where none does, or several.
  private func best(for names: [String], ignoringCase: Bool) -> Member? {
    let least = common.contains(names) ? 2 : 1
    var best: (score: Int, member: Member?) = (0, nil)
    for member in members where !taken.contains(member.file.path) {
      let score = zip(names.reversed(), member.names.reversed()).prefix {
        $0 == $1 || ignoringCase && $0.lowercased() == $1.lowercased()
      }.count
      if score < max(least, best.score) { continue }
      best = score == best.score ? (score, nil) : (score, member)
    }
    return best.member
  }

  private mutating func place(at path: String, ignoringCase: Bool) {
    let names = names(of: path)
    guard let member = best(for: names, ignoringCase: ignoringCase) else { return }
    placed[names] = member
    taken.insert(member.file.path)
  }

  private mutating func placeLogs(at path: String, inTheirFolder isFolderKnown: Bool) {
    let names = names(of: path)
    guard let pattern = names.last else { return }
    let folder = Array(names.dropLast())
    for member in members where !taken.contains(member.file.path) {
      guard let name = member.names.last, PathPattern.fits(name, pattern),
        !isFolderKnown || member.names.dropLast().last == folder.last,
        placed[folder + [name]] == nil
      else { continue }
      placed[folder + [name]] = member
      taken.insert(member.file.path)
    }
  }
}
