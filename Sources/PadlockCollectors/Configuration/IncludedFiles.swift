import Glibc
import PadlockReaders

/// Finds the files that a configuration includes, relative to the folder of its main file.
struct IncludedFiles {
  private let access: any FileAccess
  private let folder: String

  init(_ access: any FileAccess, around main: String) {
    self.access = access
    folder = TargetPath(main).folder
  }

  /// The files that `name` stands for, with `*`, `?` and `[…]` as glob(7) has them.
  func files(_ name: String) -> NginxConfiguration.Included {
    let path = TargetPath(folder).appending(name)
    guard path.contains(where: { "*?[".contains($0) }) else {
      return contents([path], isGlob: false)
    }
    let wide = path.replacing(/\[[^\]\/]*\]|\?/, with: "*")
    let paths = PathPattern(wide).matches(in: access).filter {
      fnmatch(path, $0, FNM_PATHNAME | FNM_PERIOD) == 0
    }
    if paths.isEmpty, !access.listsFolders, !isKnownEmpty(path) { return .unread(path: path) }
    return contents(paths, isGlob: true)
  }

  /// Whether a collector listed the folder of a pattern, and saw nothing that fits it.
  private func isKnownEmpty(_ pattern: String) -> Bool {
    let (folder, name) = (TargetPath(pattern).folder, TargetPath(pattern).name)
    let names = access.listedNames(in: folder)
    return names.map { !$0.contains { fnmatch(name, $0, FNM_PERIOD) == 0 } } ?? false
  }

  private func contents(_ paths: [String], isGlob: Bool) -> NginxConfiguration.Included {
    var files: [(path: String, bytes: [UInt8])] = []
    for path in paths {
      do {
        files.append((path, try access.contents(of: path, limit: ConfigurationFiles.limit)))
      } catch {
        return error == .missing && !isGlob ? .missing : .unread(path: path)
      }
    }
    return .files(files)
  }
}
