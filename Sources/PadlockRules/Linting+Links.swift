import PadlockModel

extension Linting {
  /// What a rule or a symptom names must exist.
  mutating func checkArticlesAndLinks() {
    let articles = Set(loaded.rules.articles.map(\.id))
    for rule in loaded.rules.rules {
      for (part, ids) in [("causes", rule.causes), ("masks", rule.masks), ("unless", rule.unless)] {
        for (index, id) in ids.enumerated() {
          let here = place(rule.source, "\(part)/\(index)")
          if isMissing(id) {
            error(
              here, "`\(part)` names `\(id)`, which no rule concludes",
              instead: instead(id, in: ruleIDs, else: "the id of a rule"))
          } else if id == rule.id {
            error(here, "`\(part)` names the rule itself", instead: "the id of another rule")
          }
        }
      }
      if rule.references.isEmpty {
        error(
          rule.source, "the rule `\(rule.id)` refers to no article",
          instead: "`references: [ { article: …, section: … } ]` into it")
      }
      for (index, reference) in rule.references.enumerated()
      where !loaded.unreadable.hasArticles && !articles.contains(reference.article) {
        error(
          place(rule.source, "references/\(index)"),
          "the article `\(reference.article)` is not in articles.yml",
          instead: instead(reference.article, in: articles, else: "the id of an article there"))
      }
    }
  }

  /// Whether no rule concludes this, as far as rules could be read.
  func isMissing(_ id: RuleID) -> Bool {
    !loaded.unreadable.hasRules && !ruleIDs.contains(id)
  }

  /// Neither causes, nor masks together with `unless`, lead back to where they began.
  mutating func checkCycles() {
    var causes: [RuleID: [RuleID]] = [:]
    var hides: [RuleID: [RuleID]] = [:]
    var sources: [RuleID: Rule] = [:]
    for rule in loaded.rules.rules where sources[rule.id] == nil {
      sources[rule.id] = rule
      causes[rule.id] = rule.causes.filter { $0 != rule.id }
      hides[rule.id, default: []] += rule.masks.filter { $0 != rule.id }
      for other in rule.unless where other != rule.id { hides[other, default: []] += [rule.id] }
    }
    for cycle in Cycles.find(in: causes) {
      let (id, next) = Self.firstLink(of: cycle)
      report(
        cycle, "`causes` lead in a circle",
        at: linkPlace(sources[id], "causes", sources[id]?.causes, next))
    }
    for cycle in Cycles.find(in: hides) {
      let (id, next) = Self.firstLink(of: cycle)
      report(
        cycle, "`masks` and `unless` lead in a circle",
        at: linkPlace(sources[id], "masks", sources[id]?.masks, next)
          ?? linkPlace(sources[next], "unless", sources[next]?.unless, id))
    }
  }

  private static func firstLink(of cycle: [RuleID]) -> (RuleID, RuleID) {
    let first = cycle.first ?? ""
    return (first, cycle.dropFirst().first ?? first)
  }

  /// Where a rule names another.
  private func linkPlace(
    _ rule: Rule?, _ part: String, _ ids: [RuleID]?, _ id: RuleID
  ) -> SourcePosition? {
    guard let rule, let index = ids?.firstIndex(of: id) else { return nil }
    return place(rule.source, "\(part)/\(index)")
  }

  private mutating func report(_ cycle: [RuleID], _ message: String, at here: SourcePosition?) {
    guard let here, let first = cycle.first else { return }
    let path =
      cycle.count > 12
      ? cycle.prefix(10).joined(separator: " → ") + " → … → \(first)"
      : (cycle + [first]).joined(separator: " → ")
    error(here, "\(message): \(path)", instead: "one of these links less")
  }
}

/// Finds circles in a graph of ids.
enum Cycles {
  /// One circle for each link that closes one, each beginning with its smallest id; no duplicates.
  static func find(in graph: [RuleID: [RuleID]]) -> [[RuleID]] {
    var done: Set<RuleID> = []
    var found: Set<[RuleID]> = []
    for start in graph.keys.sorted() where !done.contains(start) {
      var path: [RuleID] = [start]
      var onPath: Set<RuleID> = [start]
      var next: [[RuleID]] = [(graph[start] ?? []).sorted()]
      while let id = path.last {
        guard let child = next[next.count - 1].popLast() else {
          done.insert(id)
          onPath.remove(id)
          path.removeLast()
          next.removeLast()
          continue
        }
        if onPath.contains(child), let begin = path.firstIndex(of: child) {
          found.insert(rotated(Array(path[begin...])))
        } else if !done.contains(child) {
          path.append(child)
          onPath.insert(child)
          next.append((graph[child] ?? []).sorted())
        }
      }
    }
    return found.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static func rotated(_ cycle: [RuleID]) -> [RuleID] {
    guard let smallest = cycle.min(), let index = cycle.firstIndex(of: smallest) else {
      return cycle
    }
    return Array(cycle[index...] + cycle[..<index])
  }
}
