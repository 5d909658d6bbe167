import ArchiveBridge
import Foundation
public import PadlockModel
import Synchronization

/// What somebody sent: an archive, unpacked into a private folder, or a folder as it is.
///
/// Archives in it are unpacked too, one level deep.
public final class EvidenceBundle: Sendable {
  /// One file of it.
  public struct File: Sendable, Equatable {
    /// Its path in the bundle: `conf/agent.jks`, `logs.zip!/agent.log`.
    public let path: String
    /// Its path on this machine.
    let real: String
    let bytes: Int
    let changed: Timestamp?
  }

  /// What people call it: the path as it was given.
  public let name: String
  /// Its files, by path.
  public let files: [File]
  /// The folders of this machine that its files lie in, and what comes before their paths.
  let roots: [(real: String, prefix: String)]
  /// Whether all of it was read.
  public let isWhole: Bool
  /// Whether a file that is not in one of its folders was not there; a collector takes of a folder
  /// what it knows.
  var holdsWholeFolders: Bool { isWhole && copies == nil }
  /// What was not read, with what to do.
  public let unchecked: [Unchecked]
  /// Members that were refused.
  public let refused: [LedgerEntry]
  /// What kept it from being read to its end, in sentences.
  public let failures: [String]
  /// The folder that holds copies by the paths that they had, where a collector says so.
  let copies: String?
  private let lookedFor: LookedFor?
  private let folder: PrivateFolder?
  private let byRealPath: [String: String]
  private let looseNames = Mutex<[Bool: LooseNames]>([:])

  /// Opens the bundle at `path` of this machine.
  ///
  /// - Parameters:
  ///   - path: where it is.
  ///   - name: what it is called in all that is said of it.
  ///   - isOver: whether the time for it is up.
  ///   - willUnpack: told the folder that an archive is unpacked into, before anything is in it.
  /// - Throws: `BundleFailure` where it is neither an archive nor a folder, or nothing of it can be
  ///   read.
  public init(
    _ path: String, named name: String, isOver: @escaping @Sendable () -> Bool,
    willUnpack: @escaping (String) -> Void = { _ in }
  ) throws(BundleFailure) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw BundleFailure(words: "\(name): \(String(cString: strerror(errno)))")
    }
    var reading = BundleReading(name: name, isOver: isOver, willUnpack: willUnpack)
    if status.st_mode & S_IFMT == S_IFDIR {
      try reading.walk(path)
    } else {
      try reading.unpack(path)
    }
    self.name = name
    files = reading.files.sorted { $0.path < $1.path }
    byRealPath = Dictionary(files.map { ($0.real, $0.path) }) { first, _ in first }
    roots = reading.roots
    isWhole = reading.isWhole
    unchecked =
      reading.unchecked
      + BundleIntegrity(bundle: name, isWhole: reading.isWhole, isOver: isOver).unchecked(files)
    refused = reading.refused
    failures = reading.failures
    folder = reading.folder
    let list = Self.document(Self.listName, BundledFiles.self, in: files).flatMap {
      $0.contents.schema == BundledFiles.schema ? $0 : nil
    }
    copies = list.map { String($0.file.real.dropLast(Self.listName.count)) + "files" }
    lookedFor = list.map { LookedFor($0.contents) }
    guard !files.isEmpty else {
      reading.folder?.remove()
      let why = failures.first ?? "\(name) holds no file that can be read"
      throw BundleFailure(words: why)
    }
  }

  /// Whether a collector looked for the file at `path` of its machine, and found none.
  func saysMissing(_ path: String) -> Bool { lookedFor?.isMissing(path) ?? false }

  /// The files that a collector saw in a folder of its machine; nil where it did not list it.
  func listedNames(in folder: String) -> [String]? { lookedFor?.names(in: folder) }

  /// What a collector says of the files that it looked at, `padlock.files/1`.
  private static let listName = "files.json"

  /// What the file of this name at the top, or in the top folder, holds as JSON; nil where it is none.
  static func document<Contents: Decodable>(
    _ name: String, _: Contents.Type, in files: [File]
  ) -> (file: File, contents: Contents)? {
    guard let file = top(name, of: files, limit: 16 << 20),
      let bytes = try? OpenedFile(file.real).bytes(from: 0, count: file.bytes),
      let contents = try? JSONDecoder().decode(Contents.self, from: Data(bytes))
    else { return nil }
    return (file, contents)
  }

  /// The file of this name at the top, or in the top folder, of at most `limit` bytes.
  private static func top(_ name: String, of files: [File], limit: Int) -> File? {
    files.first { file in
      let path = file.path.split(separator: "/")
      return path.count <= 2 && path.last.map(String.init) == name && file.bytes <= limit
    }
  }

  /// Removes what was unpacked; the files cannot be read any more.
  public func remove() { folder?.remove() }

  /// The folder that archives were unpacked into; nil where none was.
  public var unpackedFolder: String? { folder?.path }

  /// The time of its newest file, which is the bundle's own; nil where no file has one.
  public var time: Timestamp? { files.compactMap(\.changed).max() }

  /// The file of this name at its top, or in its top folder, with its entry in the ledger.
  ///
  /// Nil where there is none, or where it has more than `limit` bytes.
  public func contents(
    ofTop name: String, limit: Int
  ) -> (bytes: [UInt8], entry: LedgerEntry)? {
    guard let file = Self.top(name, of: files, limit: limit),
      let bytes = try? OpenedFile(file.real).bytes(from: 0, count: limit)
    else {
      return nil
    }
    return (bytes, LedgerEntry(path: shown(file), bytes: bytes.count, outcome: .read))
  }

  /// How a file of it is named in the ledger: `ticket.zip!/conf/agent.jks`.
  func shown(_ file: File) -> String { "\(name)!/\(file.path)" }

  /// The same for a file by its path on this machine.
  func shown(real: String) -> String { byRealPath[real].map { "\(name)!/\($0)" } ?? real }

  /// Its files by the names in their paths, made when they are first asked for.
  func names(ignoringCase: Bool) -> LooseNames {
    looseNames.withLock { known in
      if let names = known[ignoringCase] { return names }
      let names = LooseNames(files, ignoringCase: ignoringCase)
      known[ignoringCase] = names
      return names
    }
  }

  /// What of it was read by nobody, named for the ledger, so that nothing is passed over in silence.
  ///
  /// What a collector wrote beside its copies is for people, and no file of the target.
  public func notUnderstood(_ ledger: [LedgerEntry]) -> [LedgerEntry] {
    let known = Set(ledger.map(\.path))
    let sent = files.filter { file in copies.map { file.real.hasPrefix($0 + "/") } ?? true }
    return sent.map { shown($0) }.filter { !known.contains($0) }.prefix(Self.mostNamed).map {
      LedgerEntry(path: $0, bytes: 0, outcome: .refused, why: "nothing here needs it, or knows it")
    }
  }

  private static let mostNamed = 500
}
