internal import CArchive
import Synchronization

/// A packed stream, unpacked piece by piece by libarchive within ``DecompressionLimits``.
///
/// libarchive calls for packed bytes only while a read lasts, on the reader's thread. No filter but
/// the one asked for is tried, none in another, and none that would start a program.
public final class Decompression: Sendable {
  private let limits: DecompressionLimits
  private let state = Mutex(State())
  // It is used only while `state` is locked.
  nonisolated(unsafe) private var handle: ArchiveHandle

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
    let input = unsafe PackedInput(packed)
    if compression == .xz, let window = XZHeader.window(input.peek(256)), window > limits.window {
      throw .window(asked: window, limit: limits.window)
    }
    unsafe handle = try ArchiveHandle(compression, input)
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
    let result: Result<Int, DecompressionFailure> = state.withLock { state in
      if let failure = state.failure { return .failure(failure) }
      do throws(DecompressionFailure) {
        let count = try unsafe handle.read(into: buffer)
        state.unpacked += count
        state.packed = unsafe handle.packed
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
