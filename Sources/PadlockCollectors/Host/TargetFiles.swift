import Foundation
import Glibc
public import PadlockModel
import Synchronization

/// The target's files on this machine, in a tree below a folder, or in a bundle.
public final class TargetFiles: FileAccess {
  private let paths: any PathMapping
  public let holdsEverything: Bool
  private let bundle: EvidenceBundle?
  private let entries = Mutex<[String: LedgerEntry]>([:])

  private init(
    _ paths: any PathMapping, holdsEverything: Bool = false, of bundle: EvidenceBundle? = nil
  ) {
    self.paths = paths
    self.holdsEverything = holdsEverything
    self.bundle = bundle
  }

  /// This machine.
  public static func live() -> TargetFiles {
    TargetFiles(
      PosixPaths(resolver: PathResolver(root: nil, ignoresCase: false)), holdsEverything: true)
  }

  /// A tree that takes `root` for `/`, which is a folder of `bundle` where there is one.
  public static func tree(_ root: String, of bundle: EvidenceBundle? = nil) -> TargetFiles {
    TargetFiles(
      PosixPaths(resolver: PathResolver(root: trimmed(root), ignoresCase: false)), of: bundle)
  }

  /// The files of a bundle in whatever folders, as those of this installation of a product.
  public static func loose(
    _ bundle: EvidenceBundle, of product: Product, _ installation: Installation?
  ) -> TargetFiles {
    loose(bundle, at: LoosePaths(bundle, product, installation))
  }

  static func loose(_ bundle: EvidenceBundle, at paths: LoosePaths) -> TargetFiles {
    TargetFiles(paths, of: bundle)
  }

  /// A Windows tree: drives below `root`, and with `home` the product's folder alone.
  ///
  /// - Parameters:
  ///   - root: the folder that holds the drives, or what lies on them.
  ///   - home: a folder of this machine that stands for `windowsHome`.
  ///   - windowsHome: the product's folder in the target's own notation.
  ///   - bundle: what `root` is a folder of, where it is one.
  /// - Returns: files by their Windows paths.
  public static func windowsTree(
    _ root: String?, home: String? = nil, windowsHome: String? = nil,
    of bundle: EvidenceBundle? = nil
  ) -> TargetFiles {
    TargetFiles(
      WindowsPaths(root: root.map(trimmed), home: home.map(trimmed), windowsHome: windowsHome),
      of: bundle)
  }

  private static func trimmed(_ folder: String) -> String {
    var folder = folder
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    return folder == "/" ? "" : folder
  }

  public func status(of path: String) -> FileStatus {
    switch paths.resolve(path) {
    case .missing(let folderExists):
      return isMissing(path, folderExists) ? .missing : .notCollected
    case .denied(let why): return .denied(why)
    case .tangled: return .denied("its links lead in a circle")
    case .found(let real):
      var information = stat()
      guard stat(real, &information) == 0 else {
        let code = errno
        if code == ENOENT || code == ENOTDIR { return .missing }
        return .denied(String(cString: strerror(code)))
      }
      let described = FileInformation(information)
      switch information.st_mode & S_IFMT {
      case S_IFREG: return .file(described)
      case S_IFDIR: return .folder(described)
      default: return .special
      }
    }
  }

  public var listsFolders: Bool { paths.isComplete && bundle?.holdsWholeFolders ?? true }

  /// Whether a file that is not there is missing.
  private func isMissing(_ path: String, _ folderExists: Bool) -> Bool {
    holdsEverything || folderExists && bundle?.holdsWholeFolders ?? true
      || bundle?.saysMissing(path) ?? false
  }

  public func names(in folder: String) throws(FileFailure) -> [String] {
    if let names = paths.names(in: folder) { return names }
    switch paths.resolve(folder) {
    case .found(let real):
      guard let names = FolderListing.names(in: real, limit: 10_000) else {
        throw errno == EACCES ? .denied : .missing
      }
      return names
    case .missing(let folderExists):
      // Where each name that may be in it was looked for, it is known to hold none.
      throw isMissing(folder + "/*", folderExists) ? .missing : .notCollected
    case .denied: throw .denied
    case .tangled: throw .outsideTree
    }
  }

  public func listedNames(in folder: String) -> [String]? { bundle?.listedNames(in: folder) }

  public func contents(of path: String, limit: Int) throws(FileFailure) -> [UInt8] {
    do throws(FileFailure) {
      let file = try open(path)
      guard file.information.bytes <= limit else { throw .tooLarge(limit: limit) }
      let bytes = try file.bytes(from: 0, count: file.information.bytes)
      record(path, bytes: bytes.count, failure: nil)
      return bytes
    } catch {
      record(path, bytes: 0, failure: error)
      throw error
    }
  }

  public func reading<Result>(
    _ path: String, _ body: (OpenedFile) -> Result
  ) throws(FileFailure) -> Result {
    do throws(FileFailure) {
      let file = try open(path)
      let result = body(file)
      // Some of it may have been read twice.
      record(path, bytes: min(file.bytesRead, file.information.bytes), failure: nil)
      return result
    } catch {
      record(path, bytes: 0, failure: error)
      throw error
    }
  }

  public func hasAccessList(_ path: String) -> Bool {
    guard case .found(let real) = paths.resolve(path),
      let attributes = try? FileManager.default.attributesOfItem(atPath: real),
      let extended = attributes[FileAttributeKey("NSFileExtendedAttributes")] as? [String: Data]
    else { return false }
    return extended["system.posix_acl_access"] != nil
  }

  public func identity(ofUser name: String) -> UserIdentity? {
    guard let users = try? contents(of: "/etc/passwd", limit: 4 << 20) else { return nil }
    let groups = (try? contents(of: "/etc/group", limit: 4 << 20)) ?? []
    return UserTable(passwd: users, group: groups).identity(name)
  }

  public var ledger: [LedgerEntry] {
    entries.withLock { $0.values.sorted { $0.path < $1.path } }
  }

  private func open(_ path: String) throws(FileFailure) -> OpenedFile {
    switch paths.resolve(path) {
    case .found(let real): return try OpenedFile(real)
    case .missing(let folderExists):
      throw isMissing(path, folderExists) ? .missing : .notCollected
    case .denied: throw .denied
    case .tangled: throw .outsideTree
    }
  }

  private func record(_ path: String, bytes: Int, failure: FileFailure?) {
    if failure == .missing || failure == .notCollected { return }
    var entry = LedgerEntry(
      path: path, bytes: bytes, outcome: failure == nil ? .read : .refused, why: failure?.words)
    if let bundle, case .found(let real) = paths.resolve(path) {
      entry.path = bundle.shown(real: real)
    }
    entries.withLock { entries in
      if let present = entries[entry.path], present.bytes > bytes { return }
      entries[entry.path] = entry
    }
  }
}
