import CCompression

/// An `lzma_stream` that unpacks .xz files, freed with it.
@safe final class XZDecoder: StreamDecoder {
  /// What liblzma takes beside the window; less than this.
  private static let besideWindow = 1 << 20
  /// `LZMA_CONCATENATED`, a macro that Swift does not see: several streams are one.
  private static let concatenated: UInt32 = 0x08

  private let raw: UnsafeMutablePointer<lzma_stream>
  private let input: InputPieces
  private let window: Int
  private var isAtEnd = false
  /// Why nothing follows what was unpacked.
  private var failure: DecompressionFailure?

  init(_ input: InputPieces, window: Int) throws(DecompressionFailure) {
    self.input = input
    self.window = window
    unsafe raw = .allocate(capacity: 1)
    unsafe raw.initialize(to: lzma_stream())
    let status = unsafe lzma_stream_decoder(
      raw, UInt64(window + Self.besideWindow), Self.concatenated)
    guard status == LZMA_OK else { throw .unsupported }
  }

  deinit {
    unsafe lzma_end(raw)
    unsafe raw.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DecompressionFailure) -> Int {
    unsafe raw.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe raw.pointee.avail_out = buffer.count
    while !isAtEnd, unsafe raw.pointee.avail_out == buffer.count {
      if let failure { throw failure }
      let hasMore = try fill()
      switch unsafe lzma_code(raw, hasMore ? LZMA_RUN : LZMA_FINISH) {
      case LZMA_OK: break
      case LZMA_STREAM_END: isAtEnd = true
      case LZMA_BUF_ERROR: failure = .cut
      case LZMA_MEMLIMIT_ERROR:
        failure = .window(asked: Int(clamping: unsafe lzma_memusage(raw)), limit: window)
      case LZMA_OPTIONS_ERROR: failure = .unsupported
      case LZMA_MEM_ERROR: failure = .damaged("no memory for it")
      default: failure = .damaged("its bytes are not those that were packed")
      }
    }
    return unsafe buffer.count - raw.pointee.avail_out
  }

  /// Gives liblzma more packed bytes where it has none left; false at the end.
  private func fill() throws(DecompressionFailure) -> Bool {
    if unsafe raw.pointee.avail_in > 0 { return true }
    guard let piece = unsafe input.piece() else { throw .input }
    unsafe raw.pointee.next_in = piece.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe raw.pointee.avail_in = piece.count
    return unsafe !piece.isEmpty
  }
}
