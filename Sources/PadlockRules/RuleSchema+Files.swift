import PadlockModel

extension RuleSchema {
  /// Everything that schemas refer to, in the order of the text.
  static var definitions: [(key: String, value: JSONText)] {
    [
      ("articles", list(mapping(Keys.article, required: ["id", "title"], ["id": word]))),
      ("pack", mapping(Keys.pack, required: Keys.pack, ["prefix": oneOrMore(word)])),
      ("product", product),
      ("rules", list(refer("rule"))),
      ("symptoms", list(symptom)),
      ("questions", list(question)),
      ("rule", rule),
      ("remedy", remedy),
      ("step", step),
      ("listener", listener),
      ("installation", installation),
      ("parts", parts),
      ("setting", setting),
      ("condition", condition),
      ("example-facts", exampleFacts),
      ("no-value", noValue),
      ("fact-name", factName),
    ]
  }

  private static var rule: JSONText {
    let example = mapping(
      Keys.example, required: Keys.example,
      [
        "facts": refer("example-facts"),
        "expect": words(RuleExample.Expectation.allCases.map(\.rawValue)),
      ])
    return mapping(
      Keys.rule,
      required: ["id", "title", "severity", "summary", "remedies", "references", "examples"],
      [
        "id": ruleID, "title": string, "severity": words(Severity.allCases.map(\.rawValue)),
        "frequency": words(Frequency.allCases.map(\.rawValue)),
        "for-each": words(SubjectKind.allCases.filter { $0 != .target }.map(\.rawValue)),
        "applies": refer("condition"), "confirmed": refer("condition"),
        "suspected": refer("condition"), "causes": list(ruleID), "masks": list(ruleID),
        "unless": list(ruleID), "summary": string, "remedies": list(refer("remedy"), atLeast: 1),
        "references": list(
          mapping(Keys.reference, required: Keys.reference, ["article": word]), atLeast: 1),
        "examples": list(example, atLeast: 1),
      ])
  }

  private static var remedy: JSONText {
    mapping(
      Keys.remedy, required: ["title", "steps", "verify"],
      [
        "title": string, "platform": platform, "applies": refer("condition"),
        "steps": list(refer("step"), atLeast: 1), "verify": refer("condition"),
      ])
  }

  private static var step: JSONText {
    mapping(
      Keys.step,
      [
        "instruction": string, "command": string, "restart": words(["service"]),
        "edit": mapping(Keys.edit, required: Keys.edit, ["setting": string]),
      ])
  }

  private static var symptom: JSONText {
    let text = mapping(
      Keys.symptomText, required: ["text", "software", "side"],
      [
        "software": oneOrMore(scalar), "side": words(Side.allCases.map(\.rawValue)),
        "whole-line": boolean, "ordinary-at-debug": boolean,
      ])
    return mapping(
      Keys.symptom, required: ["id", "title", "meaning", "texts"],
      [
        "id": word, "situation": word, "accuses": words(Side.allCases.map(\.rawValue)),
        "near": oneOrMore(scalar),
        "diagnoses": list(ruleID), "texts": list(text, atLeast: 1),
      ])
  }

  private static var question: JSONText {
    let choice = mapping(Keys.choice, required: ["value", "label"], ["value": word])
    return mapping(
      Keys.question, required: ["id", "asks", "help", "applies"],
      ["id": word, "choices": list(choice, atLeast: 2), "applies": refer("condition")])
  }

  private static var platform: JSONText { words(Platform.allCases.map(\.rawValue)) }

  private static var product: JSONText {
    let options = mapping(
      Keys.options, required: ["prefix", "known"],
      ["names": words(["spring"]), "known": oneOrMore(scalar)])
    let keys = oneOrMore(scalar)
    let settings = JSONText.object([
      ("type", .text("object")),
      ("additionalProperties", .object([("anyOf", .array([keys, refer("setting")]))])),
    ])
    return mapping(
      Keys.product, required: ["id", "name"],
      [
        "id": word, "traits": list(string), "listeners": list(refer("listener")),
        "options": options, "installations": list(refer("installation")), "settings": settings,
        "sections": sections, "includes": oneOrMore(word),
      ])
  }

