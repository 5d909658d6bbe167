internal import CProcess
import Foundation

/// Where finished bytes go; a failure is exit code 74 with one sentence.
enum Output {
  /// Writes to standard output.
  static func print(_ text: String) throws(CommandFailure) {
    if let code = write(Array(text.utf8), to: STDOUT_FILENO) {
      throw .unwritten(
        "standard output could not be written: \(words(code)); what was printed is not whole. Run "
          + "again with a file for standard output.")
    }
  }

  /// Adds to a file that is open for it.
  static func add(
    _ bytes: [UInt8], to file: Int32, named path: String
  ) throws(CommandFailure) {
    if let code = write(bytes, to: file) { throw failure(path, code, isWhole: false) }
  }

  /// Refuses a file that could not be written at the end of a long run.
  static func demandWritable(_ path: String) throws(CommandFailure) {
    var status = stat()
    let isThere = stat(path, &status) == 0
    if isThere, status.st_mode & S_IFMT == S_IFDIR { throw failure(path, EISDIR) }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let isOther = isThere && status.st_mode & S_IFMT != S_IFREG
    if access(isOther ? path : folder, W_OK) != 0 { throw failure(path, errno) }
  }

  /// Refuses to write where something is; `instead` says what the user can do.
  static func refuseExisting(_ path: String, instead: String) throws(CommandFailure) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    throw occupied(path, instead)
  }

  private static func occupied(_ path: String, _ instead: String) -> CommandFailure {
    .usage("\(path) is there already; \(instead)")
  }

  /// Writes a file, whole or not at all, in place of what is there.
  ///
  /// A new one beside it takes the place of an old one, so that nobody sees half of it; a link to it
  /// stays one. What is no regular file (a device, a pipe) is written as it is. What `isPrivate` can
  /// be read by its owner alone.
  static func write(
    _ bytes: [UInt8], toFile path: String, isPrivate: Bool = false
  ) throws(CommandFailure) {
    var status = stat()
    let exists = stat(path, &status) == 0 || lstat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      // Of a pipe that nobody reads, opening would wait for good.
      let file = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NONBLOCK)
      guard file >= 0 else { throw failure(path, errno) }
      var code = write(bytes, to: file)
      if close(file) != 0, code == nil { code = errno }
      if let code { throw failure(path, code, isWhole: false) }
      return
    }
    let target = exists ? resolved(path) : path
    try write(bytes, beside: target, mode: exists ? status.st_mode & 0o7777 : nil, isPrivate) {
      rename($0, target) == 0 ? nil : errno
    }
  }

  /// The file that links lead to.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// Writes a file, whole or not at all, where nothing is; false where something is there.
  static func create(
    _ bytes: [UInt8], file path: String, isPrivate: Bool = false
  ) throws(CommandFailure) -> Bool {
    var status = stat()
    guard lstat(path, &status) != 0 else { return false }
    var isThere = false
    try write(bytes, beside: path, mode: nil, isPrivate) { part in
      // Two runs may come here at once; only one of them is the first to have the name.
      let code = process_rename_new(part, path)
      guard code == EEXIST else { return code == 0 ? nil : code }
      isThere = true
      unlink(part)
      return nil
    }
    return !isThere
  }

  /// As `create`; where something is there, `instead` says what the user can do.
  static func create(
    _ bytes: [UInt8], file path: String, isPrivate: Bool = false, instead: String
  ) throws(CommandFailure) {
    guard try create(bytes, file: path, isPrivate: isPrivate) else {
      throw occupied(path, instead)
    }
  }

  /// Writes a new file in the folder of `path`, and has `place` give it its name; without that,
  /// nothing of it stays.
  private static func write(
    _ bytes: [UInt8], beside path: String, mode: mode_t?, _ isPrivate: Bool,
    _ place: (String) -> Int32?
  ) throws(CommandFailure) {
    // Not the number of the process alone: in containers every run may have the same.
    let part = "\(path).\(getpid())-\(UInt32.random(in: 0...(.max))).part"
    let signals = HeldSignals()
    defer { signals.release() }
    let file = open(
      part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, isPrivate ? 0o600 : 0o666)
    guard file >= 0 else { throw failure(path, errno) }
    if let mode = isPrivate ? 0o600 : mode { fchmod(file, mode) }
    var code = write(bytes, to: file)
    if close(file) != 0, code == nil { code = errno }
    if code == nil { code = place(part) }
    guard let code else { return }
    unlink(part)
    throw failure(path, code)
  }

  /// The error, if any, after all of `bytes` were tried.
  private static func write(_ bytes: [UInt8], to file: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        guard errno == EAGAIN else { return errno }
        // Whoever has the other end of a pipe may have made it one that does not wait.
        var entry = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
        poll(&entry, 1, 1_000)
        continue
      }
      rest = rest.dropFirst(count)
    }
    return nil
  }

  private static func failure(
    _ path: String, _ code: Int32, isWhole: Bool = true
  ) -> CommandFailure {
    let left = isWhole ? "nothing was changed" : "what is there is not whole"
    return .unwritten("\(path) could not be written: \(words(code)); \(left). \(remedy(code))")
  }

  private static func words(_ code: Int32) -> String {
    switch code {
    case ENOENT: "its folder is not there"
    case EISDIR: "it is a folder"
    case EACCES, EPERM: "this user may not write it"
    case ENOSPC, EDQUOT: "the disk is full"
    case EROFS: "it can only be read"
    case EBADF: "it is closed"
    case EPIPE: "the program that reads it has ended"
    case ENXIO: "no program reads it"
    default: String(cString: strerror(code))
    }
  }

  private static func remedy(_ code: Int32) -> String {
    switch code {
    case ENOSPC, EDQUOT: "Make room there, or name a file elsewhere."
    default: "Name a file that can be written."
    }
  }
}
