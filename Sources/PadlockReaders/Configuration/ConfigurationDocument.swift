public import PadlockModel

/// What a configuration file of any format says: its settings, its faults, how it is encoded.
public struct ConfigurationDocument: Equatable, Sendable {
  /// The settings in file order; those that count are marked ``Setting/isEffective``.
  public var settings: [Setting]
  /// Faults of the format that change or lose settings.
  public var defects: [Defect]
  /// How the bytes were decoded.
  public var encoding: TextEncoding
  /// Whether a line ends in carriage return and line feed.
  public var usesCarriageReturns: Bool

  /// A document with the given parts.
  public init(
    settings: [Setting] = [], defects: [Defect] = [], encoding: TextEncoding = .utf8,
    usesCarriageReturns: Bool = false
  ) {
    self.settings = settings
    self.defects = defects
    self.encoding = encoding
    self.usesCarriageReturns = usesCarriageReturns
  }

  /// The setting of `key` that counts, if there is one.
  public func effective(_ key: String) -> Setting? {
    settings.last { $0.isEffective && $0.key == key }
  }

  /// Orders the defects by line and kind, so that equal files give equal documents.
  mutating func sortDefects() {
    defects.sort {
      if $0.line != $1.line { return $0.line < $1.line }
      if $0.kind != $1.kind { return $0.kind.rawValue < $1.kind.rawValue }
      return $0.keys.lexicographicallyPrecedes($1.keys)
    }
  }
}

/// One setting of a configuration file.
public struct Setting: Equatable, Sendable {
  /// Where in its format a setting stands.
  public enum Source: String, CaseIterable, Sendable {
    /// A plain key of the file.
    case property
    /// A `-Dname=value` option of the virtual machine.
    case systemProperty = "system-property"
    /// A `--name=value` argument of the program.
    case argument
    /// A variable of the environment.
    case environment
    /// An attribute of an XML element; the key ends in `@name`.
    case attribute
    /// The text of an XML element.
    case element
    /// A directive of a configuration with blocks in braces; `@name` in the key is what a word of it
    /// says.
    case directive
  }

  /// The name of the setting, as written.
  public var key: String
  /// The value that the program receives.
  public var value: ConfiguredValue
  /// The line on which it starts, from 1.
  public var line: Int
  /// Where in its format it stands.
  public var source: Source
  /// Whether this is the value that counts, by the rule of the format.
  public var isEffective: Bool
  /// Whether the value is complete; if not, it holds a variable that is unknown here, as written.
  public var isKnown: Bool
  /// Which of several merged documents it comes from, from 0.
  public var document: Int
  /// The blocks that it stands in, the outermost first and at most ``blockLimit``; each has a number
  /// of its own in the document.
  public var blocks: [Int]

  /// The most blocks around a setting that are kept.
  public static let blockLimit = 16

  /// A setting with the given parts.
  public init(
    key: String, value: ConfiguredValue, line: Int, source: Source = .property,
    isEffective: Bool = true, isKnown: Bool = true, document: Int = 0, blocks: [Int] = []
  ) {
    self.blocks = blocks
    self.key = key
    self.value = value
    self.line = line
    self.source = source
    self.isEffective = isEffective
    self.isKnown = isKnown
    self.document = document
  }
}

/// A fault of a file's form that changes or loses settings; it never carries a value.
public struct Defect: Equatable, Sendable {
  /// What kind of fault it is.
  public var kind: DefectKind
  /// The line on which it is seen, from 1.
  public var line: Int
  /// The names of the settings it concerns, in file order.
  public var keys: [String]
  /// Whether a setting is lost or changed by it in this file.
  public var losesSettings: Bool
  /// Which of several merged documents it is in, from 0.
  public var document: Int

  /// A defect with the given parts.
  public init(
    _ kind: DefectKind, line: Int, keys: [String] = [], losesSettings: Bool = true,
    document: Int = 0
  ) {
    self.document = document
    self.kind = kind
    self.line = line
    self.keys = keys
    self.losesSettings = losesSettings
  }
}
