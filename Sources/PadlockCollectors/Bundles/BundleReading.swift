import ArchiveBridge
import Foundation
import PadlockModel

/// Takes in what a bundle holds: walks its folder, or unpacks its archive, and unpacks the archives
/// in it.
struct BundleReading {
  private let name: String
  private var unpacker: Unpacker
  private let isOver: @Sendable () -> Bool
  private let willUnpack: (String) -> Void
  private(set) var files: [EvidenceBundle.File] = []
  private(set) var roots: [(real: String, prefix: String)] = []
  private(set) var isWhole = true
  private(set) var unchecked: [Unchecked] = []
  private(set) var refused: [LedgerEntry] = []
  private(set) var failures: [String] = []
  private(set) var folder: PrivateFolder?

  /// The most files of a folder that are looked at, and how deep they may lie.
  private static let mostFiles = UnpackingLimits().members
  private static let deepest = UnpackingLimits().depth

  init(
    name: String, isOver: @escaping @Sendable () -> Bool, willUnpack: @escaping (String) -> Void
  ) {
    self.name = name
    self.isOver = isOver
    self.willUnpack = willUnpack
    unpacker = Unpacker(isOver: isOver)
  }

  /// Unpacks the bundle itself.
  mutating func unpack(_ path: String) throws(BundleFailure) {
    do throws(ArchiveRefusal) {
      try unpack(path, as: "")
    } catch {
      throw BundleFailure(words: "\(name): \(error.words)")
    }
    unpackInner()
  }

  /// Takes in the folder at `path`, in which nothing is changed.
  mutating func walk(_ path: String) throws(BundleFailure) {
    roots.append((path, ""))
    var folders = [(path: "", depth: 0)]
    while let next = folders.popLast(), !isOver() {
      let real = next.path.isEmpty ? path : "\(path)/\(next.path)"
      guard let names = FolderListing.names(in: real, limit: Self.mostFiles) else {
        refuse(next.path, "this user may not look into the folder")
        continue
      }
      for name in names {
        let member = next.path.isEmpty ? name : "\(next.path)/\(name)"
        var status = stat()
        guard lstat("\(path)/\(member)", &status) == 0 else { continue }
        switch status.st_mode & S_IFMT {
        case S_IFDIR where next.depth < Self.deepest: folders.append((member, next.depth + 1))
        case S_IFREG:
          guard files.count < Self.mostFiles else {
            stop("it has more than \(Self.mostFiles) files")
            return unpackInner()
          }
          files.append(
            .init(
              path: member, real: "\(path)/\(member)", bytes: Int(status.st_size),
              changed: Timestamp(secondsSince1970: Int64(status.st_mtim.tv_sec))))
        // Within a tree of files links are followed where they are met.
        case S_IFLNK: break
        default: refuse(member, "it is no regular file")
        }
      }
    }
    if isOver() { stop("the time for it was over") }
    unpackInner()
  }

  /// Unpacks the archives among the files, each in place of the file; archives in those stay files.
  private mutating func unpackInner() {
    for file in files where file.bytes > 0 && Self.looksLikeArchive(file.real) {
      if isOver() { break }
      do throws(ArchiveRefusal) {
        try unpack(file.real, as: file.path + "!/")
        files.removeAll { $0.path == file.path }
      } catch {
        // A compressed log is no archive and is read as it is.
        if error != .notAnArchive { refuse(file.path, error.words) }
      }
    }
  }

  /// Whether it may be an archive that somebody packed; programs and documents are none.
  private static func looksLikeArchive(_ path: String) -> Bool {
    guard let file = try? OpenedFile(path), let head = try? file.bytes(from: 0, count: 512) else {
      return false
    }
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      let first = String(decoding: head.dropFirst(30).prefix(32), as: UTF8.self)
      return !["META-INF/", "[Content_Types]", "mimetype", "_rels/", "WEB-INF/", "BOOT-INF/"]
        .contains { first.hasPrefix($0) }
    }
    return Unpacker.isArchive(head)
  }

  private mutating func unpack(_ path: String, as prefix: String) throws(ArchiveRefusal) {
    let place: String
    do throws(BundleFailure) {
      if folder == nil {
        let made = try PrivateFolder()
        folder = made
        willUnpack(made.path)
      }
      place = try folder?.folder("\(roots.count)") ?? ""
    } catch { throw .unreadable(error.words) }
    let archive = try unpacker.unpack(path, into: place)
    roots.append((place, prefix))
    files += archive.files.map {
      .init(
        path: prefix + $0.path, real: place + "/" + $0.path, bytes: $0.bytes,
        changed: $0.changed.map(Timestamp.init(secondsSince1970:)))
    }
    for (member, why) in archive.refused { refuse(prefix + member, why.words) }
    if archive.refusals > archive.refused.count {
      unchecked.append(
        Unchecked(
          what: "\(archive.refusals - archive.refused.count) more members of \(shown(prefix))",
          why: "they were refused like those that the ledger names", how: Self.advice))
    }
    let encrypted = archive.refused.filter { $0.why == .encrypted }
    if let first = encrypted.first {
      let others = encrypted.count > 1 ? " and \(encrypted.count - 1) more members" : ""
      unchecked.append(
        Unchecked(
          what: "\(first.path)\(others) of \(shown(prefix))", why: "encrypted",
          how: "unpack it with its password, and give the folder to --bundle"))
    }
    if let end = archive.end { stop(end.words, in: prefix) }
  }

  private static let advice = "unpack it, and give the folder to --bundle"

  private func shown(_ prefix: String) -> String {
    prefix.isEmpty ? name : "\(name)!/\(prefix.dropLast(2))"
  }

  private mutating func refuse(_ member: String, _ why: String) {
    isWhole = false
    refused.append(
      LedgerEntry(path: "\(name)!/\(member)", bytes: 0, outcome: .refused, why: why))
  }

  private mutating func stop(_ why: String, in prefix: String = "") {
    isWhole = false
    failures.append("\(shown(prefix)) was not read to its end: \(why).")
    unchecked.append(
      Unchecked(
        what: "the rest of \(shown(prefix))", why: why,
        how: "send it again whole, or unpack it and give the folder to --bundle"))
  }
}
