import Glibc

/// What kind of archive a file is, told by its bytes and never by its name.
enum ArchiveForm: Equatable {
  /// A zip whose list of members at its end is whole, and small enough to be held in memory.
  case zip
  /// A zip that is read from its beginning: the list is cut off, or larger than anybody needs.
  case streamedZip(isCut: Bool)
  case sevenZip
  case tar(Compression?)
  /// An archive that is known and not read, by its name.
  case other(String)

  /// The most bytes of a list of members: 100 for each of some 160,000.
  static let largestList = 16 << 20

  /// The form of the file that is open as `descriptor`; nil where it is no archive.
  init?(_ descriptor: Int32, bytes: Int) {
    guard let form = ArchiveForm(Self.read(descriptor, at: 0, count: 512)) else { return nil }
    self = form
    if form == .zip {
      let list = Self.lengthOfList(descriptor, bytes: bytes)
      if list ?? 0 > Self.largestList || list == nil { self = .streamedZip(isCut: list == nil) }
    }
  }

  /// The form of what begins with `head`, of which 512 bytes are enough.
  ///
  /// What is compressed is taken for a tar archive until its first bytes are unpacked.
  init?(_ head: [UInt8]) {
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
      self = .zip
    } else if head.starts(with: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) {
      self = .sevenZip
    } else if head.starts(with: Array("Rar!".utf8)) {
      self = .other("RAR")
    } else if head.starts(with: Array("MSCF".utf8)) {
      self = .other("CAB")
    } else if let compression = Compression(firstBytes: head) {
      self = .tar(compression)
    } else if head.count >= 512, head[257..<262].elementsEqual("ustar".utf8) {
      self = .tar(nil)
    } else {
      return nil
    }
  }

  /// What people call it.
  var name: String {
    switch self {
    case .zip, .streamedZip: "zip"
    case .sevenZip: "7z"
    case .tar(let compression): compression.map { "tar, packed with \($0)" } ?? "tar"
    case .other(let name): name
    }
  }

  /// A part of the file; shorter where it ends.
  static func read(_ descriptor: Int32, at offset: Int, count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let read = unsafe pread(descriptor, &bytes, count, off_t(offset))
    bytes.removeLast(count - max(0, read))
    return bytes
  }

  /// The bytes from where a zip's list of members may begin to its end mark; nil where the mark, or
  /// what it says, is not there (APPNOTE.TXT §4.3.16).
  private static func lengthOfList(_ descriptor: Int32, bytes: Int) -> Int? {
    let length = min(bytes, 65_557)
    let tail = read(descriptor, at: bytes - length, count: length)
    guard tail.count >= 22 else { return nil }
    func number(_ at: Int) -> Int {
      (0..<4).reduce(0) { $0 | Int(tail[at + $1]) << (8 * $1) }
    }
    for at in stride(from: tail.count - 22, through: 0, by: -1)
    where tail[at] == 0x50 && number(at) == 0x0605_4B50 {
      let mark = bytes - length + at
      let (size, offset) = (number(at + 12), number(at + 16))
      // Archives of 4 GiB or 65,535 members keep these elsewhere; they are read from their beginning.
      if size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF { return Int.max }
      return size <= mark && offset <= mark ? max(size, mark - offset) : nil
    }
    return nil
  }
}
