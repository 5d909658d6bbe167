import Foundation

/// Where finished bytes go; a failure is exit code 74 with one sentence.
enum Output {
  /// Writes to standard output.
  static func print(_ text: String) throws(CommandFailure) {
    if let code = write(Array(text.utf8), to: STDOUT_FILENO) {
      throw .unwritten("standard output could not be written: \(words(code))")
    }
  }

  /// Writes to a file that is open for it.
  static func write(
    _ bytes: [UInt8], to file: Int32, named path: String
  ) throws(CommandFailure) {
    if let code = write(bytes, to: file) { throw failure(path, code) }
  }

  /// Refuses to write where something is; `instead` says what the user can do.
  static func refuseExisting(_ path: String, instead: String) throws(CommandFailure) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    throw .usage("\(path) is there already; \(instead)")
  }

  /// Writes a file, whole or not at all.
  ///
  /// A new one beside it takes the place of an old one, so that nobody sees half of it; what is no
  /// regular file (a device, a pipe, a link) is written as it is and stays what it is. What is `isPrivate` can be read by its owner alone.
  static func write(
    _ bytes: [UInt8], toFile path: String, isPrivate: Bool = false
  ) throws(CommandFailure) {
    var status = stat()
    let exists = lstat(path, &status) == 0
    let isRegular = !exists || status.st_mode & S_IFMT == S_IFREG
    let destination = isRegular ? "\(path).\(getpid()).part" : path
    let creating = O_CREAT | (isRegular ? O_EXCL : 0)
    let file = open(
      destination, O_WRONLY | O_TRUNC | O_CLOEXEC | creating, isPrivate ? 0o600 : 0o666)
    guard file >= 0 else { throw failure(path, errno) }
    if isPrivate {
      fchmod(file, 0o600)
    } else if isRegular, exists {
      fchmod(file, status.st_mode & 0o7777)
    }
    var code = write(bytes, to: file)
    if close(file) != 0, code == nil { code = errno }
    if code == nil, isRegular, rename(destination, path) != 0 { code = errno }
    guard let code else { return }
    if isRegular { unlink(destination) }
    throw failure(path, code)
  }

  /// The error, if any, after all of `bytes` were tried.
  private static func write(_ bytes: [UInt8], to file: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      rest = rest.dropFirst(count)
    }
    return nil
  }

  private static func failure(_ path: String, _ code: Int32) -> CommandFailure {
    .unwritten("\(path) could not be written: \(words(code))")
  }

  private static func words(_ code: Int32) -> String {
    switch code {
    case ENOENT: "its folder is not there"
    case EISDIR: "it is a folder"
    case EACCES, EPERM: "this user may not write it"
    case ENOSPC, EDQUOT: "the disk is full"
    case EROFS: "it can only be read"
    default: String(cString: strerror(code))
    }
  }
}