  private static var sections: JSONText {
    mapping(
      Keys.sections, required: ["block"],
      [
        "block": oneOrMore(scalar), "inherit": boolean, "except": values(oneOrMore(scalar)),
        "switch": scalar,
      ])
  }

  /// A mapping of any names.
  private static func values(_ value: JSONText) -> JSONText {
    .object([("type", .text("object")), ("additionalProperties", value)])
  }

  private static var setting: JSONText {
    mapping(
      Keys.setting,
      [
        "keys": oneOrMore(scalar), "secret": boolean, "required": boolean,
        "published-defaults": oneOrMore(scalar), "placeholders": oneOrMore(scalar),
      ])
  }

  private static var listener: JSONText {
    let number = JSONText.object([
      ("type", .text("integer")), ("minimum", .number(1)), ("maximum", .number(65_535)),
    ])
    let json = JSONText.object([
      ("type", .text("object")), ("minProperties", .number(1)), ("maxProperties", .number(1)),
      ("additionalProperties", scalar),
    ])
    let port = mapping(Keys.port, required: ["default"], ["setting": string, "default": number])
    return mapping(
      Keys.listener, required: ["name", "port"],
      [
        "port": .object([("anyOf", .array([number, port]))]), "local": boolean,
        "plain-probe": words(["harmless"]), "legacy-probe": words(["harmless"]),
        "health": mapping(
          Keys.health, required: ["json"],
          ["path": oneOrMore(scalar), "paths": oneOrMore(scalar), "json": json]),
      ])
  }

  private static var configuration: JSONText {
    mapping(
      Keys.configuration, required: ["path", "reader"],
      [
        "reader": words(ConfigurationReader.allCases.map(\.rawValue)),
        "role": words(ConfigurationFile.Role.allCases.map(\.rawValue)),
        "markers": oneOrMore(scalar), "takes-settings": boolean, "ignore-case": boolean,
      ])
  }

  private static var installation: JSONText {
    let log = mapping(
      Keys.log, required: ["path"],
      [
        "started": oneOrMore(scalar), "ready": oneOrMore(scalar), "failed": oneOrMore(scalar),
        "https": oneOrMore(scalar), "http": oneOrMore(scalar),
      ])
    let service = mapping(
      Keys.service, required: ["name"],
      ["process": oneOrMore(scalar), "home-argument": oneOrMore(scalar)])
    return mapping(
      Keys.installation, required: ["platform", "home", "service", "restart"],
      [
        "platform": platform, "home": oneOrMore(scalar), "config": list(configuration),
        "logs": list(log), "service": .object([("anyOf", .array([scalar, service]))]),
        "backups": oneOrMore(scalar),
        "java": oneOrMore(scalar),
        "variables": values(scalar), "parts": refer("parts"),
      ])
  }

  private static var parts: JSONText {
    let service = mapping(
      Keys.partService, required: ["name", "present"],
      [
        "present": oneOrMore(scalar), "groups": oneOrMore(scalar), "calls": oneOrMore(scalar),
        "certificate-in": list(configuration), "process": oneOrMore(scalar),
      ])
    let call = mapping(
      Keys.call, required: ["name", "service", "host", "default-host", "verify"],
      ["mistaken-sections": oneOrMore(scalar), "loopback-only": boolean])
    return mapping(
      Keys.parts, required: ["services"],
      [
        "services": list(service), "calls": list(call),
        "override": mapping(Keys.override, required: Keys.override, [:]),
        "authorities": mapping(
          Keys.authorities, required: ["bundle", "folder", "ending"], [:]),
        "hosts-templates": list(mapping(Keys.hostsTemplate, required: ["path"], [:])),
        "off-marks": list(mapping(Keys.offMark, required: ["path"], [:])),
      ])
  }
}
