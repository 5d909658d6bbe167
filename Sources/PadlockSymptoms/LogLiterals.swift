import PadlockModel
import Synchronization

/// The literals by which a line of a log may hold a symptom, as raw bytes; the search for them is
/// made when the first log is read.
final class LogLiterals: Sendable {
  /// Texts whose longest literal is shorter than this are not looked for in logs.
  static let shortest = 10

  private let symptoms: [Symptom]
  private let made = Mutex<LiteralSearch?>(nil)

  init(_ symptoms: [Symptom]) { self.symptoms = symptoms }

  var search: LiteralSearch {
    made.withLock { made in
      if let made { return made }
      let search = LiteralSearch(Self.literals(symptoms))
      made = search
      return search
    }
  }

  private static func literals(_ symptoms: [Symptom]) -> [[UInt8]] {
    var literals: Set<[UInt8]> = ["error:0A000", "error:0a000"].reduce(into: []) {
      $0.insert(Array($1.utf8))
    }
    for symptom in symptoms {
      for text in symptom.texts {
        if let literal = literal(of: text.text), literal.count >= shortest {
          literals.insert(literal)
        }
      }
    }
    return literals.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The longest run of a text without placeholders, quotes, and what differs between versions.
  ///
  /// An apostrophe within is taken where nothing else is long enough.
  private static func literal(of text: String) -> [UInt8]? {
    let spans = TextPieces(text).spans
    let isQuote: (UInt8) -> Bool = { [0x22, 0x27, 0x5C, 0x60].contains($0) }
    let run = spans.flatMap { $0.split(whereSeparator: isQuote) }.max { $0.count < $1.count }
    if let run, run.count >= shortest + 2 { return Array(run) }
    return spans.map { span -> [UInt8] in
      span.drop(while: isQuote).reversed().drop(while: isQuote).reversed()
    }.max { $0.count < $1.count }
  }
}
