public import PadlockModel

/// What is to be collected to see whether a remedy worked.
public struct VerificationOrder: Equatable, Sendable {
  /// The collection whose report has the diagnosis.
  public var collection: CollectionOrder
  public var diagnosis: Diagnosis
  public var remedy: FilledRemedy
  /// What the diagnosis causes, which must be gone with it.
  public var consequences: [Diagnosis]
}

/// What the user does on the fix screen.
struct FixState: Equatable, Sendable {
  /// One of the remedies of a diagnosis.
  struct Way: Hashable, Sendable {
    let diagnosis: String
    let index: Int
  }

  struct Step: Hashable, Sendable {
    let way: Way
    let index: Int
  }

  enum Verification: Equatable, Sendable {
    case running(EffectID, waitingFor: String?)
    /// What the remedy names, and by its key what each consequence names, as they stand now.
    case done(ConditionTree, consequences: [String: ConditionTree])
    /// It could not be told, for this reason.
    case failed(String)
  }

  /// The key of the diagnosis that is to be fixed.
  var diagnosis = ""
  /// The diagnosis from which the user came, where that is only a consequence.
  var consequence: String?
  /// Which remedy was chosen, where there are several.
  var chosenWay: [String: Int] = [:]
  var ticked: Set<Step> = []
  /// The line of the list that is chosen: a step, or after the last one the verification.
  var selection = 0
  var listOffset = 0
  var detailHasFocus = false
  var scroll = 0
  /// What stands around the lines that are to be changed.
  var files: [FilePlace: FileContent] = [:]
  var verifications: [Way: Verification] = [:]
  /// The ways whose verification came to an end, the newest last.
  private var finished: [Way] = []
  /// The repair of the demo's fault that runs.
  var repair: EffectID?
  /// Whether the demo's fault was repaired.
  var isRepaired = false

  var way: Way { Way(diagnosis: diagnosis, index: chosenWay[diagnosis] ?? 0) }
  var verification: Verification? { verifications[way] }

  /// How the diagnoses that were verified came out, by their keys.
  ///
  /// Of several remedies of one, and of several causes of one, what was seen last counts.
  var verified: [String: Kleene] {
    var results: [String: Kleene] = [:]
    for way in finished {
      guard case .done(let tree, let consequences) = verifications[way] else { continue }
      let all = consequences.mapValues(\.result).merging([way.diagnosis: tree.result]) { $1 }
      results.merge(all) { $1 }
    }
    return results
  }

  /// The verification or repair that still runs.
  var awaited: EffectID? {
    repair
      ?? verifications.values.lazy.compactMap { verification in
        if case .running(let id, _) = verification { id } else { nil }
      }.first
  }

  mutating func select(_ index: Int) {
    guard index != selection else { return }
    selection = index
    scroll = 0
  }

  mutating func note(_ id: EffectID, waitingFor: String) {
    change(id) { _ in .running(id, waitingFor: waitingFor) }
  }

  /// Notes that a verification or repair failed, and says whether it was one.
  mutating func fail(_ id: EffectID, _ reason: String) -> Bool {
    if repair == id {
      repair = nil
      return true
    }
    return change(id) { _ in .failed(reason) }
  }

  @discardableResult mutating func change(
    _ id: EffectID, _ body: (Verification) -> Verification
  ) -> Bool {
    for (way, verification) in verifications {
      guard case .running(id, _) = verification else { continue }
      let changed = body(verification)
      verifications[way] = changed
      if case .done = changed {
        finished.removeAll { $0 == way }
        finished.append(way)
      }
      return true
    }
    return false
  }
}

extension WizardState {
  /// The diagnosis that is to be fixed, and its remedy.
  var fixed: (diagnosis: Diagnosis, remedy: FilledRemedy)? {
    guard let diagnosis = report?.diagnoses.first(where: { $0.key == fix.diagnosis }),
      diagnosis.remedies.indices.contains(fix.way.index)
    else { return nil }
    return (diagnosis, diagnosis.remedies[fix.way.index])
  }

  /// Why nothing can be collected; nil where it can.
  var whyNothingIsCollected: String? {
    isSavedReport ? "This is a saved report: nothing is collected. Start padlock to check." : nil
  }

