/// The packed bytes that libarchive asks for, in pieces of a buffer that stays in place.
@safe final class PackedInput {
  private static let pieceLength = 32 << 10

  private let next: (UnsafeMutableRawBufferPointer) throws -> Int
  private let buffer: UnsafeMutableRawBufferPointer
  /// Bytes at the beginning of ``buffer`` that were read ahead and not handed out.
  private var ahead = 0
  private var isAtEnd = false
  /// Bytes that were handed out.
  private(set) var count = 0
  /// Whether `next` threw, or wrote more than there was room.
  private(set) var hasFailed = false

  /// - Parameter next: fills a buffer from its beginning and returns how many bytes; 0 is the end.
  init(_ next: @escaping (UnsafeMutableRawBufferPointer) throws -> Int) {
    unsafe self.next = next
    unsafe buffer = .allocate(byteCount: Self.pieceLength, alignment: 64)
  }

  deinit { unsafe buffer.deallocate() }

  /// The first bytes, at most `wanted`, which stay to be handed out.
  func peek(_ wanted: Int) -> [UInt8] {
    while ahead < min(wanted, Self.pieceLength), read() {}
    return unsafe Array(buffer[..<min(ahead, wanted)])
  }

  /// The next piece, valid until the next call; empty at the end, nil where reading failed.
  func piece() -> UnsafeRawBufferPointer? {
    if ahead == 0 { _ = read() }
    guard !hasFailed else { return nil }
    let piece = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<ahead])
    count += ahead
    ahead = 0
    return unsafe piece
  }

  /// Reads more behind what was read ahead; false at the end.
  private func read() -> Bool {
    guard !isAtEnd, !hasFailed, ahead < Self.pieceLength else { return false }
    do {
      let room = Self.pieceLength - ahead
      let read = try unsafe next(UnsafeMutableRawBufferPointer(rebasing: buffer[ahead...]))
      hasFailed = read < 0 || read > room
      isAtEnd = read == 0
      if read > 0, !hasFailed { ahead += read }
    } catch {
      hasFailed = true
    }
    return !isAtEnd && !hasFailed
  }
}
