import Glibc
import PadlockModel
import Synchronization

/// A regular file that is open for reading, closed with its last reference.
///
/// It is read at places, so what others do with it meanwhile does no harm.
public final class OpenedFile: Sendable {
  /// What became of a file since it was opened.
  enum Change: Equatable {
    case none
    /// It has this many bytes more.
    case grew(by: Int)
    /// It has only this many bytes left.
    case shrank(to: Int)
    /// Its path now names another file, or none.
    case replaced
  }

  /// What it was like when it was opened.
  public let information: FileInformation
  private let descriptor: Int32
  private let path: String
  private let identity: [UInt64]
  private let read = Atomic<Int>(0)

  /// Opens `path` of this machine without waiting, so that a pipe without a writer does not block.
  init(_ path: String) throws(FileFailure) {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT, ENOTDIR: throw .missing
      case EACCES, EPERM: throw .denied
      case ENXIO: throw .isSpecial
      case let code: throw .failed(String(cString: strerror(code)))
      }
    }
    var information = stat()
    var failure: FileFailure?
    if fstat(descriptor, &information) != 0 {
      failure = .failed(String(cString: strerror(errno)))
    } else if information.st_mode & S_IFMT == S_IFDIR {
      failure = .isFolder
    } else if information.st_mode & S_IFMT != S_IFREG {
      failure = .isSpecial
    }
    if let failure {
      close(descriptor)
      throw failure
    }
    self.descriptor = descriptor
    self.path = path
    self.information = FileInformation(information)
    identity = Self.identity(information)
  }

  deinit { close(descriptor) }

  private static func identity(_ information: stat) -> [UInt64] {
    [UInt64(information.st_dev), UInt64(information.st_ino)]
  }

  /// Bytes that were read so far.
  public var bytesRead: Int { read.load(ordering: .relaxed) }

  /// Fills `buffer` with what stands at `offset` and returns how many bytes; 0 where the file ends.
  public func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(FileFailure) -> Int {
    guard offset >= 0, !buffer.isEmpty else { return 0 }
    while true {
      let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      if count >= 0 {
        read.add(count, ordering: .relaxed)
        return count
      }
      if errno != EINTR { throw .failed(String(cString: strerror(errno))) }
    }
  }

  /// A part of it; shorter where it ends.
  public func bytes(from offset: Int, count: Int) throws(FileFailure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: max(0, count))
    var filled = 0
    while filled < bytes.count {
      var result = Result<Int, FileFailure>.success(0)
      bytes.withUnsafeMutableBytes { buffer in
        do throws(FileFailure) {
          result = .success(
            try read(
              into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]),
              at: offset + filled))
        } catch { result = .failure(error) }
      }
      let count = try result.get()
      if count == 0 { break }
      filled += count
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  /// What became of it since it was opened.
  var change: Change {
    var now = stat()
    guard fstat(descriptor, &now) == 0 else { return .none }
    if Int(now.st_size) < information.bytes { return .shrank(to: Int(now.st_size)) }
    var named = stat()
    if stat(path, &named) != 0 || Self.identity(named) != identity { return .replaced }
    let more = Int(now.st_size) - information.bytes
    return more > 0 ? .grew(by: more) : .none
  }
}

extension FileInformation {
  init(_ information: stat) {
    self.init(
      bytes: Int(information.st_size),
      changed: Timestamp(secondsSince1970: Int64(information.st_mtim.tv_sec)),
      ownerID: Int(information.st_uid), groupID: Int(information.st_gid),
      mode: Int(information.st_mode & 0o7777),
      identity: FileIdentity(
        device: UInt64(information.st_dev), inode: UInt64(information.st_ino)))
  }
}
