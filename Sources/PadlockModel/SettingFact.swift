/// A fact that a product file makes by naming a setting: rules read what a configuration says
/// without a word of Swift.
///
/// A product whose settings name `gateway.ssl` has the facts `setting.gateway.ssl`, the value that
/// counts, `setting-values.gateway.ssl`, every value that its active files hold for it in their
/// order, and `setting-count.gateway.ssl`, how often it is set. All three are about the service.
/// Secret settings have none.
public struct SettingFact: Hashable, Sendable {
  /// What of the setting the fact tells.
  public enum Aspect: String, CaseIterable, Sendable {
    case value = "setting"
    case values = "setting-values"
    case count = "setting-count"
  }

  public let aspect: Aspect
  /// Padlock's name of the setting: `gateway.ssl`.
  public let setting: String

  public init(_ aspect: Aspect, of setting: String) {
    self.aspect = aspect
    self.setting = setting
  }

  /// Nil where `name` is no fact of this kind.
  public init?(_ name: FactName) {
    for aspect in Aspect.allCases where name.rawValue.hasPrefix(aspect.rawValue + ".") {
      let setting = name.rawValue.dropFirst(aspect.rawValue.count + 1)
      guard !setting.isEmpty else { return nil }
      self.init(aspect, of: String(setting))
      return
    }
    return nil
  }

  /// The fact's name: `setting.gateway.ssl`.
  public var name: FactName { FactName("\(aspect.rawValue).\(setting)") }

  /// What such a fact is about and which values it has.
  public var definition: FactDefinition {
    switch aspect {
    case .value:
      FactDefinition(
        name, of: .service, .text,
        "The value of the setting \(setting) that counts; absent where it is not set.")
    case .values:
      FactDefinition(
        name, of: .service, .list(nil),
        "Every value of the setting \(setting), as the files hold them; absent where none is set.")
    case .count:
      FactDefinition(
        name, of: .service, .integer, "How often the files set \(setting).")
    }
  }
}

extension FactName {
  /// The name under which collectors offer the fact: its own, or that of the family it belongs to.
  public var offered: FactName {
    SettingFact(self).map { FactName("\($0.aspect.rawValue).*") } ?? self
  }
}
