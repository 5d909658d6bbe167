import Foundation
import PadlockReaders

/// What is typed or piped in.
enum StandardInput {
  /// The most bytes that are read.
  static let limit = 4 << 20

  /// A text, and how many bytes of it were taken where there were more.
  struct Content {
    var text: String
    var cutAt: Int?
  }

  /// Whether somebody would have to type it.
  static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// What comes before its end, at most ``limit`` bytes, cut after a line; in UTF-8 or UTF-16.
  static func read() throws -> Content {
    var bytes = Array(try FileHandle.standardInput.read(upToCount: limit + 1) ?? Data())
    guard bytes.count > limit else { return Content(text: TextEncoding.text(of: bytes)) }
    bytes.removeLast()
    if let end = bytes.suffix(1 << 16).lastIndex(of: 0x0A) { bytes.removeSubrange((end + 1)...) }
    return Content(text: TextEncoding.text(of: bytes), cutAt: bytes.count)
  }
}
