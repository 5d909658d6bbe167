import PadlockModel

/// A bundle's files by the names in their paths, so that finding one takes no longer where there are
/// many.
struct LooseNames: Sendable {
  /// A file with the names of its path, as they are compared.
  struct Member: Sendable {
    let file: EvidenceBundle.File
    let names: [String]
    /// The last of them as it is spelled.
    let name: String
  }

  /// In order of their paths.
  let members: [Member]
  /// Members by their last name in small letters.
  private var byName: [String: [Int]] = [:]
  /// Members by their folder, and folders by their last name.
  private var byFolder: [[String]: [Int]] = [:]
  private var folders: [String: [[String]]] = [:]

  init(_ files: [EvidenceBundle.File], ignoringCase: Bool) {
    members = files.map { file in
      let names = file.path.split(separator: "/").map(String.init)
      return Member(
        file: file, names: ignoringCase ? names.map { $0.lowercased() } : names,
        name: names.last ?? "")
    }
    for (index, member) in members.enumerated() {
      byName[member.name.lowercased(), default: []].append(index)
      byFolder[Array(member.names.dropLast()), default: []].append(index)
    }
    for folder in byFolder.keys { folders[folder.last ?? "", default: []].append(folder) }
  }

  /// The members of this last name in whatever spelling.
  func named(_ name: String) -> [Int] { byName[name.lowercased()] ?? [] }

  /// The members that lie right in a folder.
  func inside(_ folder: [String]) -> [Int] { byFolder[folder] ?? [] }

  /// The folders of this last name.
  func folders(named name: String) -> [[String]] { folders[name] ?? [] }
}
