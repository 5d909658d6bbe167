import PadlockModel

/// Looks for copies of a keystore in its own folder.
struct KeystoreCopies {
  private let keystore: SubjectID
  private let files: any FileAccess

  init(_ keystore: SubjectID, _ files: any FileAccess) {
    self.keystore = keystore
    self.files = files
  }

  var observation: Observation {
    let fact: FactName = "keystore.has-backup"
    let path = TargetPath(keystore.name)
    let listed = files.listedNames(in: path.folder)
    guard let names = listed ?? (try? files.names(in: path.folder)) else {
      return .unknown(fact, of: keystore, .failed("its folder cannot be listed"))
    }
    let copies = names.filter { Self.isCopy($0, of: path.name) }.sorted()
    if copies.isEmpty, listed == nil, !files.listsFolders {
      return .unknown(fact, of: keystore, .notCollected)
    }
    return .known(
      fact, of: keystore, .boolean(!copies.isEmpty),
      Evidence(
        .file, path.folder,
        excerpt: copies.isEmpty
          ? "no copy of \(path.name)" : copies.prefix(5).joined(separator: ", ")))
  }

  /// Whether the name holds that of the original: `.keystore.orig`, `keystore.bak`, `old.keystore`.
  static func isCopy(_ name: String, of original: String) -> Bool {
    let core = original.drop { $0 == "." }.lowercased()
    return name != original && !core.isEmpty && name.lowercased().contains(core)
  }
}
