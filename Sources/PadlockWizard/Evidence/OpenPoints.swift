public import PadlockModel

/// What only the user can add to a report.
public struct OpenPoints: Equatable, Sendable {
  /// The question to ask next; nil where no answer would help.
  public var question: AskedQuestion?
  /// Questions that were answered, which can be answered otherwise.
  public var answered: [AskedQuestion]
  /// Keystores whose password stands nowhere.
  public var passwords: [PasswordNeed]

  public init(
    question: AskedQuestion? = nil, answered: [AskedQuestion] = [], passwords: [PasswordNeed] = []
  ) {
    self.question = question
    self.answered = answered
    self.passwords = passwords
  }
}

/// A question with why it is asked and what each answer would settle.
public struct AskedQuestion: Equatable, Sendable {
  public var question: Question
  /// Why it is asked, in a sentence.
  public var why: String
  /// One for each choice in their order; “I don't know” is the last.
  public var answers: [PossibleAnswer]
  /// What was answered; nil where nothing was yet.
  public var given: Answer?

  public init(
    question: Question, why: String, answers: [PossibleAnswer], given: Answer? = nil
  ) {
    self.question = question
    self.why = why
    self.answers = answers
    self.given = given
  }

  /// The answer that was given, in words.
  var givenWords: String { given.map { $0.value.map(question.label) ?? Self.dontKnow } ?? "" }

  static let dontKnow = "I don't know"
}

/// One way to answer a question, and what would follow.
public struct PossibleAnswer: Equatable, Sendable {
  /// The value of a choice; nil for “I don't know”.
  public var value: String?
  /// Rules that it would conclude.
  public var concludes: [RuleID]
  /// Rules that it would rule out.
  public var rulesOut: [RuleID]

  public init(value: String?, concludes: [RuleID] = [], rulesOut: [RuleID] = []) {
    self.value = value
    self.concludes = concludes
    self.rulesOut = rulesOut
  }
}

/// A keystore that nobody gave a password for.
public struct PasswordNeed: Hashable, Sendable {
  /// The keystore's file.
  public var path: String

  public init(path: String) { self.path = path }
}
