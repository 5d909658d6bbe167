import PadlockModel

/// What must hold wherever a condition holds.
enum Implication {
  /// The lines that every way of meeting the condition meets.
  static func lines(of condition: Condition) -> [(name: FactName, comparisons: [Comparison])] {
    switch condition {
    case .fact(let name, let comparisons): return [(name, comparisons)]
    case .all(let parts): return parts.flatMap(lines)
    case .any(let parts): return parts.count == 1 ? parts.flatMap(lines) : []
    case .none: return []
    }
  }

  /// The facts whose value is known wherever the condition holds.
  ///
  /// A fact that is absent has no value to show, and `not`, `not-in`, `same-as` and `differs-from`
  /// hold for absent facts too.
  static func known(_ condition: Condition) -> Set<FactName> {
    switch condition {
    case .fact(let name, let comparisons):
      return comparisons.contains(where: demandsValue) ? [name] : []
    case .all(let parts): return parts.reduce(into: []) { $0.formUnion(known($1)) }
    case .any(let parts):
      guard let first = parts.first else { return [] }
      return parts.dropFirst().reduce(known(first)) { $0.intersection(known($1)) }
    case .none: return []
    }
  }

  /// The facts that are compared on every way of meeting the condition.
  static func read(_ condition: Condition) -> Set<FactName> {
    switch condition {
    case .fact(let name, _): return [name]
    case .all(let parts), .none(let parts):
      return parts.reduce(into: []) { $0.formUnion(read($1)) }
    case .any(let parts):
      guard let first = parts.first else { return [] }
      return parts.dropFirst().reduce(read(first)) { $0.intersection(read($1)) }
    }
  }

  private static func demandsValue(_ comparison: Comparison) -> Bool {
    switch comparison {
    case .not, .notIn, .sameAs, .differsFrom, .exists(false): false
    default: true
    }
  }

  /// What subjects of a kind lie in, the nearest first, as far as it is so for each of them.
  static func wholes(of kind: SubjectKind?) -> [SubjectKind] {
    switch kind {
    case .entry: [.keystore, .service]
    case .keystore, .listener, .file: [.service]
    case .certificate, .service, .target, nil: []
    }
  }

  /// Facts that every subject has by being one.
  static func identity(of kind: SubjectKind) -> Set<FactName> {
    switch kind {
    case .target: ["product", "platform", "target.name", "target.host"]
    case .service: ["service.name"]
    case .listener: ["listener.name", "listener.host", "listener.port"]
    case .file: ["file.path"]
    case .keystore: ["keystore.path"]
    case .entry: ["entry.alias"]
    case .certificate: ["certificate.subject"]
    }
  }
}
