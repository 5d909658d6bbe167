import PadlockModel

/// Orders of the report's lists that depend on what was seen, never on what was seen first.
enum ReportOrder {
  /// By subject, then as the catalogue lists the facts that were looked at.
  static func sorted(_ checks: [CheckRecord]) -> [CheckRecord] {
    checks.map { (key: CheckKey($0), check: $0) }.sorted { $0.key < $1.key }.map(\.check)
  }

  /// Whether `a` is the place of its setting rather than `b`: where it stands, before where it
  /// would be written.
  static func precedes(_ a: SettingPlace, _ b: SettingPlace) -> Bool {
    let (first, second) = (a.before == nil ? 1 : 0, b.before == nil ? 1 : 0)
    if first != second { return first < second }
    return (a.file, a.line ?? .max, a.pattern, a.before ?? "")
      < (b.file, b.line ?? .max, b.pattern, b.before ?? "")
  }

  static func unique(_ entries: [Unchecked]) -> [Unchecked] {
    Set(entries).sorted { ($0.what, $0.why, $0.how) < ($1.what, $1.why, $1.how) }
  }

  static func unique(_ entries: [LedgerEntry]) -> [LedgerEntry] {
    Set(entries).sorted {
      ($0.path, $0.bytes, $0.outcome.rawValue, $0.why ?? "")
        < ($1.path, $1.bytes, $1.outcome.rawValue, $1.why ?? "")
    }
  }

  /// A certificate is one, whichever target shows it; by id.
  static func merged(_ certificates: [CertificateRecord]) -> [CertificateRecord] {
    let groups = Dictionary(grouping: certificates) { $0.sha256 }
    return groups.values.compactMap { same in
      var one = same.min { $0.id < $1.id }
      one?.seenAt = Set(same.flatMap(\.seenAt)).sorted()
      return one
    }.sorted { ($0.id, $0.sha256) < ($1.id, $1.sha256) }
  }
}

/// What a check is sorted by.
private struct CheckKey: Comparable {
  private let kind: Int
  private let subject: SubjectID
  private let fact: Int
  private let words: [String]

  init(_ check: CheckRecord) {
    kind = SubjectKind.allCases.firstIndex(of: check.subject.kind) ?? 0
    subject = check.subject
    fact = check.facts.compactMap { Self.places[$0] }.min() ?? .max
    words = [check.id, check.title, check.detail, check.skipped ?? ""]
  }

  private static let places: [FactName: Int] = Dictionary(
    FactCatalogue.all.enumerated().map { ($1.name, $0) }
  ) { first, _ in first }

  static func < (a: CheckKey, b: CheckKey) -> Bool {
    if a.kind != b.kind { return a.kind < b.kind }
    if a.subject != b.subject { return a.subject < b.subject }
    if a.fact != b.fact { return a.fact < b.fact }
    return a.words.lexicographicallyPrecedes(b.words)
  }
}
