/// Why a fact is not known.
public enum UnknownReason: Hashable, Sendable {
  /// Nothing has looked yet, or what would look was never asked.
  case notCollected
  /// The question makes no sense for this target.
  case notApplicable
  /// The user chose not to look (`--no-probe`, `--port`).
  case byChoice
  /// The target is a tree or a bundle that does not hold it.
  case offline
  /// Something looked and could not tell, for this reason.
  case failed(String)
  /// The user was asked and does not know.
  case declined

  /// Whether looking again, or elsewhere, could still tell.
  public var couldStillBeObserved: Bool {
    switch self {
    case .notCollected, .offline, .failed: true
    case .notApplicable, .byChoice, .declined: false
    }
  }

  /// The reason as the report writes it.
  public var text: String {
    switch self {
    case .notCollected: "not collected"
    case .notApplicable: "not applicable"
    case .byChoice: "by choice"
    case .offline: "offline"
    case .failed(let why): "failed: \(why)"
    case .declined: "declined"
    }
  }

  /// The reason that ``text`` stands for; other words are why something failed.
  public init(text: String) {
    let plain: [UnknownReason] = [.notCollected, .notApplicable, .byChoice, .offline, .declined]
    let prefix = UnknownReason.failed("").text
    self =
      plain.first { $0.text == text }
      ?? .failed(text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text)
  }
}

/// What is known of a fact.
public enum FactState: Hashable, Sendable {
  case known(FactValue, evidence: [Evidence])
  /// Known not to be there: a setting that is not set, a file that is missing.
  case absent(evidence: [Evidence])
  case unknown(UnknownReason)

  /// The value, where there is one.
  public var value: FactValue? {
    if case .known(let value, _) = self { value } else { nil }
  }

  /// Where it was seen; empty where it is unknown.
  public var evidence: [Evidence] {
    switch self {
    case .known(_, let evidence), .absent(let evidence): evidence
    case .unknown: []
    }
  }

  /// Whether nothing more is to be learned about it in this run.
  public var isSettled: Bool { self != .unknown(.notCollected) }
}

/// A fact about one subject.
public struct FactKey: Hashable, Comparable, Sendable {
  public let name: FactName
  public let subject: SubjectID

  public init(_ name: FactName, _ subject: SubjectID = .target) {
    self.name = name
    self.subject = subject
  }

  public static func < (a: FactKey, b: FactKey) -> Bool {
    a.name == b.name ? a.subject < b.subject : a.name < b.name
  }
}
