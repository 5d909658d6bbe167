import PadlockModel

extension Linting {
  /// A rule says what to do, and edits settings that exist.
  mutating func checkRemedies(of rule: Rule) {
    if rule.remedies.isEmpty {
      error(
        rule.source, "the rule `\(rule.id)` has no remedy",
        instead: "`remedies: [ { title: …, steps: [ … ], verify: { … } } ]` into it")
    }
    for (index, remedy) in rule.remedies.enumerated() {
      for (number, step) in remedy.steps.enumerated() {
        guard let edit = step.edit, !loaded.unreadable.hasProducts,
          !productSettings.contains(edit.setting)
        else { continue }
        error(
          place(rule.source, "remedies/\(index)/steps/\(number)/edit"),
          "no product defines the setting `\(edit.setting)`",
          instead: instead(
            edit.setting, in: productSettings, else: "a setting of a product file"))
      }
    }
  }

  /// The fewest characters by which a text can be told from others within a line.
  static let shortestText = 8

  mutating func checkSymptom(_ symptom: Symptom) {
    for (index, id) in symptom.diagnoses.enumerated() where isMissing(id) {
      error(
        place(symptom.source, "diagnoses/\(index)"),
        "the symptom points to `\(id)`, which no rule concludes",
        instead: instead(id, in: ruleIDs, else: "the id of a rule"))
    }
    for (index, text) in symptom.texts.enumerated() where text.text.hasSuffix("<tls-file>") {
      error(
        place(symptom.source, "texts/\(index)"),
        "the text `\(text.text)` does not say where its path ends",
        instead: "what follows the path, or `<file>`,")
    }
    for (index, text) in symptom.texts.enumerated() {
      guard !text.wholeLine, Self.literalLength(text.text) < Self.shortestText else { continue }
      error(
        place(symptom.source, "texts/\(index)"),
        "the text `\(text.text)` is shorter than \(Self.shortestText) characters, so it would be "
          + "found in other words",
        instead: "a longer quote, or `whole-line: true` beside it,")
    }
  }

  /// The characters of a text without the `<words>` that stand for anything.
  private static func literalLength(_ text: String) -> Int {
    var length = 0
    var isInside = false
    for character in text {
      switch character {
      case "<": isInside = true
      case ">" where isInside: isInside = false
      case _ where isInside: break
      default: length += 1
      }
    }
    return length
  }

  /// Listeners and calls name services, and services calls, that the product has.
  private mutating func checkParts(of product: Product) {
    let services = Set(product.installations.flatMap { $0.parts?.services ?? [] }.map(\.name))
    func check(_ name: String, in names: Set<String>, _ what: String, at part: String) {
      guard !names.contains(name) else { return }
      error(
        place(product.source, part), "the product has no \(what) `\(name)`",
        instead: instead(name, in: names, else: "a name under `parts`"))
    }
    for (index, listener) in product.listeners.enumerated() {
      guard let service = listener.service else { continue }
      check(service, in: services, "service", at: "listeners/\(index)/service")
    }
    for parts in product.installations.compactMap(\.parts) {
      for call in parts.calls {
        check(call.service, in: services, "service", at: "calls/\(call.name)/service")
      }
      for service in parts.services {
        for call in service.calls {
          check(
            call, in: Set(parts.calls.map(\.name)), "call", at: "services/\(service.name)/calls")
        }
      }
    }
  }

  mutating func checkProduct(_ product: Product) {
    let own = Set(product.settings.map(\.name))
    for (index, listener) in product.listeners.enumerated() {
      guard let setting = listener.portSetting, !own.contains(setting) else { continue }
      error(
        place(product.source, "listeners/\(index)/port"),
        "the port is read from `\(setting)`, which the product does not define",
        instead: instead(setting, in: own, else: "a name under `settings`"))
    }
    for exception in product.sections?.exceptions ?? [] where !own.contains(exception.setting) {
      error(
        place(product.source, "sections"),
        "the sections except `\(exception.setting)`, which the product does not define",
        instead: instead(exception.setting, in: own, else: "a name under `settings`"))
    }
    for setting in product.installations.flatMap(\.logs).compactMap(\.setting)
    where !own.contains(setting) {
      error(
        place(product.source, "logs/\(setting)"),
        "the log's place is read from `\(setting)`, which the product does not define",
        instead: instead(setting, in: own, else: "a name under `settings`"))
    }
    for installation in product.installations {
      for (name, otherwise) in Template(installation.restart).facts
      where name != "target.home" || otherwise == nil {
        error(
          product.source,
          "the restart command for \(installation.platform.rawValue) shows `{{\(name)}}`",
          instead: "no fact but `{{target.home|the product's folder}}`")
      }
    }
    checkParts(of: product)
    guard let settings else { return }
    for setting in product.settings where !settings.contains(setting.name) {
      error(
        place(product.source, "settings/\(setting.name)"),
        "Padlock knows no setting `\(setting.name)`",
        instead: instead(setting.name, in: settings, else: "a name of docs/rules.md"))
    }
  }
}
