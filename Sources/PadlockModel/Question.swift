/// Something that only the user knows, asked with the answers that there are.
///
/// “I don't know” is always one of them and is not listed.
public struct Question: Hashable, Sendable {
  /// One answer that can be given.
  public struct Choice: Hashable, Sendable {
    /// What rules compare with: lower-case words joined by hyphens.
    public var value: String
    /// How people read it.
    public var label: String
    /// What it means, or how to find out whether it is so.
    public var help: String?

    public init(value: String, label: String, help: String? = nil) {
      self.value = value
      self.label = label
      self.help = help
    }
  }

  /// The value of “I don't know”, which no choice may have.
  public static let unknown = "unknown"
  /// The choices of a question that lists none.
  public static let yesOrNo = [
    Choice(value: "yes", label: "Yes"), Choice(value: "no", label: "No"),
  ]

  public var id: String
  public var pack: String
  /// The question itself, one sentence.
  public var asks: String
  /// Where the answer is to be found.
  public var help: String
  public var choices: [Choice]
  /// Where it can matter; it is never asked elsewhere.
  public var applies: Condition
  public var source: SourcePosition

  public init(
    id: String, pack: String = "", asks: String, help: String,
    choices: [Choice] = Question.yesOrNo, applies: Condition = .all([]),
    source: SourcePosition = SourcePosition(file: "", line: 0, column: 0)
  ) {
    self.id = id
    self.pack = pack
    self.asks = asks
    self.help = help
    self.choices = choices
    self.applies = applies
    self.source = source
  }

  /// The fact that an answer yields, with the choice's value as its text.
  public var fact: FactName { FactName(FactName.answerPrefix + id) }

  /// What asking it offers: its answer, once it is known whether it can matter.
  public var offer: CollectorOffer {
    CollectorOffer(
      id: fact.rawValue, provides: [fact], needs: Set(applies.facts.map(\.offered)).sorted(),
      cost: .asksUser)
  }

  /// How a value reads for people; the value itself where it is none of the choices.
  public func label(of value: String) -> String {
    choices.first { $0.value == value }?.label ?? value
  }
}

/// What the user answered to a question.
public struct Answer: Hashable, Sendable, Codable {
  /// The question's id.
  public var question: String
  /// The value of a choice; nil for “I don't know”.
  public var value: String?
  /// The file that holds the answer, or `reported`.
  public var source: String
  /// 1-based line in `source`, where it has lines.
  public var line: Int?

  public init(question: String, value: String?, source: String, line: Int? = nil) {
    self.question = question
    self.value = value
    self.source = source
    self.line = line
  }
}

extension FactName {
  /// What the names of facts that the user answers begin with.
  public static let answerPrefix = "answer."

  /// The id of the question that yields it; nil for a fact that is observed.
  public var question: String? {
    rawValue.hasPrefix(Self.answerPrefix)
      ? String(rawValue.dropFirst(Self.answerPrefix.count)) : nil
  }
}
