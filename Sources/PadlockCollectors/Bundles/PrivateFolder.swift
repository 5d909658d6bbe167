import Foundation

/// A temporary folder that only this user can enter, removed with its owner at the latest.
public final class PrivateFolder: Sendable {
  /// Its path.
  public let path: String

  /// - Throws: the system's words where none can be made.
  public init() throws(BundleFailure) {
    let parent = FileManager.default.temporaryDirectory.path(percentEncoded: false)
    var template = Array((parent + "/padlock-bundle-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw BundleFailure(words: "no temporary folder could be made in \(parent)")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Makes a folder in it.
  func folder(_ name: String) throws(BundleFailure) -> String {
    let folder = path + "/" + name
    guard mkdir(folder, 0o700) == 0 else {
      throw BundleFailure(words: "\(folder) could not be made: \(String(cString: strerror(errno)))")
    }
    return folder
  }

  /// Removes it with all that is in it.
  public func remove() { try? FileManager.default.removeItem(atPath: path) }

  deinit { remove() }
}

/// Why nothing in a bundle can be used.
public struct BundleFailure: Error, Equatable, Sendable {
  /// A sentence without its end, for the user.
  public let words: String
}
