import PadlockModel

/// The conditions of rules as numbers, in which a line that many rules have stands once.
///
/// To walk it takes no reference counts, which would be most of the work of judging by many rules.
struct ConditionTable: Sendable {
  /// What is asked of a fact.
  struct Line: Hashable, Sendable {
    let fact: FactName
    let comparisons: [Comparison]
  }

  /// A condition: a line by its number, or parts by their places.
  enum Node: Sendable {
    case line(Int)
    case all(Range<Int>)
    case any(Range<Int>)
    case none(Range<Int>)
  }

  /// Where the conditions of a rule are among the nodes.
  struct Entry: Sendable {
    let applies: Int
    let confirmed: Int?
    let suspected: Int?
  }

  private(set) var lines: [Line] = []
  private(set) var nodes: [Node] = []
  /// For each rule, in their order.
  private(set) var entries: [Entry] = []

  init(_ rules: [Rule]) {
    var numbers: [Line: Int] = [:]
    for rule in rules {
      entries.append(
        Entry(
          applies: add(rule.applies, &numbers), confirmed: rule.confirmed.map { add($0, &numbers) },
          suspected: rule.suspected.map { add($0, &numbers) }))
    }
  }

  /// Adds the condition and returns its place.
  private mutating func add(_ condition: Condition, _ numbers: inout [Line: Int]) -> Int {
    let place = nodes.count
    nodes.append(.line(0))
    put(condition, at: place, &numbers)
    return place
  }

  private mutating func put(_ condition: Condition, at place: Int, _ numbers: inout [Line: Int]) {
    switch condition {
    case .all(let parts): nodes[place] = .all(put(parts, &numbers))
    case .any(let parts): nodes[place] = .any(put(parts, &numbers))
    case .none(let parts): nodes[place] = .none(put(parts, &numbers))
    case .fact(let name, let comparisons):
      let line = Line(fact: name, comparisons: comparisons)
      let number = numbers[line] ?? lines.count
      if number == lines.count {
        numbers[line] = number
        lines.append(line)
      }
      nodes[place] = .line(number)
    }
  }

  /// Adds the parts side by side, and returns where.
  private mutating func put(_ parts: [Condition], _ numbers: inout [Line: Int]) -> Range<Int> {
    let places = nodes.count..<nodes.count + parts.count
    nodes += parts.map { _ in .line(0) }
    for (place, part) in zip(places, parts) { put(part, at: place, &numbers) }
    return places
  }
}

/// Tells how the conditions of a table come out for one subject, each line looked at once.
struct SubjectOutcomes {
  let subject: SubjectID
  private let table: ConditionTable
  private let evaluation: Evaluation
  private var known: [Outcome?]

  init(_ table: ConditionTable, _ evaluation: Evaluation, for subject: SubjectID) {
    self.subject = subject
    self.table = table
    self.evaluation = evaluation
    known = Array(repeating: nil, count: table.lines.count)
  }

  /// How the condition at `place` comes out; `cache` is that of the evaluation.
  mutating func outcome(_ place: Int, _ cache: inout Evaluation.Cache) -> Outcome {
    switch table.nodes[place] {
    case .line(let number):
      if let outcome = known[number] { return outcome }
      let line = table.lines[number]
      let outcome = evaluation.outcome(of: line, for: subject, &cache)
      known[number] = outcome
      return outcome
    case .all(let parts): return .all(parts) { outcome($0, &cache) }
    case .any(let parts): return .any(parts) { outcome($0, &cache) }
    case .none(let parts): return !.any(parts) { outcome($0, &cache) }
    }
  }
}
