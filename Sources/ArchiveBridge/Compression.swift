import CArchive

/// How a stream of bytes is packed, told by its first bytes and never by a file's name.
public enum Compression: String, CaseIterable, Sendable {
  case gzip, xz, zstd, bzip2, lz4

  /// How many bytes of a stream ``init(firstBytes:)`` looks at.
  public static let signatureLength = 6

  /// The compression of a stream that begins so; nil where it is none of these.
  ///
  /// RFC 1952 §2.3.1, the .xz file format §2.1.1.1, RFC 8878 §3.1.1, bzip2's `BZh1` to `BZh9` with
  /// its block mark, and the LZ4 frame format.
  public init?(firstBytes bytes: some Collection<UInt8>) {
    let first = Array(bytes.prefix(Self.signatureLength))
    let found = Self.allCases.first { compression in
      first.starts(with: compression.signature)
    }
    guard let found else { return nil }
    if found == .bzip2 {
      guard first.count > 4, (0x31...0x39).contains(first[3]), first[4] == 0x31 || first[4] == 0x17
      else { return nil }
    }
    self = found
  }

  private var signature: [UInt8] {
    switch self {
    case .gzip: [0x1F, 0x8B, 0x08]
    case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
    case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
    case .bzip2: [0x42, 0x5A, 0x68]
    case .lz4: [0x04, 0x22, 0x4D, 0x18]
    }
  }

  /// libarchive's number of it.
  var filter: Int32 {
    switch self {
    case .gzip: ARCHIVE_FILTER_GZIP
    case .xz: ARCHIVE_FILTER_XZ
    case .zstd: ARCHIVE_FILTER_ZSTD
    case .bzip2: ARCHIVE_FILTER_BZIP2
    case .lz4: ARCHIVE_FILTER_LZ4
    }
  }
}
