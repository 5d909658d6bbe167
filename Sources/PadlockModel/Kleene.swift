/// Three-valued truth after Kleene: what is unknown never counts as false.
public enum Kleene: String, Sendable, CaseIterable {
  case no, unknown, yes

  public init(_ value: Bool) { self = value ? .yes : .no }

  public static func && (a: Kleene, b: Kleene) -> Kleene {
    if a == .no || b == .no { return .no }
    return a == .yes && b == .yes ? .yes : .unknown
  }

  public static func || (a: Kleene, b: Kleene) -> Kleene {
    if a == .yes || b == .yes { return .yes }
    return a == .no && b == .no ? .no : .unknown
  }

  public static prefix func ! (a: Kleene) -> Kleene {
    switch a {
    case .no: .yes
    case .unknown: .unknown
    case .yes: .no
    }
  }
}
