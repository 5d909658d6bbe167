/// The lines of a text that say nothing new: they, the line before and the line after each of them
/// stand in the same words further up.
///
/// A log of a fault has the same lines thousands of times; they are looked at once.
struct RepeatedLines {
  /// Where each line begins in the folded text, and whether it is a repetition.
  private var starts: [Int] = []
  private var isRepeated: [Bool] = []

  /// A line between its neighbours, each by a hash that stands for its words.
  private struct Neighbours: Hashable {
    var before: Int
    var line: Int
    var after: Int
  }

  init(_ text: FoldedText) {
    starts = (0..<text.count).filter(text.startsLine)
    let hashes = starts.indices.map { index in
      let end = index + 1 < starts.count ? starts[index + 1] : text.count
      var hash = Hasher()
      hash.combine(text.breaks[starts[index]])
      text.exact[starts[index]..<end].withUnsafeBytes { hash.combine(bytes: $0) }
      return hash.finalize()
    }
    var seen: Set<Neighbours> = []
    isRepeated = hashes.indices.map { index in
      let neighbours = Neighbours(
        before: index > 0 ? hashes[index - 1] : 0, line: hashes[index],
        after: index + 1 < hashes.count ? hashes[index + 1] : 0)
      return !seen.insert(neighbours).inserted
    }
  }

  /// Tells of places that ascend whether they stand in a repetition, in one pass.
  struct Cursor {
    private let lines: RepeatedLines
    private var line = 0

    init(_ lines: RepeatedLines) { self.lines = lines }

    mutating func isRepeated(_ place: Int) -> Bool {
      while line + 1 < lines.starts.count, lines.starts[line + 1] <= place { line += 1 }
      return line < lines.isRepeated.count && lines.isRepeated[line]
    }
  }
}
