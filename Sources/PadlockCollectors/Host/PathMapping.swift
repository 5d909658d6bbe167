/// Maps the target's paths to files of this machine.
protocol PathMapping: Sendable {
  func resolve(_ path: String) -> PathResolver.Outcome
  /// Names in a folder of the target that is none of this machine's; nil where it is one.
  func names(in folder: String) -> [String]?
  /// Whether the folders are the target's own, with all that was in them.
  var isComplete: Bool { get }
}

extension PathMapping {
  var isComplete: Bool { true }
  func names(in folder: String) -> [String]? { nil }
}

/// Paths with `/`.
struct PosixPaths: PathMapping {
  let resolver: PathResolver

  func resolve(_ path: String) -> PathResolver.Outcome {
    guard path.hasPrefix("/"), !path.utf8.contains(0) else { return .missing(folderExists: false) }
    return resolver.resolve(path.split(separator: "/").map(String.init))
  }
}

/// Windows paths without regard to case; `\\`, `\` and `/` separate alike.
///
/// `C:\x` is looked for as `ROOT/C/x`, `ROOT/C:/x`, `ROOT/c/x` and `ROOT/x`. What lies in the
/// product's own folder is looked for in `home` where that is given.
struct WindowsPaths: PathMapping {
  let root: String?
  let home: String?
  let windowsHome: String?

  func resolve(_ path: String) -> PathResolver.Outcome {
    let components = Self.components(path)
    if let home, let windowsHome {
      let prefix = Self.components(windowsHome)
      if components.count >= prefix.count,
        zip(prefix, components).allSatisfy({ $0.lowercased() == $1.lowercased() })
      {
        return PathResolver(root: home, ignoresCase: true)
          .resolve(Array(components.dropFirst(prefix.count)))
      }
    }
    guard let root, !path.utf8.contains(0) else { return .missing(folderExists: false) }
    let resolver = PathResolver(root: root, ignoresCase: true)
    guard let drive = components.first, drive.count == 2, drive.hasSuffix(":") else {
      return resolver.resolve(components)
    }
    let rest = Array(components.dropFirst())
    let places = [[String(drive.prefix(1))], [drive], []].map { $0 + rest }
    var best = PathResolver.Outcome.missing(folderExists: false)
    for place in places {
      switch resolver.resolve(place) {
      case .missing(let folderExists):
        if folderExists { best = .missing(folderExists: true) }
      case let outcome: return outcome
      }
    }
    return best
  }

  static func components(_ path: String) -> [String] {
    path.split { $0 == "\\" || $0 == "/" }.map(String.init)
  }
}
