import CArchive
import Glibc

/// Why a file cannot be unpacked at all.
public enum ArchiveRefusal: Error, Equatable, Sendable {
  case notAnArchive
  /// An archive of a form that is not read.
  case unsupported(String)
  case tooLarge(limit: Int)
  /// The list of its members, unpacked, is larger than anybody needs.
  case listTooLarge(limit: Int)
  /// The list of its members needs a password.
  case encrypted
  /// It cannot be opened; the system's words.
  case unreadable(String)
  /// Its very beginning is damaged; libarchive's words.
  case damaged(String)

  /// What a user is told of it, after the path and a colon.
  public var words: String {
    switch self {
    case .notAnArchive: "it is no archive (zip, tar, 7z), or only the beginning of one"
    case .unsupported(let form): "\(form) archives are not read; unpack it and give the folder"
    case .tooLarge(let limit): "it is larger than \(limit >> 20) MiB; unpack it and give the folder"
    case .listTooLarge(let limit):
      "the list of its members is larger than \(limit >> 20) MiB; unpack it and give the folder"
    case .encrypted:
      "the list of its members is encrypted; unpack it with its password and give the folder"
    case .unreadable(let words): words
    case .damaged(let words): "it is damaged or cut off at its beginning (\(words))"
    }
  }
}

/// An `archive` that reads the members of one file, one after the other, freed with its value.
///
/// libarchive is told the one form that the bytes have and tries no other. What a tar archive is
/// packed with is unpacked before libarchive sees it, so that all there is before a cut counts.
@safe struct ArchiveFile: ~Copyable {
  let form: ArchiveForm
  /// The archive's own bytes.
  let bytes: Int
  /// Whether its end is missing, whatever libarchive makes of the rest.
  let isCut: Bool
  private let raw: OpaquePointer
  private let limits: UnpackingLimits
  /// The bytes of a tar archive that is packed.
  private let unpacked: InputPieces?

