/// Finds what was probably meant by a word that does not exist.
package enum Suggestion {
  /// The nearest of `words` by edit distance, at most `limit` away, or a third of the word's length
  /// (at least 2); of a word 80 characters count.
  package static func nearest(
    to word: String, in words: some Sequence<String>, atMost limit: Int? = nil
  ) -> String? {
    let wanted = Array(word.unicodeScalars.prefix(80))
    let limit = limit ?? max(2, wanted.count / 3)
    var best: (distance: Int, word: String)?
    for candidate in words {
      let other = Array(candidate.unicodeScalars.prefix(80))
      guard abs(other.count - wanted.count) <= limit else { continue }
      let distance = distance(wanted, other)
      guard distance <= limit else { continue }
      if let present = best, (present.distance, present.word) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.word
  }

  /// What to write: the nearest word, else all of them while they are few.
  static func instead(of word: String, in words: some Collection<String>, what: String) -> String {
    if let near = nearest(to: word, in: words) { return "`\(near)`" }
    let sorted = words.sorted()
    if sorted.isEmpty { return what }
    if sorted.count <= 24 { return "one of \(sorted.joined(separator: ", "))" }
    return what
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one into the other.
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var before: [Int] = []
    var last = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for (j, y) in b.enumerated() {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (x == y ? 0 : 1))
        if i > 0, j > 0, x == b[j - 1], a[i - 1] == y { cost = min(cost, before[j - 1] + 1) }
        row.append(cost)
      }
      before = last
      last = row
    }
    return last[b.count]
  }
}
