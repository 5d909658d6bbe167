import PadlockModel
import PadlockRules

/// The codes that software prints, such as `ERR_CERT_DATE_INVALID`, and what is nearly one of them.
struct KnownCodes: Sendable {
  /// The fewest letters of a code, and of one that two slips are allowed in.
  private static let (shortest, long) = (8, 16)
  /// How many bytes and different words of a text are compared, and how many slips are told.
  private static let (longestText, mostWords, mostMisses) = (1 << 20, 300, 5)

  private let codes: [String]

  init(_ symptoms: [Symptom]) {
    let words = symptoms.flatMap(\.texts).flatMap { Self.words($0.text) }
    codes = Set(words.filter { $0 == $0.uppercased() }).sorted()
  }

  /// Words of the text that are one or two slips of typing away from a code, each once.
  ///
  /// What differs by its digits alone is another code, and no slip.
  func nearMisses(in text: String) -> [Explanation.NearMiss] {
    var seen: Set<String> = []
    var misses: [Explanation.NearMiss] = []
    for word in Self.words(text) where seen.insert(word).inserted {
      guard seen.count <= Self.mostWords, misses.count < Self.mostMisses else { break }
      let code = word.uppercased()
      let slips = code.utf8.count < Self.long ? 1 : 2
      guard let near = Suggestion.nearest(to: code, in: codes, atMost: slips), word != near,
        code == near || Self.letters(code) != Self.letters(near)
      else { continue }
      misses.append(Explanation.NearMiss(text: word, known: near))
    }
    return misses
  }

  /// Whether a word has the shape of a code, or one in it: `NET::ERR_CERT_INVALID`.
  static func isCode(_ word: String) -> Bool { !words(word).isEmpty }

  /// The words with the shape of a code: ASCII letters and digits, joined by underscores.
  private static func words(_ text: String) -> [String] {
    text.utf8.prefix(longestText).split { !isCodeByte($0) }.filter {
      (shortest...64).contains($0.count) && $0.dropFirst().dropLast().contains(0x5F)
    }.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func isCodeByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }

  private static func letters(_ code: String) -> String { code.filter { !$0.isNumber } }
}
