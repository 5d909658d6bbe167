public import PadlockModel

/// The target's files, wherever they are: this machine, a tree below a folder, or a test's own.
///
/// Paths are the target's own (`/opt/xmatters/xa/bin`, `C:\Program Files\xa`); an implementation
/// maps them and lets none out of its tree, also through links.
public protocol FileAccess: Sendable {
  /// Whether a file that is not there is missing, or merely not collected.
  var holdsEverything: Bool { get }
  /// Whether what a folder does not list is not in it.
  var listsFolders: Bool { get }

  func status(of path: String) -> FileStatus
  /// The whole file, up to `limit` bytes; every call is entered in the ledger.
  func contents(of path: String, limit: Int) throws(FileFailure) -> [UInt8]
  /// Names in a folder, sorted, at most 10,000.
  func names(in folder: String) throws(FileFailure) -> [String]
  /// Every file in a folder that a collector listed, also those that it did not copy; nil elsewhere.
  func listedNames(in folder: String) -> [String]?
  /// Calls `body` with a file that is open for reading, whatever its size; never waits for a pipe or
  /// a device. The bytes that `body` read are entered in the ledger.
  func reading<Result>(
    _ path: String, _ body: (OpenedFile) -> Result
  ) throws(FileFailure) -> Result
  /// Whether an access control list says more of a path than its mode (acl(5)).
  func hasAccessList(_ path: String) -> Bool
  /// Users and groups of the target, from its `/etc/passwd` and `/etc/group`.
  func identity(ofUser name: String) -> UserIdentity?
  /// Every file that was opened so far, or refused.
  var ledger: [LedgerEntry] { get }
}

extension FileAccess {
  public var listsFolders: Bool { true }
  public func listedNames(in folder: String) -> [String]? { nil }
}

/// What stands at a path.
public enum FileStatus: Sendable, Equatable {
  case file(FileInformation)
  case folder(FileInformation)
  /// A pipe, a socket or a device.
  case special
  case missing
  /// The tree does not hold its folder, so nothing can be said.
  case notCollected
  /// This process may not look; the system's words.
  case denied(String)
}

/// Size, times and permissions of a file or folder.
public struct FileInformation: Sendable, Equatable {
  public var bytes: Int
  public var changed: Timestamp
  public var ownerID: Int
  public var groupID: Int
  /// POSIX permission bits, `0o640`.
  public var mode: Int
  /// What two paths of one file have in common; nil where that is not known.
  public var identity: FileIdentity?

  public init(
    bytes: Int, changed: Timestamp, ownerID: Int, groupID: Int, mode: Int,
    identity: FileIdentity? = nil
  ) {
    self.bytes = bytes
    self.changed = changed
    self.ownerID = ownerID
    self.groupID = groupID
    self.mode = mode
    self.identity = identity
  }
}

/// The device and the number on it by which a system knows a file, whatever its path (stat(2)).
public struct FileIdentity: Sendable, Equatable {
  let device: UInt64
  let inode: UInt64
}

/// A user with all groups.
public struct UserIdentity: Sendable, Equatable {
  public var name: String
  public var id: Int
  public var groups: Set<Int>

  public init(name: String, id: Int, groups: Set<Int>) {
    self.name = name
    self.id = id
    self.groups = groups
  }
}

/// Why a file could not be read.
public enum FileFailure: Error, Equatable, Sendable {
  case missing
  case notCollected
  case denied
  case isFolder
  case isSpecial
  case tooLarge(limit: Int)
  case outsideTree
  case failed(String)

  /// What a user is told of it, after the path and a colon.
  var words: String {
    switch self {
    case .missing, .notCollected: "it is not there"
    case .denied: "this user may not read it"
    case .isFolder: "it is a folder"
    case .isSpecial: "it is no regular file"
    case .tooLarge(let limit): "it is larger than \(limit) bytes"
    case .outsideTree: "its links leave the tree"
    case .failed(let words): words
    }
  }
}
