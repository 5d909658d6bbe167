import Synchronization

/// A packed stream, unpacked piece by piece within ``DecompressionLimits``.
///
/// Packed bytes are called for only while a read lasts, on the reader's thread. No compression but
/// the one asked for is tried, none in another, and no program is started for one.
public final class Decompression: Sendable {
  private let limits: DecompressionLimits
  private let state = Mutex(State())
  // Both are used only while `state` is locked.
  nonisolated(unsafe) private let input: InputPieces
  nonisolated(unsafe) private let decoder: any StreamDecoder

  private struct State {
    var packed = 0
    var unpacked = 0
    var failure: DecompressionFailure?
  }

  /// Begins to unpack what `packed` gives, from its first byte.
  ///
  /// - Parameters:
  ///   - compression: how it is packed.
  ///   - limits: how far it is unpacked.
  ///   - packed: fills a buffer from its beginning and returns how many bytes; 0 is the end.
  /// - Throws: `DecompressionFailure` where not even the beginning can be unpacked.
  public init(
    _ compression: Compression, limits: DecompressionLimits = DecompressionLimits(),
    _ packed: @escaping @Sendable (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws(DecompressionFailure) {
    self.limits = limits
    unsafe input = InputPieces(packed)
    unsafe decoder = try compression.decoder(input, window: limits.window)
  }

  /// Bytes that went in and came out so far.
  public var counts: (packed: Int, unpacked: Int) {
    state.withLock { ($0.packed, $0.unpacked) }
  }

  /// Puts at most as many bytes as `buffer` holds at its beginning and returns how many; 0 is the
  /// end.
  ///
  /// - Throws: `DecompressionFailure`, each time again once it has failed.
  public func read(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(DecompressionFailure) -> Int {
    guard unsafe !buffer.isEmpty else { return 0 }
    let result: Result<Int, DecompressionFailure> = state.withLock { state in
      if let failure = state.failure { return .failure(failure) }
      do throws(DecompressionFailure) {
        // At the limit one byte more tells a stream that ends there from one that is cut.
        let room = min(buffer.count, max(1, limits.output - state.unpacked))
        let count = try unsafe decoder.read(into: .init(rebasing: buffer[..<room]))
        state.unpacked += count
        state.packed = unsafe input.count
        try check(state.unpacked, of: state.packed)
        return .success(count)
      } catch {
        state.failure = error
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func check(_ unpacked: Int, of packed: Int) throws(DecompressionFailure) {
    guard unpacked <= limits.output else { throw .output(limit: limits.output) }
    if unpacked > limits.freeOutput, unpacked / limits.ratio > packed {
      throw .ratio(limit: limits.ratio)
    }
  }
}
