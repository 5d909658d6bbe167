/// The bytes that a C library asks for, in pieces of a buffer that stays in place.
@safe final class InputPieces {
  private static let pieceLength = 32 << 10

  private let next: (UnsafeMutableRawBufferPointer) throws -> Int
  private let buffer: UnsafeMutableRawBufferPointer
  private var isAtEnd = false
  /// Bytes that were handed out.
  private(set) var count = 0
  /// Why there are no more, where it is not their end.
  private(set) var failure: DecompressionFailure?

  /// - Parameter next: fills a buffer from its beginning and returns how many bytes; 0 is the end.
  init(_ next: @escaping (UnsafeMutableRawBufferPointer) throws -> Int) {
    unsafe self.next = next
    unsafe buffer = .allocate(byteCount: Self.pieceLength, alignment: 64)
  }

  deinit { unsafe buffer.deallocate() }

  /// The next piece, valid until the next call; empty at the end, nil where reading failed.
  func piece() -> UnsafeRawBufferPointer? {
    guard failure == nil else { return nil }
    do {
      let read = isAtEnd ? 0 : try unsafe next(buffer)
      guard unsafe (0...buffer.count).contains(read) else { throw DecompressionFailure.input }
      isAtEnd = read == 0
      count += read
      return unsafe UnsafeRawBufferPointer(rebasing: buffer[..<read])
    } catch {
      failure = error as? DecompressionFailure ?? .input
      return nil
    }
  }
}

/// An `archive_read_callback`: points `piece` at the next bytes and says how many.
func nextPiece(
  _: OpaquePointer?, _ context: UnsafeMutableRawPointer?,
  _ piece: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> Int {
  guard let context = unsafe context, let piece = unsafe piece else { return -1 }
  let input = unsafe Unmanaged<InputPieces>.fromOpaque(context).takeUnretainedValue()
  guard let bytes = unsafe input.piece() else { return -1 }
  unsafe piece.pointee = bytes.baseAddress
  return bytes.count
}
