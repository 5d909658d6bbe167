import PadlockModel

@testable import PadlockWizard

/// What only the user can add to the sample report.
extension Sample {
  static let restarted = AskedQuestion(
    question: Question(
      id: "restarted", asks: "Was the agent restarted after its keystore was changed?",
      help: "On the agent's host: when did the service start, and when was the file changed?"),
    why: "It separates “The agent still uses the old keystore” from “The keystore's password is"
      + " wrong”.",
    answers: [
      PossibleAnswer(value: "yes", rulesOut: ["keystore.old"]),
      PossibleAnswer(value: "no", concludes: ["keystore.old"], rulesOut: ["keystore.other"]),
      PossibleAnswer(value: nil),
    ])

  static let proxy = AskedQuestion(
    question: Question(
      id: "proxy", asks: "What stands between the agent and its clients?",
      help: "Ask who runs the network.",
      choices: [
        .init(
          value: "nothing", label: "Nothing",
          help: "The client's address stands in the agent's access log."),
        .init(value: "balancer", label: "A load balancer that ends TLS"),
        .init(value: "proxy", label: "A proxy that looks into TLS"),
      ]),
    why: "It tells whether “Another machine answers” is the cause.",
    answers: [
      PossibleAnswer(value: "nothing", rulesOut: ["network.other", "keystore.old", "keystore.a"]),
      PossibleAnswer(value: "balancer", concludes: ["network.other"]),
      PossibleAnswer(value: "proxy"), PossibleAnswer(value: nil),
    ])

  static let keystore = PasswordNeed(path: "/etc/xagent/agent.jks")

  static func answered(_ asked: AskedQuestion, _ value: String?) -> AskedQuestion {
    var asked = asked
    asked.given = Answer(question: asked.question.id, value: value, source: "reported")
    return asked
  }

  /// One question answered, one to ask, and a keystore without a password.
  static let openPoints = OpenPoints(
    question: proxy, answered: [answered(restarted, "no")], passwords: [keystore])
}
