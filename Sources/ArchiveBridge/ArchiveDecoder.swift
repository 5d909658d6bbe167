import CArchive

/// An `archive` that unpacks one stream, freed with it.
@safe final class ArchiveDecoder: StreamDecoder {
  private let raw: OpaquePointer
  private let input: InputPieces
  /// What libarchive unpacked and nobody took yet; it stays in place until the next block.
  private var block = unsafe UnsafeRawBufferPointer(start: nil, count: 0)

  /// - Throws: `DecompressionFailure` where libarchive cannot unpack that, or not its beginning.
  init(_ compression: Compression, _ input: InputPieces) throws(DecompressionFailure) {
    guard let raw = unsafe archive_read_new() else { throw .unsupported }
    if let failure = unsafe Self.open(raw, compression, input) {
      unsafe archive_read_free(raw)
      throw failure
    }
    unsafe self.raw = raw
    self.input = input
  }

  private static func open(
    _ raw: OpaquePointer, _ compression: Compression, _ input: InputPieces
  ) -> DecompressionFailure? {
    // A warning means that libarchive would start a program for it.
    guard unsafe archive_read_append_filter(raw, compression.filter) == ARCHIVE_OK,
      unsafe archive_read_set_format(raw, ARCHIVE_FORMAT_RAW) == ARCHIVE_OK
    else { return .unsupported }
    var entry: OpaquePointer?
    // The input outlives the archive: they have one owner, or end in one function.
    guard
      unsafe archive_read_open(
        raw, Unmanaged.passUnretained(input).toOpaque(), nil, nextPiece, nil) == ARCHIVE_OK,
      unsafe archive_read_next_header(raw, &entry) == ARCHIVE_OK
    else { return unsafe failure(raw, input) }
    return nil
  }

  deinit { unsafe archive_read_free(raw) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DecompressionFailure) -> Int {
    while unsafe block.isEmpty {
      var start: UnsafeRawPointer?
      var count = 0
      var offset: la_int64_t = 0
      switch unsafe archive_read_data_block(raw, &start, &count, &offset) {
      case ARCHIVE_EOF where input.failure == nil: return 0
      case ARCHIVE_OK: unsafe block = UnsafeRawBufferPointer(start: start, count: count)
      default: throw unsafe Self.failure(raw, input)
      }
    }
    let count = unsafe min(block.count, buffer.count)
    unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: block[..<count]))
    unsafe block = UnsafeRawBufferPointer(rebasing: block[count...])
    return count
  }

  private static func failure(_ raw: OpaquePointer, _ input: InputPieces) -> DecompressionFailure {
    if let failure = input.failure { return failure }
    guard let words = unsafe archive_error_string(raw) else { return .damaged("it is damaged") }
    return unsafe .damaged(String(cString: words))
  }
}
