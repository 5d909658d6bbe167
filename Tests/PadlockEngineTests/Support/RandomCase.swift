import PadlockModel

@testable import PadlockEngine

/// Rules and observations at random, over the facts of the catalogue and with values of their types.
///
/// The rules may form circles, name rules that do not exist and ask facts for what their types
/// cannot be: nothing here passed lint.
struct RandomCase {
  var generator: SeededGenerator
  let facts: [FactDefinition]

  /// The case of a seed; symptoms, which depend on the facts of the clock, can be left out.
  init(seed: UInt64, withSymptoms: Bool = true) {
    generator = SeededGenerator(seed: seed)
    facts = FactCatalogue.all.filter {
      withSymptoms || !$0.name.rawValue.hasPrefix("symptoms.")
    }
  }

  static let words = ["a", "b", "tls.plain", "tls.closed"]
  static let subjects: [Subject] = {
    let services = ["s1", "s2"].map { SubjectID(.service, $0) }
    let listeners = ["l1", "l2"].map { SubjectID(.listener, $0) }
    let stores = ["k1", "k2"].map { SubjectID(.keystore, $0) }
    let entry = SubjectID(.entry, "e1")
    return [
      Subject(services[0], name: "s1"), Subject(services[1], name: "s2"),
      Subject(listeners[0], name: "l1", within: [services[0]]),
      Subject(listeners[1], name: "l2", within: [services[1]]),
      Subject(stores[0], name: "k1", within: [services[0]]), Subject(stores[1], name: "k2"),
      Subject(entry, name: "e1", within: [stores[0]]),
      Subject(SubjectID(.certificate, "c1"), name: "c1", within: [entry, listeners[0]]),
      Subject(SubjectID(.file, "f1"), name: "f1", within: [services[0]]),
    ]
  }()

  mutating func word() -> String { generator.one(of: Self.words, else: "a") }

  mutating func value(_ type: FactType) -> FactValue {
    switch type {
    case .boolean: return .boolean(generator.chance(50))
    case .integer: return .integer(Int.random(in: 0...3, using: &generator))
    case .text: return .text(word())
    case .choice(let words): return .text(generator.one(of: Array(words.prefix(2)), else: "a"))
    case .time: return .time(moment())
    case .duration: return .duration(seconds: Int.random(in: 0...3, using: &generator))
    case .list(let words):
      let all = words.map { Array($0.prefix(3)) } ?? Self.words
      return .list(all.shuffled(using: &generator).prefix(2).sorted())
    }
  }

  mutating func moment() -> Timestamp {
    Engine.moment.advanced(bySeconds: Int64.random(in: -3...3, using: &generator))
  }

  mutating func comparison(_ definition: FactDefinition) -> Comparison {
    let value = value(definition.type)
    switch Int.random(in: 0..<20, using: &generator) {
    case 0: return .not(value)
    case 1: return .in([value])
    case 2: return .notIn([value])
    case 3: return .contains(word())
    case 4: return .containsAny([word(), word()])
    case 5: return .matches(generator.one(of: ["a", "^tls", "(", "[ab]$"], else: "a"))
    case 6: return .lessThan(value)
    case 7: return .atLeast(value)
    case 8: return .before(moment())
    case 9: return .within(seconds: Int.random(in: -1...2, using: &generator))
    case 10: return .exists(generator.chance(50))
    case 11: return .sameAs(facts.randomElement(using: &generator)?.name ?? "product")
    case 12: return .differsFrom(facts.randomElement(using: &generator)?.name ?? "product")
    default: return .is(value)
    }
  }

