public import PadlockModel

/// A diagnosis with what it causes: each hangs under the best of its causes.
public struct CauseTree: Sendable, Equatable {
  public let diagnosis: Diagnosis
  public let consequences: [CauseTree]

  /// The trees of `diagnoses`, roots by rank; every diagnosis stands in exactly one of them.
  public static func trees(of diagnoses: [Diagnosis]) -> [CauseTree] {
    let sorted = diagnoses.sorted { ($0.rank, $0.key) < ($1.rank, $1.key) }
    let keys = Set(sorted.map(\.key))
    var children: [String: [Diagnosis]] = [:]
    var roots: [Diagnosis] = []
    for one in sorted {
      if let cause = one.causedBy.first, cause != one.key, keys.contains(cause) {
        children[cause, default: []].append(one)
      } else {
        roots.append(one)
      }
    }
    var seen: Set<String> = []
    var trees = roots.compactMap { tree($0, children, &seen) }
    // Only a report of other making has causes in a circle; none of them may be lost.
    for one in sorted where !seen.contains(one.key) {
      if let tree = tree(one, children, &seen) { trees.append(tree) }
    }
    return trees
  }

  private static func tree(
    _ diagnosis: Diagnosis, _ children: [String: [Diagnosis]], _ seen: inout Set<String>
  ) -> CauseTree? {
    guard seen.insert(diagnosis.key).inserted else { return nil }
    var consequences: [CauseTree] = []
    for child in children[diagnosis.key] ?? [] {
      if let tree = tree(child, children, &seen) { consequences.append(tree) }
    }
    return CauseTree(diagnosis: diagnosis, consequences: consequences)
  }
}
