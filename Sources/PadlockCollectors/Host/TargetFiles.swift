import Foundation
import Glibc
public import PadlockModel
import Synchronization

/// The target's files on this machine, or in a tree below a folder.
public final class TargetFiles: FileAccess {
  private let paths: any PathMapping
  public let holdsEverything: Bool
  private let entries = Mutex<[String: LedgerEntry]>([:])

  private init(_ paths: any PathMapping, holdsEverything: Bool) {
    self.paths = paths
    self.holdsEverything = holdsEverything
  }

  /// This machine.
  public static func live() -> TargetFiles {
    TargetFiles(
      PosixPaths(resolver: PathResolver(root: nil, ignoresCase: false)), holdsEverything: true)
  }

  /// A tree that takes `root` for `/`.
  public static func tree(_ root: String) -> TargetFiles {
    TargetFiles(
      PosixPaths(resolver: PathResolver(root: trimmed(root), ignoresCase: false)),
      holdsEverything: false)
  }

  /// A Windows tree: drives below `root`, and with `home` the product's folder alone.
  ///
  /// - Parameters:
  ///   - root: the folder that holds the drives, or what lies on them.
  ///   - home: a folder of this machine that stands for `windowsHome`.
  ///   - windowsHome: the product's folder in the target's own notation.
  /// - Returns: files by their Windows paths.
  public static func windowsTree(
    _ root: String?, home: String? = nil, windowsHome: String? = nil
  ) -> TargetFiles {
    TargetFiles(
      WindowsPaths(root: root.map(trimmed), home: home.map(trimmed), windowsHome: windowsHome),
      holdsEverything: false)
  }

  private static func trimmed(_ folder: String) -> String {
    var folder = folder
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    return folder == "/" ? "" : folder
  }

  public func status(of path: String) -> FileStatus {
    switch paths.resolve(path) {
    case .missing(let folderExists):
      return holdsEverything || folderExists ? .missing : .notCollected
    case .denied(let why): return .denied(why)
    case .tangled: return .denied("its links lead in a circle")
    case .found(let real):
      var information = stat()
      guard stat(real, &information) == 0 else {
        let code = errno
        if code == ENOENT || code == ENOTDIR { return .missing }
        return .denied(String(cString: strerror(code)))
      }
      let described = FileInformation(
        bytes: Int(information.st_size),
        changed: Timestamp(secondsSince1970: Int64(information.st_mtim.tv_sec)),
        ownerID: Int(information.st_uid), groupID: Int(information.st_gid),
        mode: Int(information.st_mode & 0o7777))
      switch information.st_mode & S_IFMT {
      case S_IFREG: return .file(described)
      case S_IFDIR: return .folder(described)
      default: return .special
      }
    }
  }

  public func names(in folder: String) throws(FileFailure) -> [String] {
    switch paths.resolve(folder) {
    case .found(let real):
      guard let names = FolderListing.names(in: real, limit: 10_000) else {
        throw errno == EACCES ? .denied : .missing
      }
      return names
    case .missing(let folderExists):
      throw holdsEverything || folderExists ? .missing : .notCollected
    case .denied: throw .denied
    case .tangled: throw .outsideTree
    }
  }

  public func contents(of path: String, limit: Int) throws(FileFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var isTooLarge = false
    do throws(FileFailure) {
      let file = try open(path)
      defer { close(file.descriptor) }
      guard file.bytes <= limit else { throw .tooLarge(limit: limit) }
      bytes.reserveCapacity(file.bytes)
      try Self.read(file) { piece in
        bytes.append(contentsOf: piece)
        isTooLarge = bytes.count > limit
        return !isTooLarge
      }
      guard !isTooLarge else { throw .tooLarge(limit: limit) }
    } catch {
      record(path, bytes: bytes.count, failure: error)
      throw error
    }
    record(path, bytes: bytes.count, failure: nil)
    return bytes
  }

  public func stream(
    _ path: String, _ body: (UnsafeRawBufferPointer) -> Bool
  ) throws(FileFailure) {
    var count = 0
    do throws(FileFailure) {
      let file = try open(path)
      defer { close(file.descriptor) }
      try Self.read(file) { piece in
        count += piece.count
        return body(piece)
      }
    } catch {
      record(path, bytes: count, failure: error)
      throw error
    }
    record(path, bytes: count, failure: nil)
  }

  public func slice(
    _ path: String, from offset: Int, count: Int
  ) throws(FileFailure) -> [UInt8] {
    let file = try open(path)
    defer { close(file.descriptor) }
    let wanted = min(max(count, 0), max(file.bytes - offset, 0))
    guard offset >= 0, wanted > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: wanted)
    var filled = 0
    while filled < wanted {
      let count = bytes.withUnsafeMutableBytes { buffer in
        pread(
          file.descriptor, buffer.baseAddress?.advanced(by: filled), wanted - filled,
          off_t(offset + filled))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      filled += count
    }
    return Array(bytes.prefix(filled))
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

  private struct OpenFile {
    let descriptor: Int32
    let bytes: Int
  }

  /// Opens without waiting, so that a pipe without a writer does not block; the caller closes.
  private func open(_ path: String) throws(FileFailure) -> OpenFile {
    let real: String
    switch paths.resolve(path) {
    case .found(let found): real = found
    case .missing(let folderExists):
      throw holdsEverything || folderExists ? .missing : .notCollected
    case .denied: throw .denied
    case .tangled: throw .outsideTree
    }
    let descriptor = Glibc.open(real, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT, ENOTDIR: throw .missing
      case EACCES, EPERM: throw .denied
      case ENXIO: throw .isSpecial
      case let code: throw .failed(String(cString: strerror(code)))
      }
    }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else {
      close(descriptor)
      throw .failed(String(cString: strerror(errno)))
    }
    switch information.st_mode & S_IFMT {
    case S_IFREG: return OpenFile(descriptor: descriptor, bytes: Int(information.st_size))
    case S_IFDIR:
      close(descriptor)
      throw .isFolder
    default:
      close(descriptor)
      throw .isSpecial
    }
  }

  /// Reads what the file held when it was opened; a file that grows meanwhile does not hold us.
  private static func read(
    _ file: OpenFile, _ body: (UnsafeRawBufferPointer) -> Bool
  ) throws(FileFailure) {
    let pieceSize = 1 << 20
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 64)
    defer { buffer.deallocate() }
    var left = file.bytes
    while left > 0 {
      let count = Glibc.read(file.descriptor, buffer.baseAddress, min(pieceSize, left))
      if count < 0 {
        if errno == EINTR { continue }
        throw .failed(String(cString: strerror(errno)))
      }
      if count == 0 { return }
      left -= count
      guard body(UnsafeRawBufferPointer(rebasing: buffer[..<count])) else { return }
    }
  }

  private func record(_ path: String, bytes: Int, failure: FileFailure?) {
    let why: String? =
      switch failure {
      case nil: nil
      case .missing, .notCollected: "not there"
      case .denied: "this user may not read it"
      case .isFolder: "it is a folder"
      case .isSpecial: "it is no regular file"
      case .tooLarge(let limit): "it is larger than \(limit) bytes"
      case .outsideTree: "its links leave the tree"
      case .failed(let words): words
      }
    if failure == .missing || failure == .notCollected { return }
    let entry = LedgerEntry(
      path: path, bytes: bytes, outcome: why == nil ? .read : .refused, why: why)
    entries.withLock { entries in
      if let present = entries[path], present.bytes > bytes { return }
      entries[path] = entry
    }
  }
}
