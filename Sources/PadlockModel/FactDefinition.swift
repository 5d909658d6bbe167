/// What a fact is called, what it is about, which values it has, and what it means.
public struct FactDefinition: Sendable, Hashable {
  public let name: FactName
  public let kind: SubjectKind
  public let type: FactType
  /// One sentence.
  public let meaning: String

  public init(_ name: FactName, of kind: SubjectKind, _ type: FactType, _ meaning: String) {
    self.name = name
    self.kind = kind
    self.type = type
    self.meaning = meaning
  }
}
