/// Some whole lines of a log in memory, and what stands before them.
///
/// Its buffer belongs to it and is used again for one block after the other.
final class LogBlock {
  /// How many bytes before a line are looked at for the head of its record.
  static let reach = 64 << 10
  /// Bytes of a line that count for matching.
  static let longestLine = 64 << 10
  /// What is kept of the block before, at most: the reach, and a line that has not ended.
  static let longestCarry = reach + longestLine

  private let buffer: UnsafeMutableRawBufferPointer
  /// The lines are `start..<end` of ``bytes``; the last has no line feed where it was cut or where
  /// the log ends.
  var start = 0
  var end = 0
  /// Where `start` lies in the log.
  var offset = 0
  /// Which block of the log it is, from 0.
  var number = 0
  /// Line feeds between the block before and `start`: that of a line that was cut.
  var feedsBefore = 0
  /// How many bytes of the log were read when it was full.
  var readTo = 0

  /// A block with room for `size` new bytes, at least ``longestCarry``.
  init(size: Int) {
    buffer = .allocate(byteCount: Self.longestCarry + max(size, Self.longestCarry), alignment: 64)
  }

  deinit { buffer.deallocate() }

  /// The buffer up to the end of the lines.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: UnsafeBufferPointer(buffer.bindMemory(to: UInt8.self))[..<end])
  }

  /// The whole buffer, to be filled.
  var room: UnsafeMutableRawBufferPointer { buffer }

  /// Whether ``bytes`` begins where the log does.
  var beginsLog: Bool { offset == start }
}