  /// Reads what is open as `descriptor`, which stays open until this is gone.
  init(_ descriptor: Int32, limits: UnpackingLimits) throws(ArchiveRefusal) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == Glibc.S_IFREG else {
      throw .notAnArchive
    }
    let bytes = Int(status.st_size)
    guard bytes <= limits.archiveBytes else { throw .tooLarge(limit: limits.archiveBytes) }
    guard let form = ArchiveForm(descriptor, bytes: bytes) else { throw .notAnArchive }
    if form == .sevenZip { try Self.checkList(descriptor, bytes) }
    let isCut =
      switch form {
      case .streamedZip(let isCut): isCut
      // A tar archive ends with two empty blocks.
      case .tar(nil): ArchiveForm.read(descriptor, at: bytes - 512, count: 512).contains { $0 != 0 }
      default: false
      }
    var unpacked: InputPieces?
    if case .tar(let compression?) = form {
      unpacked = try Self.unpacking(descriptor, compression, limits)
    }
    unsafe raw = try Self.open(descriptor, form, unpacked)
    self.unpacked = unpacked
    self.limits = limits
    self.form = form
    self.bytes = bytes
    self.isCut = isCut
  }

  deinit { unsafe archive_read_free(raw) }

  /// Refuses a 7z archive whose list of members libarchive would need too much room for.
  private static func checkList(_ descriptor: Int32, _ bytes: Int) throws(ArchiveRefusal) {
    let list: SevenZipList?
    do {
      list = try SevenZipList(descriptor, bytes: bytes)
    } catch {
      throw .damaged("the list of its members cannot be read")
    }
    guard list?.bytes ?? 0 <= ArchiveForm.largestList else {
      throw .listTooLarge(limit: ArchiveForm.largestList)
    }
  }

  /// What is open as `descriptor`, unpacked as it is asked for; bounded also where libarchive passes
  /// over bytes that no member has.
  private static func unpacking(
    _ descriptor: Int32, _ compression: Compression, _ limits: UnpackingLimits
  ) throws(ArchiveRefusal) -> InputPieces {
    let bound = DecompressionLimits(output: limits.bytes + limits.members << 12, ratio: .max)
    do throws(DecompressionFailure) {
      let stream = try unsafe Decompression(compression, limits: bound) {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      return unsafe InputPieces { try unsafe stream.read(into: $0) }
    } catch {
      throw refusal(error, compression)
    }
  }

  private static func refusal(
    _ failure: DecompressionFailure?, _ compression: Compression
  ) -> ArchiveRefusal {
    switch failure {
    case .unsupported: .unsupported(ArchiveForm.tar(compression).name)
    case .window: .unsupported("such large \(compression)")
    // What is packed and no archive is a packed file.
    default: .notAnArchive
    }
  }

  private static func open(
    _ descriptor: Int32, _ form: ArchiveForm, _ unpacked: InputPieces?
  ) throws(ArchiveRefusal) -> OpaquePointer {
    guard let raw = unsafe archive_read_new() else { throw .unreadable("no memory for it") }
    let isReady =
      switch form {
      case .zip: unsafe archive_read_support_format_zip_seekable(raw) == ARCHIVE_OK
      case .streamedZip: unsafe archive_read_support_format_zip_streamable(raw) == ARCHIVE_OK
      case .sevenZip: unsafe archive_read_support_format_7zip(raw) == ARCHIVE_OK
      case .tar: unsafe archive_read_support_format_tar(raw) == ARCHIVE_OK
      case .other: false
      }
    guard isReady else {
      unsafe archive_read_free(raw)
      throw .unsupported(form.name)
    }
    // The pieces outlive the archive: they have one owner.
    let status =
      if let unpacked {
        unsafe archive_read_open(
          raw, Unmanaged.passUnretained(unpacked).toOpaque(), nil, nextPiece, nil)
      } else {
        unsafe archive_read_open_fd(raw, descriptor, 64 << 10)
      }
    guard status == ARCHIVE_OK else {
      let words = unsafe Self.words(raw)
      unsafe archive_read_free(raw)
      if case .tar(let compression?) = form { throw refusal(unpacked?.failure, compression) }
      throw .damaged(words)
    }
    return unsafe raw
  }

  /// What a call for the next member brought.
  enum Next {
    case member(ArchiveMember)
    /// A member whose header cannot be used; others may follow.
    case skipped(String)
    case end(UnpackingEnd?)
  }

  /// The next member, after whatever is left of the one before.
  mutating func next() -> Next {
    var entry: OpaquePointer?
    switch unsafe archive_read_next_header(raw, &entry) {
    case ARCHIVE_EOF: return .end(failure)
    case ARCHIVE_OK, ARCHIVE_WARN:
      guard let entry = unsafe entry else { return .end(.damaged("no header")) }
      return unsafe .member(Self.member(entry))
    case ARCHIVE_FATAL:
      let isEncrypted = unsafe archive_read_has_encrypted_entries(raw) == 1
      return .end(isEncrypted ? .encrypted : failure ?? .damaged(unsafe Self.words(raw)))
    default: return .skipped(unsafe Self.words(raw))
    }
  }

  /// Why a member's bytes end early.
  enum DataFailure: Error {
    /// Others may be whole.
    case member(String)
    /// Nothing behind this can be read.
    case archive(UnpackingEnd)
  }

  /// Puts at most as many of the member's bytes as `buffer` holds at its beginning and returns how
  /// many; 0 is the end.
  mutating func read(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(DataFailure) -> Int {
    let count = unsafe archive_read_data(raw, buffer.baseAddress, buffer.count)
    if count >= 0 { return count }
    let words = unsafe Self.words(raw)
    if count == Int(ARCHIVE_FATAL) { throw .archive(failure ?? .damaged(words)) }
    throw .member(words)
  }

  /// Why the bytes of a packed archive end before their end.
  private var failure: UnpackingEnd? {
    switch unpacked?.failure {
    case nil: nil
    case .output: .bytes(limit: limits.bytes)
    case .ratio(let limit): .ratio(limit: limit)
    case .damaged(let words): .damaged(MemberPath.visible(words))
    case .window, .unsupported, .input: .damaged("it cannot be unpacked further")
    }
  }

  private static func member(_ entry: OpaquePointer) -> ArchiveMember {
    let kind: ArchiveMember.Kind
    if let target = unsafe archive_entry_hardlink(entry) {
      kind = .link(to: unsafe String(cString: target), isHard: true)
    } else {
      switch unsafe archive_entry_filetype(entry) {
      case Glibc.S_IFREG: kind = .file
      case Glibc.S_IFDIR: kind = .folder
      case Glibc.S_IFLNK:
        let target = unsafe archive_entry_symlink(entry).map { unsafe String(cString: $0) }
        kind = .link(to: target ?? "", isHard: false)
      default: kind = .special
      }
    }
    // In a locale without the name's characters only one of the two is there.
    let name = unsafe archive_entry_pathname(entry) ?? archive_entry_pathname_utf8(entry)
    return unsafe ArchiveMember(
      name: name.map { unsafe String(cString: $0) } ?? "", kind: kind,
      bytes: archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : nil,
      mode: Int(archive_entry_perm(entry)),
      changed: archive_entry_mtime_is_set(entry) != 0 ? Int64(archive_entry_mtime(entry)) : nil,
      isEncrypted: archive_entry_is_data_encrypted(entry) != 0)
  }

  private static func words(_ raw: OpaquePointer) -> String {
    guard let words = unsafe archive_error_string(raw) else { return "no more is known" }
    return MemberPath.visible(unsafe String(cString: words))
  }
}
