import PadlockModel

/// What people call the subjects and diagnoses of a report.
struct ReportNames {
  private var names: [String: String] = [:]

  init() {}

  init(_ report: Report) {
    for part in report.targets.flatMap(\.subjects) { names[part.id] = part.name }
    for diagnosis in report.diagnoses { names[diagnosis.key] = "“\(diagnosis.title)”" }
  }

  /// The name of a subject's id or a diagnosis's key, or that itself.
  func name(_ id: String) -> String { names[id] ?? id }

  /// The title of a check and what it is about, unless the title says that already.
  func title(_ check: Check) -> String {
    guard let subject = check.subject.map(name), !check.title.contains(subject) else {
      return check.title
    }
    return "\(check.title), \(subject)"
  }
}

extension Report {
  /// The targets, that with the first cause before the others.
  var targetsByRank: [ReportedTarget] {
    var ordered = targets
    for id in diagnoses.sorted(by: { $0.rank > $1.rank }).map(\.target) {
      guard let index = ordered.firstIndex(where: { $0.id == id }) else { continue }
      ordered.insert(ordered.remove(at: index), at: 0)
    }
    return ordered
  }
}

extension RuledOutDiagnosis {
  /// How many causes there are, and where they are told, for formats that are read from top to end.
  static func summary(_ all: [RuledOutDiagnosis]) -> String {
    "\(Count.text(Set(all.map(\.id)).count, "other cause")): --format html and json list what "
      + "decided, and padlock why ID tells it of one."
  }
}

extension [RuledOutDiagnosis] {
  /// Ids by the facts that decided; subjects stand only beside what is concluded, or hidden, for
  /// another one.
  func grouped(
    besides standing: Set<RuleID>, _ names: ReportNames
  ) -> [(facts: String, ids: String)] {
    let groups = Grouping.inOrder(self) { one in
      // Several subjects may have decided by the same value.
      Grouping.inOrder(one.by.map { "\($0.fact) = \($0.value)" }, by: \.self).map(\.key)
        .joined(separator: ", ")
    }
    return groups.map { group in
      let ids = Grouping.inOrder(group.elements, by: \.id).map { same in
        let subjects = standing.contains(same.key) ? same.elements.compactMap(\.subject) : []
        return subjects.isEmpty
          ? same.key : "\(same.key) (\(subjects.map(names.name).joined(separator: ", ")))"
      }
      return (group.key, ids.joined(separator: ", "))
    }
  }
}

extension ConditionTree {
  /// What must hold, in one line.
  var words: String {
    switch self {
    case .all(let parts, _): parts.map(\.words).joined(separator: ", ")
    case .any(let parts, _): parts.map(\.words).joined(separator: " or ")
    case .none(let parts, _): "not " + parts.map(\.words).joined(separator: ", not ")
    case .fact(let leaf): "\(leaf.fact): \(leaf.expected)"
    }
  }
}

extension FilledRemedy.Step {
  /// What to do, where only a command says it.
  var words: String {
    instruction.isEmpty && restart != nil ? "Restart the service" : instruction
  }

  /// How to restart, where no other command says that.
  var ownRestart: String? { restart == command ? nil : restart }
}