  /// Shows a saved report.
  mutating func open(_ report: Report) {
    let target = report.targets.first
    let order = CollectionOrder(
      target: ChosenTarget(
        detected: nil, product: target?.product, name: target?.name ?? "Saved report",
        host: target?.host ?? "no target", port: target?.port, home: target?.home),
      symptom: .everything)
    var shown = Run(id: newEffect(), order: order)
    shown.end(with: report, OpenPoints())
    shown.isSaved = true
    run = shown
    diagnosis = DiagnosisState(shown.causes)
    screen = .diagnosis
    keepPage()
  }

  /// Goes to the steps that make the chosen diagnosis go away.
  mutating func enterFix() -> [Effect] {
    guard let tree = causeTree, let row = diagnosis.selection,
      let chosen = tree.diagnosis(row)
    else { return [] }
    let remedied = tree.remedied(chosen)
    if fix.diagnosis != remedied.key {
      fix.diagnosis = remedied.key
      fix.selection = 0
      fix.listOffset = 0
      fix.scroll = 0
    }
    fix.consequence = remedied.key == chosen.key ? nil : chosen.title
    fix.detailHasFocus = false
    screen = .fix
    return readContext()
  }

  /// Reads the file that the chosen step changes, unless that was done.
  mutating func readContext() -> [Effect] {
    guard !isSavedReport, let (diagnosis, remedy) = fixed,
      remedy.steps.indices.contains(fix.selection),
      let edit = remedy.steps[fix.selection].edit
    else { return [] }
    let place = FilePlace(target: diagnosis.target, path: edit.file, line: edit.line)
    guard fix.files[place] == nil else { return [] }
    let id = newEffect()
    fix.files[place] = .running(id)
    return [.readFile(id, place)]
  }

  mutating func verify() -> [Effect] {
    guard let order = run?.order, let (diagnosis, remedy) = fixed else { return [] }
    let id = newEffect()
    let way = fix.way
    fix.select(remedy.steps.count)
    fix.verifications[way] = .running(id, waitingFor: nil)
    return [
      .verify(
        id,
        VerificationOrder(
          collection: order, diagnosis: diagnosis, remedy: remedy,
          consequences: consequences(of: diagnosis)))
    ]
  }

  /// Forgets what was verified, which was so by other answers.
  mutating func dropVerifications() -> [Effect] {
    let running = fix.repair == nil ? fix.awaited : nil
    fix.verifications = [:]
    return cancel(running)
  }

  /// The concluded diagnoses that this one causes, and what those cause.
  func consequences(of diagnosis: Diagnosis) -> [Diagnosis] {
    guard let report else { return [] }
    var keys: Set<String> = [diagnosis.key]
    var found: [Diagnosis] = []
    var isGrowing = true
    while isGrowing {
      let more = report.diagnoses.filter {
        $0.certainty != .possible && !keys.contains($0.key)
          && $0.causedBy.contains(where: keys.contains)
      }
      found += more
      keys.formUnion(more.map(\.key))
      isGrowing = !more.isEmpty
    }
    return found
  }

  mutating func takeVerified(
    _ id: EffectID, _ tree: ConditionTree, _ consequences: [String: ConditionTree]
  ) {
    guard fix.change(id, { _ in .done(tree, consequences: consequences) }) else { return }
    diagnosis.startPage()
    let isGone = consequences.values.allSatisfy { $0.result == .yes }
    notice =
      switch tree.result {
      case .yes where isGone: "It is fixed: everything that the remedy names holds."
      case .yes: "What the remedy names holds; what it caused is not gone yet: see below."
      case .no: "It is not fixed yet: see below what does not hold."
      case .unknown: "It cannot be told yet: see below what is not known."
      }
  }

  /// Shows the way, counted from 1, by which the demo repaired its fault.
  ///
  /// No step is ticked: nobody did them.
  mutating func takeRepaired(_ id: EffectID, way: Int) {
    guard fix.repair == id else { return }
    fix.repair = nil
    fix.isRepaired = true
    // Neither the files nor how they were found is what it was.
    fix.files = [:]
    fix.verifications = [:]
    let ways = fixed?.diagnosis.remedies.count ?? 0
    if (1...max(ways, 1)).contains(way) { fix.chosenWay[fix.diagnosis] = way - 1 }
    let words = ways > 1 ? ", as way \(way) says" : ""
    notice = "The demo repaired its fault\(words). v verifies that it is gone."
    fix.select(fixed?.remedy.steps.count ?? 0)
  }
}
