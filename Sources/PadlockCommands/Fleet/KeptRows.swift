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
      guard let bytes = try? handle.readToEnd() ?? Data() else {
        throw .usage("--resume \(path): it could not be read; name another.")
      }
      let end = bytes.lastIndex(of: 0x0A).map { bytes.distance(from: bytes.startIndex, to: $0) + 1 }
      rows = try Self.rows(in: bytes.prefix(end ?? 0), path)
      guard Self.isCutRow(bytes.dropFirst(end ?? 0), isFirst: end == nil) else {
        throw Self.noRow(path, end == nil ? 1 : rows.count + 1)
      }
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
        throw noRow(path, index + 1)
      }
      rows[row.entry.key] = row
    }
    return rows
  }

  private static func noRow(_ path: String, _ line: Int) -> CommandFailure {
    .usage(
      "--resume \(path):\(line): this is no row of a fleet; name a file that "
        + "padlock fleet --resume made, or a new one.")
  }

  /// Whether what stands behind the last line end may be cut off: nothing, or the beginning of a row,
  /// and not all that somebody else's file has.
  private static func isCutRow(_ rest: Data, isFirst: Bool) -> Bool {
    let beginnings =
      isFirst ? ["address", "certificate", "diagnoses"].map { "{\"\($0)\":" } : ["{"]
    return beginnings.contains { beginning in
      zip(rest, beginning.utf8).allSatisfy { $0 == $1 }
    }
  }

  /// Adds a line, whole.
  func add(_ line: String) throws(CommandFailure) {
    try Output.add(Array(line.utf8), to: file, named: path)
  }
}
