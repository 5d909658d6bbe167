import CArchive

/// An `archive` that unpacks one stream, freed when its value's life ends.
@safe struct ArchiveHandle: ~Copyable {
  private let raw: OpaquePointer
  private let input: PackedInput
  /// What libarchive unpacked and nobody took yet; it stays in place until the next block.
  private var block = unsafe UnsafeRawBufferPointer(start: nil, count: 0)

  /// - Throws: `DecompressionFailure` where libarchive cannot unpack that, or not its beginning.
  init(_ compression: Compression, _ input: PackedInput) throws(DecompressionFailure) {
    guard let raw = unsafe archive_read_new() else { throw .unsupported }
    if let failure = unsafe Self.open(raw, compression, input) {
      unsafe archive_read_free(raw)
      throw failure
    }
    unsafe self.raw = raw
    self.input = input
  }

  private static func open(
    _ raw: OpaquePointer, _ compression: Compression, _ input: PackedInput
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

  /// Packed bytes that were asked for.
  var packed: Int { input.count }

  /// The next unpacked bytes; 0 is the end.
  mutating func read(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(DecompressionFailure) -> Int {
    while unsafe block.isEmpty {
      var start: UnsafeRawPointer?
      var count = 0
      var offset: la_int64_t = 0
      switch unsafe archive_read_data_block(raw, &start, &count, &offset) {
      case ARCHIVE_EOF where !input.hasFailed: return 0
      case ARCHIVE_OK: unsafe block = UnsafeRawBufferPointer(start: start, count: count)
      default: throw unsafe Self.failure(raw, input)
      }
    }
    let count = unsafe min(block.count, buffer.count)
    unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: block[..<count]))
    unsafe block = UnsafeRawBufferPointer(rebasing: block[count...])
    return count
  }

  private static func failure(_ raw: OpaquePointer, _ input: PackedInput) -> DecompressionFailure {
    if input.hasFailed { return .input }
    guard let words = unsafe archive_error_string(raw) else { return .damaged("it is damaged") }
    return unsafe .damaged(String(cString: words))
  }
}

/// An `archive_read_callback`: points `piece` at the next packed bytes and says how many.
private func nextPiece(
  _: OpaquePointer?, _ context: UnsafeMutableRawPointer?,
  _ piece: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> Int {
  guard let context = unsafe context, let piece = unsafe piece else { return -1 }
  let input = unsafe Unmanaged<PackedInput>.fromOpaque(context).takeUnretainedValue()
  guard let bytes = unsafe input.piece() else { return -1 }
  unsafe piece.pointee = bytes.baseAddress
  return bytes.count
}