  mutating func condition(depth: Int) -> Condition {
    guard depth > 0, generator.chance(60), let fact = facts.randomElement(using: &generator) else {
      guard let fact = facts.randomElement(using: &generator) else { return .all([]) }
      return .fact(fact.name, [comparison(fact)])
    }
    let count = Int.random(in: 0...3, using: &generator)
    let parts = (0..<count).map { _ in condition(depth: depth - 1) }
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: return .any(parts)
    case 1: return .none(parts)
    case 2: return .all(parts)
    default: return .fact(fact.name, [comparison(fact), comparison(fact)])
    }
  }

  private mutating func ids(_ count: Int) -> [RuleID] {
    guard generator.chance(40) else { return [] }
    return (0..<2).map { _ in "r.\(Int.random(in: 0...count, using: &generator))" }
  }

  mutating func rules(_ count: Int) -> [Rule] {
    (0..<count).map { index in
      Rule(
        id: "r.\(generator.chance(3) ? 0 : index)", title: "rule",
        severity: generator.one(of: Severity.allCases, else: .error),
        frequency: generator.one(of: Frequency.allCases, else: .usual),
        forEach: generator.chance(50) ? SubjectKind.allCases.randomElement(using: &generator) : nil,
        applies: generator.chance(60) ? .all([]) : condition(depth: 1),
        confirmed: generator.chance(85) ? condition(depth: 3) : nil,
        suspected: generator.chance(50) ? condition(depth: 2) : nil, causes: ids(count),
        masks: generator.chance(30) ? ids(count) : [],
        unless: generator.chance(30) ? ids(count) : [],
        summary: Template("{{keystore.path}} and {{listener.port|some}}"),
        remedies: [
          Remedy(
            title: "fix", platform: nil,
            steps: [
              RemedyStep(edit: RemedyEdit(setting: "keystore.path", to: Template("x"))),
              RemedyStep(restartsService: true),
            ], verify: condition(depth: 1))
        ])
    }
  }

  mutating func evidence() -> Evidence {
    Evidence(
      generator.one(of: Evidence.Kind.allCases, else: .file), word(),
      line: Int.random(in: 1...3, using: &generator), excerpt: word())
  }

  mutating func state(_ type: FactType) -> FactState {
    switch Int.random(in: 0..<10, using: &generator) {
    case 0: .absent(evidence: [evidence()])
    case 1: .unknown(.byChoice)
    case 2: .unknown(.notApplicable)
    case 3: .unknown(generator.chance(50) ? .offline : .failed("denied"))
    case 4: .unknown(generator.chance(50) ? .declined : .notCollected)
    default: .known(value(type), evidence: [evidence()])
    }
  }

  /// Facts of some of the subjects, some of them seen twice and differently.
  mutating func factObservations(_ percent: Int) -> [Observation] {
    let places = Self.subjects.map(\.id) + [.target]
    return places.flatMap { subject in
      facts.filter { $0.kind == subject.kind }.flatMap { fact -> [Observation] in
        guard generator.chance(percent) else { return [] }
        return (0..<(generator.chance(20) ? 2 : 1)).map { _ in
          .fact(FactKey(fact.name, subject), state(fact.type))
        }
      }
    }
  }

  mutating func observations() -> [Observation] {
    let subjects = Self.subjects.filter { _ in generator.chance(80) }.map(Observation.subject)
    let others = (0..<6).map { _ in other() }
    return (subjects + factObservations(50) + others).shuffled(using: &generator)
  }

  private mutating func other() -> Observation {
    let subject = Self.subjects.randomElement(using: &generator)?.id ?? .target
    switch Int.random(in: 0..<9, using: &generator) {
    case 0: return .enumerated(subject.kind)
    case 1:
      return .setting(
        SettingPlace(
          setting: "keystore.path", file: word(), line: Int.random(in: 1...3, using: &generator),
          before: generator.chance(50) ? word() : nil, pattern: "a={value}"))
    case 2: return .restart(word())
    case 3: return .unchecked(Unchecked(what: word(), why: word(), how: ""))
    case 4: return .failure(word())
    case 5:
      return .certificate(
        CertificateRecord(
          id: word(), subject: "CN=a", issuer: "CN=a", serial: "1", notBefore: Engine.moment,
          notAfter: Engine.moment, subjectAlternativeNames: [], sha256: word(), keyType: "EC",
          keyBits: 256, signatureAlgorithm: "x", isCA: false, seenAt: [subject.description]))
    case 6:
      return .check(
        CheckRecord(
          id: word(), subject: subject, title: word(), detail: word(),
          facts: facts.filter { $0.kind == subject.kind }.prefix(2).map(\.name)))
    case 7: return .unjudged(Unchecked(what: word(), why: word(), how: ""))
    default:
      return .sighting(
        Sighting(
          symptom: word(), text: word(), side: generator.one(of: Side.allCases, else: .either),
          origin: generator.one(of: Sighting.Origin.allCases, else: .log), source: "agent.log",
          line: Int.random(in: 1...3, using: &generator),
          time: generator.chance(50) ? moment() : nil))
    }
  }
}
