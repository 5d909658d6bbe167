import PadlockModel

/// The paths of a product whose files were sent without their folders, or with other ones.
///
/// A file stands for the path with which it has most of its last names in common, and at least the
/// very last: `conf/agent.jks` for `/opt/agent/conf/agent.jks`. Where two files fit a path equally
/// well, neither does. What is at no path is not known to be missing.
struct LoosePaths: PathMapping {
  private let isWindows: Bool
  private let sent: LooseNames
  /// The file at each of the product's own paths, by its names.
  private var placed: [[String]: Int] = [:]
  private var taken: Set<Int> = []
  /// Paths whose last name many other files have too.
  private var common: Set<[String]> = []

  init(_ bundle: EvidenceBundle, _ product: Product, _ installation: Installation?) {
    let isWindows = installation?.platform == .windows
    self.isWindows = isWindows
    sent = bundle.names(ignoringCase: isWindows)
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
  var known: [EvidenceBundle.File] { placed.values.map { sent.members[$0].file } }

  /// Whether a file stands at this path of the product's own.
  func holds(_ path: String) -> Bool { placed[names(of: path)] != nil }

  /// Files that stand at none of the product's own paths, by path.
  var others: [EvidenceBundle.File] {
    sent.members.indices.filter { !taken.contains($0) }.map { sent.members[$0].file }
  }

  func resolve(_ path: String) -> PathResolver.Outcome {
    let names = names(of: path)
    guard !names.isEmpty, !path.utf8.contains(0),
      let member = placed[names] ?? whole(names) ?? best(for: names, ignoringCase: false)
    else { return .missing(folderExists: false) }
    return .found(sent.members[member].file.real)
  }

  func names(in folder: String) -> [String]? {
    let names = names(of: folder)
    var folders = Set(names.last.map(sent.folders(named:)) ?? [])
    var found: Set<String> = []
    for (path, member) in placed where path.dropLast().elementsEqual(names) {
      folders.insert(Array(sent.members[member].names.dropLast()))
      found.insert(sent.members[member].name)
    }
    for member in folders.flatMap(sent.inside) where !taken.contains(member) {
      found.insert(sent.members[member].name)
    }
    return found.isEmpty ? nil : found.sorted()
  }

  private func names(of path: String) -> [String] {
    isWindows ? WindowsPaths.components(path).map { $0.lowercased() } : TargetPath(path).comparable
  }

  /// The file of just this path.
  private func whole(_ names: [String]) -> Int? {
    sent.named(names.last ?? "").first { sent.members[$0].names == names }
  }

  /// The file that fits a path best and is not placed elsewhere; nil where none does, or several.
  private func best(for names: [String], ignoringCase: Bool) -> Int? {
    let least = common.contains(names) ? 2 : 1
    var best: (score: Int, member: Int?) = (0, nil)
    for member in sent.named(names.last ?? "") where !taken.contains(member) {
      let score = zip(names.reversed(), sent.members[member].names.reversed()).prefix {
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
    taken.insert(member)
  }

  private mutating func placeLogs(at path: String, inTheirFolder isFolderKnown: Bool) {
    let names = names(of: path)
    guard let pattern = names.last else { return }
    let folder = Array(names.dropLast())
    for (index, member) in sent.members.enumerated() where !taken.contains(index) {
      guard let name = member.names.last, PathPattern.fits(name, pattern),
        !isFolderKnown || member.names.dropLast().last == folder.last,
        placed[folder + [name]] == nil
      else { continue }
      placed[folder + [name]] = index
      taken.insert(index)
    }
  }
}
