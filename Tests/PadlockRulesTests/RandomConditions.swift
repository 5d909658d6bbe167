import PadlockModel

/// The same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

/// Conditions of any shape that the language can write.
enum RandomConditions {
  static func condition(depth: Int, _ random: inout SeededGenerator) -> Condition {
    switch depth == 0 ? 3 : Int.random(in: 0..<6, using: &random) {
    case 0: .all(parts(depth, &random))
    case 1: .any(parts(depth, &random))
    case 2: .none(parts(depth, &random))
    default: fact(&random)
    }
  }

  private static func parts(_ depth: Int, _ random: inout SeededGenerator) -> [Condition] {
    (0..<Int.random(in: 1...4, using: &random)).map { _ in condition(depth: depth - 1, &random) }
  }

  private static func fact(_ random: inout SeededGenerator) -> Condition {
    let facts = FactCatalogue.all
    let fact = facts[Int.random(in: 0..<facts.count, using: &random)]
    let choices = comparisons(of: fact, &random).shuffled(using: &random)
    let count = Int.random(in: 1...min(3, choices.count), using: &random)
    var names: Set<String> = []
    let chosen = choices.prefix(count).filter { names.insert($0.name).inserted }
    return .fact(fact.name, chosen)
  }

  private static func comparisons(
    of fact: FactDefinition, _ random: inout SeededGenerator
  ) -> [Comparison] {
    let a = value(fact.type, &random)
    let b = value(fact.type, &random)
    var all: [Comparison] = [
      .is(a), .in([a, b]), .notIn([b]), .exists(Bool.random(using: &random)),
      .sameAs(fact.name), .differsFrom(fact.name),
    ]
    if case .list = fact.type {} else { all.append(.not(b)) }
    let text = text(&random)
    switch fact.type {
    case .text: all += [.contains(text), .startsWith(text), .endsWith(text), .matches("a+|^x$")]
    case .choice: all += [.startsWith(text), .matches(#"a\.b"#)]
    case .list(nil): all += [.contains(text), .containsAny([text, "b"]), .endsWith(text)]
    case .list(let words?): all += [.contains(words[0]), .containsAny(words)]
    case .integer, .duration: all += [.lessThan(a), .atMost(b), .greaterThan(a), .atLeast(b)]
    case .time:
      let time = Timestamp(secondsSince1970: Int64.random(in: 0..<4_000_000_000, using: &random))
      all += [.before(time), .after(time), .olderThan(seconds: 86_400), .within(seconds: 90)]
    case .boolean: break
    }
    return all
  }

  private static func value(_ type: FactType, _ random: inout SeededGenerator) -> FactValue {
    switch type {
    case .boolean: .boolean(Bool.random(using: &random))
    case .integer: .integer(Int.random(in: -5...70_000, using: &random))
    case .text: .text(text(&random))
    case .choice(let words): .text(words[Int.random(in: 0..<words.count, using: &random)])
    case .time:
      .time(Timestamp(secondsSince1970: Int64.random(in: 0..<4_000_000_000, using: &random)))
    case .duration: .duration(seconds: Int.random(in: 0..<100_000, using: &random))
    case .list(let words):
      Bool.random(using: &random)
        ? .text(words?.last ?? text(&random)) : .list(words ?? ["a b", text(&random)])
    }
  }

  private static func text(_ random: inout SeededGenerator) -> String {
    let texts = [
      "agent", "true", "8081", "a: b", "# x", "*star", "{{x}}", "it's", "\"quoted\"", "C:\\x",
      " spaced ", "ünïcode", "line\nbreak", "-", "~", "null", "tab\there", "[a]", "&a", "\u{1}",
    ]
    return texts[Int.random(in: 0..<texts.count, using: &random)]
  }
}
