import Foundation
import PadlockModel
import PadlockReports

/// A file of finished rows, one a line, to which a run adds its own as they end, so that the next
/// run can leave them out.
final class KeptRows {
  /// The rows that were in it, by the place that they are about.
  let rows: [[String]: FleetRow]
  private let file: Int32
  private let path: String

  /// The most bytes that are read.
  private static let mostBytes = 256 << 20

  /// Opens the file, or makes it, for its owner alone; half a line at its end is cut off.
  ///
  /// - Throws: `CommandFailure` 64 where it is no such file or another run writes to it.
  init(_ path: String) throws(CommandFailure) {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard file >= 0 else { throw .usage("--resume \(path): \(String(cString: strerror(errno))).") }
    do throws(CommandFailure) {
      var status = stat()
      guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        throw .usage("--resume \(path): it is no regular file; name one.")
      }
      guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
        throw .usage("--resume \(path): another run writes to it; wait for it, or name another.")
      }
      guard status.st_size <= Self.mostBytes else {
        throw .usage("--resume \(path): it is larger than \(Self.mostBytes) bytes; name another.")
      }
      let handle = FileHandle(fileDescriptor: file, closeOnDealloc: false)
      let bytes = (try? handle.readToEnd()) ?? Data()
      let end = bytes.lastIndex(of: 0x0A).map { bytes.distance(from: bytes.startIndex, to: $0) + 1 }
      rows = try Self.rows(in: bytes.prefix(end ?? 0), path)
      guard ftruncate(file, off_t(end ?? 0)) == 0, lseek(file, 0, SEEK_END) >= 0 else {
        throw .usage("--resume \(path): \(String(cString: strerror(errno))).")
      }
    } catch {
      close(file)
      throw error
    }
    self.file = file
    self.path = path
  }

  deinit { close(file) }

  private static func rows(
    in bytes: Data, _ path: String
  ) throws(CommandFailure) -> [[String]: FleetRow] {
    var rows: [[String]: FleetRow] = [:]
    let decoder = JSONDecoder()
    for (index, line) in bytes.split(separator: 0x0A).enumerated() {
      guard let row = try? decoder.decode(FleetRow.self, from: line),
        row.schema == FleetRow.schema
      else {
        throw .usage(
          "--resume \(path):\(index + 1): this is no row of a fleet; name a file that "
            + "padlock fleet --resume made, or a new one.")
      }
      rows[row.entry.key] = row
    }
    return rows
  }

  /// Adds a line, whole.
  func add(_ line: String) throws(CommandFailure) {
    try Output.write(Array(line.utf8), to: file, named: path)
  }
}
