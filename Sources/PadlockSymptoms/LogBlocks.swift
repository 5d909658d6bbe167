/// Cuts a log into blocks of whole lines, whatever pieces its source gives.
///
/// Between two blocks it keeps what the next one must begin with: the line that has not ended, and
/// 64 KiB before that. Of a line longer than the rest of its block only the beginning gets into a
/// block; what follows is read and dropped up to its end.
struct LogBlocks<Source: LogSource> {
  private let source: Source
  /// The bytes before the next block's first line, and what is there of that line.
  private var carry: [UInt8] = []
  private var carriedBefore = 0
  /// Where the next block's first line begins in the log.
  private var offset = 0
  private var number = 0
  private var readTo = 0
  /// Whether the last block ended within a line.
  private var isSkipping = false
  private(set) var isAtEnd = false
  /// What the source threw, which is the end of the log.
  private(set) var failure: (any Error)?

  init(_ source: Source) { self.source = source }

  /// Fills `block` with the next lines; false where there are none, or `isStopped` says so.
  mutating func fill(_ block: LogBlock, isStopped: () -> Bool) -> Bool {
    guard !isAtEnd else { return false }
    let room = block.room
    let bytes = UnsafeBufferPointer(room.bindMemory(to: UInt8.self))
    carry.withUnsafeBytes { room.copyMemory(from: $0) }
    var filled = carry.count
    block.start = carriedBefore
    block.feedsBefore = 0
    while filled < room.count, !isAtEnd {
      if isStopped() { return false }
      var count = 0
      do {
        count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: room[filled...]))
      } catch {
        failure = error
      }
      count = min(max(count, 0), room.count - filled)
      isAtEnd = count == 0
      readTo += count
      filled += count
      if isSkipping { skip(block, bytes, (filled - count)..<filled) }
    }
    block.number = number
    block.offset = offset
    block.readTo = readTo
    number += 1
    cut(block, bytes, at: filled)
    return true
  }

  /// Passes over the rest of a cut line.
  private mutating func skip(
    _ block: LogBlock, _ bytes: UnsafeBufferPointer<UInt8>, _ new: Range<Int>
  ) {
    guard let feed = LineBytes.newline(in: bytes, from: new.lowerBound, to: new.upperBound) else {
      return
    }
    isSkipping = false
    block.start = feed + 1
    block.feedsBefore = 1
    offset += feed + 1
  }

  /// Ends the block after its last whole line and keeps the rest for the next one.
  private mutating func cut(
    _ block: LogBlock, _ bytes: UnsafeBufferPointer<UInt8>, at filled: Int
  ) {
    if isSkipping {
      // A block without lines, for the line that was cut goes on.
      (block.end, carriedBefore) = (0, 0)
      carry.removeAll(keepingCapacity: true)
      offset += filled
      return
    }
    let lowest = max(block.start, filled - LogBlock.longestLine)
    var end = filled
    if !isAtEnd {
      if let feed = LineBytes.newline(in: bytes, before: filled, notBefore: lowest) {
        end = feed + 1
      } else if lowest == block.start {
        end = block.start
      } else {
        isSkipping = true
      }
    }
    block.end = end
    offset += end - block.start
    let kept = isSkipping || isAtEnd ? end : max(0, end - LogBlock.reach)
    carriedBefore = end - kept
    carry.replaceSubrange(0..<carry.count, with: bytes[kept..<filled])
  }
}
