import PadlockModel

extension RuleSchema {
  /// A condition: facts, and `all`, `any`, `none`.
  static var condition: JSONText {
    let parts = list(refer("condition"), atLeast: 1)
    var properties: [(key: String, value: JSONText)] = [
      ("all", parts), ("any", parts), ("none", parts),
    ]
    for fact in FactCatalogue.all {
      properties.append((fact.name.rawValue, line(fact)))
    }
    return .object([
      ("type", .text("object")), ("additionalProperties", .boolean(false)),
      ("properties", .object(properties)),
      ("patternProperties", .object(families.map { ($0.pattern, line($0.definition)) })),
    ])
  }

  /// The facts that product files make of their settings, and the answers to questions, by the
  /// shape of their names.
  private static var families: [(pattern: String, definition: FactDefinition)] {
    SettingFact.Aspect.allCases.map { aspect in
      ("^\(aspect.rawValue)\\..+$", SettingFact(aspect, of: "NAME").definition)
    } + [(answerPattern, answer)]
  }

  /// The facts of an example: values, or why there are none.
  static var exampleFacts: JSONText {
    let properties = FactCatalogue.all.map { fact -> (key: String, value: JSONText) in
      (fact.name.rawValue, stateOrNone(fact.type))
    }
    return .object([
      ("type", .text("object")), ("additionalProperties", .boolean(false)),
      ("properties", .object(properties)),
      (
        "patternProperties",
        .object(
          families.map { ($0.pattern, stateOrNone($0.definition.type)) })
      ),
    ])
  }

  private static func stateOrNone(_ type: FactType) -> JSONText {
    .object([("anyOf", .array([value(type), refer("no-value")]))])
  }

  private static let answerPattern = "^answer\\.[a-z0-9]+(-[a-z0-9]+)*$"
  /// The answer to any question.
  private static let answer = FactDefinition(
    "answer.", of: .target, .text, "The user's answer to a question of questions.yml.")

  static var noValue: JSONText {
    .object([
      ("type", .text("object")), ("additionalProperties", .boolean(false)),
      ("minProperties", .number(1)), ("maxProperties", .number(1)),
      (
        "properties",
        .object([
          ("absent", .object([("const", .boolean(true))])),
          ("unknown", words(ExampleReason.allCases.map(\.rawValue))),
        ])
      ),
    ])
  }

  private static func line(_ fact: FactDefinition) -> JSONText {
    .object([
      ("description", .text(fact.meaning)),
      ("anyOf", .array([value(fact.type), operators(fact.type)])),
    ])
  }

  private static func operators(_ type: FactType) -> JSONText {
    let properties = Operator.allCases.filter { $0.fits(type) }.map { op in
      (key: op.rawValue, value: operand(op, type))
    }
    return .object([
      ("type", .text("object")), ("additionalProperties", .boolean(false)),
      ("minProperties", .number(1)), ("properties", .object(properties)),
    ])
  }

  private static func operand(_ op: Operator, _ type: FactType) -> JSONText {
    switch op.operand {
    case .value: value(type)
    case .values: list(value(type), atLeast: 1)
    case .element: element(type)
    case .elements: list(element(type), atLeast: 1)
    case .text: scalar
    case .pattern:
      .object([("type", .text("string")), ("maxLength", .number(PatternBounds.length))])
    case .moment: string
    case .span: pattern("^[0-9]+[dhms]$")
    case .boolean: boolean
    case .fact: refer("fact-name")
    }
  }

  static var factName: JSONText {
    .object([
      (
        "anyOf",
        .array(
          [words(FactCatalogue.all.map(\.name.rawValue))] + families.map { pattern($0.pattern) })
      )
    ])
  }

  private static func value(_ type: FactType) -> JSONText {
    switch type {
    case .boolean: boolean
    case .integer: .object([("type", .text("integer"))])
    case .text: scalar
    case .choice(let choices): words(choices)
    case .time: string
    case .duration: pattern("^[0-9]+[dhms]$")
    case .list: oneOrMore(element(type))
    }
  }

  private static func element(_ type: FactType) -> JSONText {
    if case .list(let choices?) = type { words(choices) } else { scalar }
  }
}
