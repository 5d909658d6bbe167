public import PadlockModel

/// Every secret value that was read in a run, and where.
///
/// The order of registration numbers the stand-ins, so that the same value is `<secret 1>` in every
/// file and every format. Empty values are not kept.
public struct SecretVault: Sendable, Equatable {
  /// A value with the place where it was read first.
  public struct Entry: Sendable, Equatable {
    public let secret: Secret
    /// The file, setting or option that held it; never the value.
    public let source: String
    /// Why it does not block a report, where it is too ordinary to be searched for.
    public let ordinary: OrdinaryReason?
    /// The ways in which bytes may hold it, made once; none for one that is not searched for.
    let forms: [[UInt8]]
  }

  public private(set) var entries: [Entry] = []
  /// Passwords that manuals print, in lower case.
  public let publishedDefaults: Set<String>
  /// Aliases, host names and product names, in lower case.
  public private(set) var names: Set<String> = []

  private var numbers: [Secret: Int] = [:]

  /// An empty vault; `publishedDefaults` adds to `changeit` and `alarmpoint`.
  public init(publishedDefaults: some Sequence<String> = [], names: some Sequence<String> = []) {
    self.publishedDefaults = Set(publishedDefaults.map { $0.lowercased() })
      .union(["changeit", "alarmpoint"])
    add(names: names)
  }

  /// Registers `secret` and returns its number, from 1; 0 for an empty one.
  @discardableResult
  public mutating func register(_ secret: Secret, from source: String) -> Int {
    if secret.isEmpty { return 0 }
    return register(secret, from: source, forms: [])
  }

  /// Registers `secret`, whose `forms` may be known already.
  private mutating func register(
    _ secret: Secret, from source: String, forms: [[UInt8]]
  ) -> Int {
    if let number = numbers[secret] { return number }
    entries.append(entry(secret, from: source, forms: forms))
    numbers[secret] = entries.count
    return entries.count
  }

  private func entry(_ secret: Secret, from source: String, forms: [[UInt8]]) -> Entry {
    let ordinary = reason(for: secret)
    let searched =
      ordinary != nil ? [] : forms.isEmpty ? secret.withBytes(SecretForms.all) : forms
    return Entry(secret: secret, source: source, ordinary: ordinary, forms: searched)
  }

  /// Adds what another vault holds, in its order.
  public mutating func merge(_ other: SecretVault) {
    for entry in other.entries {
      _ = register(entry.secret, from: entry.source, forms: entry.forms)
    }
    add(names: other.names)
  }

  /// Adds aliases or host names; a secret that equals one does not block a report.
  public mutating func add(names added: some Sequence<String>) {
    for name in added where !name.isEmpty {
      names.insert(name.lowercased())
      if let label = name.split(separator: ".").first { names.insert(label.lowercased()) }
    }
    entries = entries.map { entry($0.secret, from: $0.source, forms: $0.forms) }
  }

  /// The number of a registered value, from 1.
  public func number(of secret: Secret) -> Int? { numbers[secret] }

  /// One sentence for each secret that is too ordinary to be searched for; none holds the value.
  public var notices: [String] {
    entries.compactMap { entry in
      entry.ordinary.map {
        "The secret in \(entry.source) \($0.text); it is masked where it was read, "
          + "and not searched for elsewhere."
      }
    }
  }

  private func reason(for secret: Secret) -> OrdinaryReason? {
    secret.withBytes { bytes in
      OrdinaryReason(
        String(decoding: bytes, as: UTF8.self), publishedDefaults: publishedDefaults, names: names)
    }
  }
}

/// Why a secret is too ordinary for the final scan.
public enum OrdinaryReason: Sendable, Equatable, CaseIterable {
  case publishedDefault
  case short
  case number
  case commonWord
  case name

  init?(_ value: String, publishedDefaults: Set<String>, names: Set<String>) {
    let folded = value.lowercased()
    if publishedDefaults.contains(folded) {
      self = .publishedDefault
    } else if value.unicodeScalars.count < 6 {
      self = .short
    } else if value.allSatisfy({ $0.isASCII && $0.isNumber }) {
      self = .number
    } else if CommonWords.all.contains(folded) {
      self = .commonWord
    } else if names.contains(folded) {
      self = .name
    } else {
      return nil
    }
  }

  /// The reason as the end of a sentence about the secret.
  public var text: String {
    switch self {
    case .publishedDefault: "is a default that manuals print"
    case .short: "has fewer than 6 characters"
    case .number: "is a plain number"
    case .commonWord: "is a common word"
    case .name: "equals an alias, host or product name"
    }
  }
}
