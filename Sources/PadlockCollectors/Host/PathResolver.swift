import Glibc

/// Finds the file on this machine that a path of the target stands for.
///
/// Below a root, absolute symbolic links start at the root and `..` stops there, so nothing leaves
/// the tree. For Windows trees, letters match without regard to case.
struct PathResolver: Sendable {
  /// The folder taken for `/`; nil for this machine itself.
  let root: String?
  let ignoresCase: Bool

  enum Outcome: Equatable {
    case found(String)
    /// Not there; `folderExists` tells whether the folder it would be in is.
    case missing(folderExists: Bool)
    case denied(String)
    /// Links that lead in a circle.
    case tangled
  }

  private static let linkLimit = 40
  private static let componentLimit = 400

  /// Resolves `components` below the root.
  func resolve(_ components: [String]) -> Outcome {
    var waiting = Array(components.reversed())
    var place: [String] = []
    var links = 0
    var steps = 0
    while let component = waiting.popLast() {
      steps += 1
      guard steps <= Self.componentLimit else { return .tangled }
      if component.isEmpty || component == "." { continue }
      if component == ".." {
        // Here the system follows links, and what lies above a link's target is its to say.
        if root == nil { place.append("..") } else { _ = place.popLast() }
        continue
      }
      let here = path(place)
      var name = component
      var information = stat()
      if lstat(join(here, name), &information) != 0 {
        let code = errno
        guard code == ENOENT || code == ENOTDIR else {
          return .denied(String(cString: strerror(code)))
        }
        guard ignoresCase, let other = otherCase(of: name, in: here) else {
          return .missing(folderExists: waiting.isEmpty && isFolder(here))
        }
        name = other
        guard lstat(join(here, name), &information) == 0 else {
          return .missing(folderExists: false)
        }
      }
      guard information.st_mode & S_IFMT == S_IFLNK, root != nil else {
        place.append(name)
        continue
      }
      links += 1
      guard links <= Self.linkLimit else { return .tangled }
      guard let target = SymbolicLink.target(of: join(here, name)) else {
        return .missing(folderExists: true)
      }
      if target.hasPrefix("/") { place = [] }
      waiting.append(
        contentsOf: target.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
          .reversed())
    }
    return .found(path(place))
  }

  private func path(_ place: [String]) -> String {
    (root ?? "") + "/" + place.joined(separator: "/")
  }

  private func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  private func isFolder(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
  }

  private func otherCase(of name: String, in folder: String) -> String? {
    let wanted = name.lowercased()
    return FolderListing.names(in: folder, limit: 10_000)?.first { $0.lowercased() == wanted }
  }

}

/// What symbolic links of this machine point at.
enum SymbolicLink {
  /// The link's text; nil where `path` is none.
  static func target(of path: String) -> String? {
    let capacity = Int(PATH_MAX)
    var count = -1
    let bytes = [CChar](unsafeUninitializedCapacity: capacity) { buffer, filled in
      if let start = buffer.baseAddress { count = readlink(path, start, capacity) }
      filled = max(count, 0)
    }
    guard count > 0, count < capacity else { return nil }
    return String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// Names in a folder of this machine.
enum FolderListing {
  /// Sorted, without `.` and `..`, at most `limit`; nil where it cannot be opened.
  static func names(in folder: String, limit: Int) -> [String]? {
    guard let handle = opendir(folder) else { return nil }
    defer { closedir(handle) }
    var names: [String] = []
    while names.count < limit, let entry = readdir(handle) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
