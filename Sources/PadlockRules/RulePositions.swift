public import PadlockModel

/// Where the parts of rules, products and symptoms are written, for messages about them.
///
/// A part is named by the place of its owner and a path such as `causes/0` or `summary`.
public struct RulePositions: Sendable, Equatable {
  private var table: [SourcePosition: [String: SourcePosition]] = [:]

  public init() {}

  /// The place of a part; the owner's where the part's is not known.
  public subscript(owner: SourcePosition, part: String) -> SourcePosition {
    get { table[owner]?[part] ?? owner }
    set { table[owner, default: [:]][part] = newValue }
  }

  mutating func merge(_ other: RulePositions) {
    table.merge(other.table) { first, _ in first }
  }
}
