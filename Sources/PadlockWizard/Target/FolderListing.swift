/// A folder as it was found.
public struct FolderListing: Equatable, Sendable {
  /// What stands in it.
  public struct Entry: Hashable, Sendable {
    public var name: String
    public var isFolder: Bool

    public init(name: String, isFolder: Bool) {
      self.name = name
      self.isFolder = isFolder
    }

    /// Whether it is left out unless asked for.
    var isHidden: Bool { name.hasPrefix(".") }
  }

  /// How looking came out.
  public enum Outcome: Hashable, Sendable {
    /// `isWhole` unless there was more than can be listed.
    case listed(isWhole: Bool)
    case missing
    case notFolder
    /// It could not be looked into; why, in words.
    case closed(String)
  }

  /// The path that was asked for, without a slash at its end unless it is `/`.
  public var folder: String
  public var entries: [Entry]
  public var outcome: Outcome

  public init(folder: String, entries: [Entry] = [], outcome: Outcome) {
    self.folder = folder
    self.entries = entries
    self.outcome = outcome
  }

  /// Why there is nothing to show; nil where it was listed.
  var problem: String? {
    switch outcome {
    case .listed: nil
    case .missing: "\(folder) is not there."
    case .notFolder: "\(folder) is no folder."
    case .closed(let why): "\(folder) cannot be looked into: \(why)."
    }
  }
}

/// A path as it is being typed: a folder, and what may be the beginning of a name in it.
struct TypedPath: Equatable {
  /// Without a slash at its end unless it is `/`.
  let folder: String
  let name: String

  /// Nil unless `text` is a whole path of this kind of system, whose folders can be looked into.
  init?(_ text: String) {
    guard text.hasPrefix("/"), let slash = text.lastIndex(of: "/") else { return nil }
    let before = text[..<slash]
    folder = before.isEmpty ? "/" : String(before)
    name = String(text[text.index(after: slash)...])
  }

  /// What is wrong with the path, by what its folder holds; nil where nothing is, or where that
  /// cannot be told.
  func problem(in listing: FolderListing, wantsFolder: Bool) -> String? {
    guard listing.folder == folder else { return nil }
    guard case .listed(let isWhole) = listing.outcome else {
      if case .closed = listing.outcome { return nil }
      return listing.problem
    }
    if name.isEmpty {
      return wantsFolder ? nil : "\(folder) is a folder: name a file in it."
    }
    guard let entry = listing.entries.first(where: { $0.name == name }) else {
      return isWhole ? "There is no \(name) in \(folder)." : nil
    }
    guard entry.isFolder != wantsFolder else { return nil }
    return wantsFolder
      ? "\(name) is a file; the folder that it is in is wanted."
      : "\(name) is a folder: name a file in it."
  }

  /// The entries that the name may become.
  func matches(in listing: FolderListing, wantsFolder: Bool) -> [FolderListing.Entry] {
    guard listing.folder == folder else { return [] }
    return listing.entries.filter { entry in
      entry.name.hasPrefix(name) && (entry.isFolder || !wantsFolder)
        && (!entry.isHidden || name.hasPrefix("."))
    }
  }

  /// The path with as much of the name added as is certain; nil where that is nothing.
  func completed(in listing: FolderListing, wantsFolder: Bool) -> String? {
    let found = matches(in: listing, wantsFolder: wantsFolder)
    guard let first = found.first else { return nil }
    var common = Array(first.name)
    for entry in found.dropFirst() {
      common = zip(common, entry.name).prefix { $0 == $1 }.map(\.0)
    }
    let end = found.count == 1 && first.isFolder ? "/" : ""
    guard common.count + end.count > name.count else { return nil }
    return joined(String(common)) + end
  }

  func joined(_ name: String) -> String { folder == "/" ? "/\(name)" : "\(folder)/\(name)" }
}
