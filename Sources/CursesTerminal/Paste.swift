/// A text that is being pasted, taken as the terminal sends it.
///
/// Curses would read it byte by byte, with two system calls for each.
struct Paste {
  /// The most bytes that are kept; what comes after them is read and dropped.
  static let limit = 1_048_576

  private static let end = Array(OwnKey.pasteEnd.sequence.utf8)
  private static let escape: UInt8 = 0x1B
  private static let controlC: UInt8 = 3

  private var kept: [UInt8] = []
  /// Bytes with which the end may begin.
  private var held: ArraySlice<UInt8> = []

  /// The text, with line ends as line feeds.
  var text: String {
    String(decoding: kept.lazy.map { $0 == 13 ? 10 : $0 }, as: UTF8.self)
  }

  /// Takes bytes, and returns what comes after the end; nil where that is not in them.
  ///
  /// Control-C ends it, too, for a paste whose end never comes.
  mutating func take(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
    var rest = held + bytes
    held = []
    while let stop = rest.firstIndex(where: { $0 == Self.escape || $0 == Self.controlC }) {
      keep(rest[..<stop])
      rest = rest[stop...]
      if rest.first == Self.controlC { return rest.dropFirst() }
      if rest.starts(with: Self.end) { return rest.dropFirst(Self.end.count) }
      if Self.end.starts(with: rest) {
        held = rest
        return nil
      }
      keep(rest.prefix(1))
      rest = rest.dropFirst()
    }
    keep(rest)
    return nil
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    kept += bytes.prefix(Self.limit - kept.count)
  }
}
