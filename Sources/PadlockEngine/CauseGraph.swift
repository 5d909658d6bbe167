import PadlockModel

/// Links concluded diagnoses into trees of cause and consequence.
///
/// A cause reaches through a rule between that nothing concluded and nothing ruled out or hides: a
/// missing keystore explains a refused port also where no log tells of the failed start.
struct CauseGraph: Sendable {
  /// Indices of the diagnoses shown, ranked.
  let ranked: [Int]
  /// Those that hang under no other.
  let roots: Set<Int>
  /// By index, its direct causes, the best first.
  let causes: [Int: [Int]]
  let consequences: [Int: [Int]]

  init(_ conclusions: Conclusions, _ neighbourhood: Neighbourhood) {
    let judgements = conclusions.judgements
    let shown = judgements.indices.filter {
      if case .concluded = conclusions.standings[$0] { true } else { false }
    }
    let byRule = conclusions.places

    var causes: [Int: Set<Int>] = [:]
    for cause in shown where conclusions.standings[cause].isConcluded {
      var waiting = judgements[cause].rule.causes
      var seen: Set<RuleID> = [judgements[cause].rule.id]
      while let next = waiting.popLast() {
        guard seen.insert(next).inserted else { continue }
        let near = (byRule[next] ?? []).filter {
          $0 != cause
            && neighbourhood.related(judgements[$0].subject, judgements[cause].subject)
        }
        let met = near.filter { conclusions.standings[$0].isConcluded }
        for consequence in met { causes[consequence, default: []].insert(cause) }
        let isBridge = near.contains { conclusions.canCarry($0) }
        if met.isEmpty, isBridge, let rule = near.first.map({ judgements[$0].rule }) {
          waiting.append(contentsOf: rule.causes)
        }
      }
    }

    let order = DiagnosisOrder(conclusions)
    var parent: [Int: Int] = [:]
    for consequence in causes.keys.sorted() {
      for cause in (causes[consequence] ?? []).sorted(by: order.precedes) {
        var ancestor: Int? = cause
        while let here = ancestor, here != consequence { ancestor = parent[here] }
        if ancestor == nil {
          parent[consequence] = cause
          break
        }
      }
    }
    var children: [Int: [Int]] = [:]
    for (child, cause) in parent { children[cause, default: []].append(child) }

    let roots = shown.filter { parent[$0] == nil }
    self.roots = Set(roots)
    let trees = roots.map { root -> [Int] in
      var tree: [Int] = []
      var stack = [root]
      while let here = stack.popLast() {
        tree.append(here)
        stack.append(contentsOf: (children[here] ?? []).sorted(by: order.precedes).reversed())
      }
      return tree
    }
    ranked = order.sorted(trees).flatMap { $0 }
    self.causes = causes.reduce(into: [:]) { sorted, item in
      let first = parent[item.key]
      sorted[item.key] = item.value.sorted { a, b in
        if a == first || b == first { return a == first && b != first }
        return order.precedes(a, b)
      }
    }
    var consequences: [Int: [Int]] = [:]
    for (consequence, all) in self.causes {
      for cause in all { consequences[cause, default: []].append(consequence) }
    }
    self.consequences = consequences.mapValues { $0.sorted(by: order.precedes) }
  }
}

extension Conclusions {
  /// Whether a cause may reach through the judgement at `index` to what follows from that.
  fileprivate func canCarry(_ index: Int) -> Bool {
    switch standings[index] {
    case .ruledOut, .doesNotApply: false
    // Of what is hidden nobody knows whether it is so; what is explained more exactly, is.
    case .masked: judgements[index].verdict != .open
    case .concluded, .open: true
    }
  }
}

/// The order in which diagnoses and their trees are shown.
struct DiagnosisOrder {
  private let conclusions: Conclusions

  init(_ conclusions: Conclusions) { self.conclusions = conclusions }

  private func certainty(_ index: Int) -> Certainty {
    if case .concluded(let certainty) = conclusions.standings[index] {
      certainty
    } else {
      .possible
    }
  }

  /// By certainty, severity, how common it is, id and subject.
  func precedes(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (conclusions.judgements[a], conclusions.judgements[b])
    if certainty(a) != certainty(b) { return certainty(a) < certainty(b) }
    if first.rule.severity != second.rule.severity {
      return first.rule.severity < second.rule.severity
    }
    if first.rule.frequency != second.rule.frequency {
      return first.rule.frequency < second.rule.frequency
    }
    if first.rule.id != second.rule.id { return first.rule.id < second.rule.id }
    return first.subject < second.subject
  }

  /// Trees with an error that is confirmed or likely first; then by the best certainty and the
  /// highest severity in them, how common the root is, its id and its subject.
  func sorted(_ trees: [[Int]]) -> [[Int]] {
    let keyed = trees.map { (tree: $0, key: key($0)) }
    return keyed.sorted { treePrecedes(($0.tree, $0.key), ($1.tree, $1.key)) }.map(\.tree)
  }

  private typealias Key = (hasError: Bool, certainty: Certainty, severity: Severity)

  private func treePrecedes(_ a: ([Int], Key), _ b: ([Int], Key)) -> Bool {
    let (first, second) = (a.1, b.1)
    if first.hasError != second.hasError { return first.hasError }
    if first.certainty != second.certainty { return first.certainty < second.certainty }
    if first.severity != second.severity { return first.severity < second.severity }
    guard let rootA = a.0.first, let rootB = b.0.first else { return a.0.count > b.0.count }
    let (left, right) = (conclusions.judgements[rootA], conclusions.judgements[rootB])
    if left.rule.frequency != right.rule.frequency {
      return left.rule.frequency < right.rule.frequency
    }
    if left.rule.id != right.rule.id { return left.rule.id < right.rule.id }
    return left.subject < right.subject
  }

  private func key(_ tree: [Int]) -> Key {
    let severities = tree.map { conclusions.judgements[$0].rule.severity }
    let hasError = zip(tree, severities).contains {
      $0.1 == .error && conclusions.standings[$0.0].isConcluded
    }
    return (
      hasError, tree.map(certainty).min() ?? .possible, severities.min() ?? .notice
    )
  }
}
