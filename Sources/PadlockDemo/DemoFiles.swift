import Foundation

/// A folder of the demo's own, in which the agent's files lie as below `/`.
struct DemoFiles: Sendable {
  /// The folder, which only this user can enter.
  let root: String

  /// Makes a new folder in `parent`, by default the system's for temporary files.
  init(in parent: String?, willMake: (String) -> Void = { _ in }) throws(DemoFailure) {
    let folder = parent ?? FileManager.default.temporaryDirectory.path(percentEncoded: false)
    let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    root = "\(base)/padlock-demo-\(UUID().uuidString.prefix(13).lowercased())"
    willMake(root)
    do {
      try FileManager.default.createDirectory(
        atPath: root, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .file(path: root, reason: error.localizedDescription)
    }
  }

  /// Where the agent's `path` really is.
  func real(_ path: String) -> String { root + path }

  /// Writes a file in place of one that is there, last changed `changed` seconds since 1970.
  func write(
    _ bytes: [UInt8], to path: String, mode: Int, changed: Int64
  ) throws(DemoFailure) {
    let place = real(path)
    let manager = FileManager.default
    let folder = String(place[..<(place.lastIndex(of: "/") ?? place.endIndex)])
    do {
      try manager.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o755])
      if manager.fileExists(atPath: place) { try manager.removeItem(atPath: place) }
      try Data(bytes).write(to: URL(filePath: place), options: .withoutOverwriting)
      try manager.setAttributes(
        [
          .posixPermissions: mode,
          .modificationDate: Date(timeIntervalSince1970: Double(changed)),
        ], ofItemAtPath: place)
    } catch {
      throw .file(path: place, reason: error.localizedDescription)
    }
  }

  /// Writes a text.
  func write(
    _ text: String, to path: String, mode: Int, changed: Int64
  ) throws(DemoFailure) {
    try write(Array(text.utf8), to: path, mode: mode, changed: changed)
  }

  /// What a file holds now, nothing when there is none.
  func contents(_ path: String) -> [UInt8] {
    Array(FileManager.default.contents(atPath: real(path)) ?? Data())
  }

  /// Removes the folder with all that is in it.
  func remove() {
    try? FileManager.default.removeItem(atPath: root)
  }
}
