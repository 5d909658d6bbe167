import CCompression

/// A `z_stream` that unpacks gzip (RFC 1952), freed with it.
@safe final class GzipDecoder: StreamDecoder {
  /// It stays in place: zlib refuses a stream that moved.
  private let raw: UnsafeMutablePointer<z_stream>
  private let input: InputPieces
  private var isFirst = true
  private var isAtEnd = false
  /// Why nothing follows what was unpacked.
  private var failure: DecompressionFailure?

  init(_ input: InputPieces) throws(DecompressionFailure) {
    self.input = input
    unsafe raw = .allocate(capacity: 1)
    unsafe raw.initialize(to: z_stream())
    // The largest window, and no header but gzip's (16).
    let status = unsafe inflateInit2_(
      raw, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .unsupported }
  }

  deinit {
    unsafe inflateEnd(raw)
    unsafe raw.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DecompressionFailure) -> Int {
    let room = UInt32(clamping: buffer.count)
    unsafe raw.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe raw.pointee.avail_out = room
    while !isAtEnd, unsafe raw.pointee.avail_out == room {
      if let failure { throw failure }
      _ = try fill()
      switch unsafe inflate(raw, Z_SYNC_FLUSH) {
      case Z_OK: break
      case Z_STREAM_END:
        // Several streams one after the other are one.
        isFirst = false
        unsafe inflateReset(raw)
        isAtEnd = try !fill()
      case Z_BUF_ERROR: failure = .cut
      // What follows a stream and is none counts as nothing, as for gzip itself.
      case Z_DATA_ERROR where unsafe !isFirst && raw.pointee.total_in <= 2: isAtEnd = true
      default:
        let words = unsafe raw.pointee.msg.map { unsafe String(cString: $0) }
        failure = .damaged(words ?? "zlib gives up")
      }
    }
    return unsafe Int(room - raw.pointee.avail_out)
  }

  /// Gives zlib more packed bytes where it has none left; false at the end.
  private func fill() throws(DecompressionFailure) -> Bool {
    if unsafe raw.pointee.avail_in > 0 { return true }
    guard let piece = unsafe input.piece() else { throw .input }
    unsafe raw.pointee.next_in = piece.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe raw.pointee.avail_in = UInt32(piece.count)
    return unsafe !piece.isEmpty
  }
}
