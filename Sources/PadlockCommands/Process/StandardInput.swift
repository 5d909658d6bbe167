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
  ///
  /// - Throws: `CommandFailure` 64 where nothing can be read there, such as a folder.
  static func read() throws(CommandFailure) -> Content {
    var bytes = try bytes(limit + 1)
    guard bytes.count > limit else { return Content(text: TextEncoding.text(of: bytes)) }
    bytes.removeLast()
    if let end = bytes.suffix(1 << 16).lastIndex(of: 0x0A) { bytes.removeSubrange((end + 1)...) }
    return Content(text: TextEncoding.text(of: bytes), cutAt: bytes.count)
  }

  private static func bytes(_ most: Int) throws(CommandFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < most {
      let wanted = min(block.count, most - bytes.count)
      let count = block.withUnsafeMutableBytes {
        Foundation.read(STDIN_FILENO, $0.baseAddress, wanted)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        let reason = errno == EISDIR ? "it is a folder" : String(cString: strerror(errno))
        throw .usage("standard input could not be read: \(reason).")
      }
      guard count > 0 else { break }
      bytes += block[..<count]
    }
    return bytes
  }
}
