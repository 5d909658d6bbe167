import PadlockModel

/// What in a later report is the same thing as in an earlier one, under another name.
///
/// A target that listens on another port, a renewed certificate and a store that was moved have
/// other ids then. A pair is made only where nothing else on either side could be meant.
struct ReportPairing {
  /// The later report's targets, each with the earlier one that it is.
  private(set) var targets: [(before: ReportedTarget, after: ReportedTarget)] = []
  /// The earlier id of each target, and of each subject of a target, by the later one.
  private var names: [String: String] = [:]
  private var subjects: [String: [String: String]] = [:]

  init(_ before: Report, _ after: Report) {
    targets = Self.pairs(
      before.targets, after.targets,
      by: [
        { $0.id }, { [$0.product, $0.host, $0.home ?? ""] }, { [$0.product, $0.home ?? ""] },
        { $0.product }, { _ in 0 },
      ])
    for (old, new) in targets {
      names[new.id] = old.id
      let parts = Self.pairs(
        old.subjects, new.subjects, by: [{ $0.id }, { [$0.kind.rawValue, $0.name] }, { $0.kind }])
      subjects[new.id] = Dictionary(
        parts.map { ($0.after.id, $0.before.id) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// The earlier id of a later target.
  func target(_ id: String) -> String { names[id] ?? id }

  /// The earlier id of a subject, by the later ids of its target and itself.
  func subject(_ id: String, of target: String) -> String { subjects[target]?[id] ?? id }

  /// The earlier id of a subject of whatever target has it.
  func subject(_ id: String) -> String {
    targets.lazy.compactMap { subjects[$0.after.id]?[id] }.first ?? id
  }

  /// Pairs what has the same value of a key on both sides and is alone with it there, key by key.
  private static func pairs<Element>(
    _ before: [Element], _ after: [Element], by keys: [(Element) -> AnyHashable]
  ) -> [(before: Element, after: Element)] {
    var pairs: [(before: Element, after: Element)] = []
    var (old, new) = (before, after)
    for key in keys {
      let known = Dictionary(grouping: old, by: key)
      let later = Dictionary(grouping: new, by: key)
      let single = Set(known.keys.filter { known[$0]?.count == 1 && later[$0]?.count == 1 })
      for element in new where single.contains(key(element)) {
        if let match = known[key(element)]?.first { pairs.append((match, element)) }
      }
      old.removeAll { single.contains(key($0)) }
      new.removeAll { single.contains(key($0)) }
    }
    return pairs
  }
}
