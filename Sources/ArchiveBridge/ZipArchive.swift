internal import CArchive

/// One file of a zip that is made.
public struct ZipMember: Sendable, Equatable {
  /// Its path in the archive, in ASCII and with `/` between folders.
  public var name: String
  public var bytes: [UInt8]
  /// Seconds since 1970.
  public var changed: Int64

  public init(name: String, bytes: [UInt8], changed: Int64) {
    self.name = name
    self.bytes = bytes
    self.changed = changed
  }
}

/// libarchive could not make a zip; its words.
public struct ZipFailure: Error, Sendable, Equatable {
  public let words: String
}

/// Makes zip archives in memory: deflated, regular files alone, each for its owner's eyes.
public enum ZipArchive {
  /// The bytes of a zip with these members in this order.
  ///
  /// Equal members give equal bytes in one time zone, for a zip has a local time beside the true one.
  public static func packed(_ members: [ZipMember]) throws(ZipFailure) -> [UInt8] {
    let sink = Sink()
    guard let archive = unsafe archive_write_new() else { throw ZipFailure(words: "no memory") }
    defer { unsafe archive_write_free(archive) }
    // One byte in the last block: nothing is added to fill it.
    let isOpen =
      unsafe archive_write_set_format_zip(archive) == ARCHIVE_OK
      && archive_write_zip_set_compression_deflate(archive) == ARCHIVE_OK
      && archive_write_set_bytes_in_last_block(archive, 1) == ARCHIVE_OK
      && archive_write_open(
        archive, Unmanaged.passUnretained(sink).toOpaque(), nil, take, nil) == ARCHIVE_OK
    var isSound = isOpen
    for member in members where isSound {
      isSound = unsafe write(member, to: archive)
    }
    // The sink outlives the archive's last write, which closing it is.
    let isClosed = withExtendedLifetime(sink) {
      unsafe archive_write_close(archive) == ARCHIVE_OK
    }
    guard isSound, isClosed else {
      let words = unsafe archive_error_string(archive).map { unsafe String(cString: $0) }
      throw ZipFailure(words: words ?? "it could not be made")
    }
    return sink.bytes
  }

  private static func write(_ member: ZipMember, to archive: OpaquePointer) -> Bool {
    guard let entry = unsafe archive_entry_new() else { return false }
    defer { unsafe archive_entry_free(entry) }
    unsafe archive_entry_set_pathname(entry, member.name)
    unsafe archive_entry_set_filetype(entry, UInt32(S_IFREG))
    unsafe archive_entry_set_perm(entry, 0o600)
    unsafe archive_entry_set_size(entry, la_int64_t(member.bytes.count))
    unsafe archive_entry_set_mtime(entry, time_t(member.changed), 0)
    guard unsafe archive_write_header(archive, entry) == ARCHIVE_OK else { return false }
    return unsafe member.bytes.withUnsafeBytes { bytes in
      var rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[...])
      while unsafe !rest.isEmpty {
        let count = unsafe archive_write_data(archive, rest.baseAddress, rest.count)
        guard count > 0 else { return false }
        unsafe rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
      return true
    }
  }

  /// Where the finished bytes gather.
  fileprivate final class Sink {
    var bytes: [UInt8] = []
  }
}

/// An `archive_write_callback`: takes what is finished and says how much of it.
private func take(
  _: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ bytes: UnsafeRawPointer?, _ count: Int
) -> Int {
  guard let context = unsafe context, let bytes = unsafe bytes else { return -1 }
  let sink = unsafe Unmanaged<ZipArchive.Sink>.fromOpaque(context).takeUnretainedValue()
  unsafe sink.bytes.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
  return count
}
