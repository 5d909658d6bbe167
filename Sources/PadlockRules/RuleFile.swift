/// One file of a rules folder, as it was read.
public struct RuleFile: Hashable, Sendable {
  /// The path below the rules folder, with `/`: `keystore/rules.yml`.
  public var path: String
  /// The path that messages show.
  public var shownAs: String
  public var bytes: [UInt8]

  /// A file; `shownAs` is the path that messages show, nil for `path` itself.
  public init(path: String, shownAs: String? = nil, bytes: [UInt8]) {
    self.path = path
    self.shownAs = shownAs ?? path
    self.bytes = bytes
  }
}

/// What a file of a rules folder holds, told by its path alone.
public enum RuleFileKind: Hashable, Sendable {
  /// `articles.yml` at the top.
  case articles
  /// `<pack>/pack.yml`: the prefixes of the pack's ids.
  case pack(String)
  /// `<pack>/product.yml`.
  case product(String)
  /// `<pack>/rules.yml`.
  case rules(String)
  /// `<pack>/symptoms.yml`.
  case symptoms(String)
  /// `<pack>/questions.yml`.
  case questions(String)

  /// Reads a path below the rules folder; nil for a file that is none of its own.
  public init?(path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if parts == ["articles.yml"] {
      self = .articles
      return
    }
    guard parts.count == 2, let pack = parts.first, IdentifierShape.isWord(pack) else { return nil }
    switch parts.last {
    case "pack.yml": self = .pack(pack)
    case "product.yml": self = .product(pack)
    case "rules.yml": self = .rules(pack)
    case "symptoms.yml": self = .symptoms(pack)
    case "questions.yml": self = .questions(pack)
    default: return nil
    }
  }

  /// The pack's folder; nil for the articles.
  public var pack: String? {
    switch self {
    case .articles: nil
    case .pack(let name), .product(let name), .rules(let name), .symptoms(let name),
      .questions(let name):
      name
    }
  }
}

/// A folder of rules and the prefixes that its ids may have.
public struct RulePack: Hashable, Sendable {
  public var id: String
  /// Without the full stop: `keystore` for `keystore.alias-missing`.
  public var prefixes: [String]

  public init(id: String, prefixes: [String]) {
    self.id = id
    self.prefixes = prefixes
  }
}
