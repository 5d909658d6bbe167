import PadlockModel
import PadlockReaders

extension FileReader {
  mutating func remedies(_ tree: YAMLTree?) -> [Remedy] {
    items(tree, "`remedies`").enumerated().compactMap { remedy($1, part: "remedies/\($0)") }
  }

  private mutating func remedy(_ tree: YAMLTree, part: String) -> Remedy? {
    note(part, at: tree.place)
    guard
      let fields = Fields(
        tree, "a remedy", keys: Keys.remedy, required: ["title", "steps", "verify"], &self)
    else { return nil }
    note("\(part)/title", at: fields["title"]?.place ?? tree.place)
    let steps = items(fields["steps"], "`steps`")
    if let tree = fields["steps"], steps.isEmpty, case .sequence = tree.value {
      error(tree.place, "the remedy has no steps", instead: "what to do, step by step,")
    }
    return Remedy(
      title: text(fields["title"], "the title") ?? "",
      platform: word(fields["platform"], "the platform", as: Platform.self),
      applies: fields["applies"].flatMap { condition($0, "`applies`") } ?? .all([]),
      steps: steps.enumerated().compactMap { step($1, part: "\(part)/steps/\($0)") },
      verify: fields["verify"].flatMap { condition($0, "`verify`") })
  }

  private mutating func step(_ tree: YAMLTree, part: String) -> RemedyStep? {
    note(part, at: tree.place)
    guard let fields = Fields(tree, "a step", keys: Keys.step, &self) else { return nil }
    var step = RemedyStep()
    step.instruction = template(
      fields["instruction"], "the instruction", part: "\(part)/instruction")
    step.command = template(fields["command"], "the command", part: "\(part)/command")
    if let edit = fields["edit"] { step.edit = self.edit(edit, part: "\(part)/edit") }
    if let restart = fields["restart"] {
      if text(restart, "`restart`") == "service" {
        step.restartsService = true
      } else {
        error(restart.place, "`restart` is \(restart.shape)", instead: "`restart: service`")
      }
    }
    if fields["instruction"] == nil, fields["restart"] == nil {
      error(
        tree.place, "the step does not say what to do",
        instead: "`instruction: …` or `restart: service` into it")
    }
    return step
  }

  private mutating func edit(_ tree: YAMLTree, part: String) -> RemedyEdit? {
    guard let fields = Fields(tree, "an edit", keys: Keys.edit, required: Keys.edit, &self)
    else { return nil }
    let setting = text(fields["setting"], "the setting") ?? ""
    let value = template(fields["to"], "the new value", part: "\(part)/to") ?? Template("")
    note(part, at: fields["setting"]?.place ?? tree.place)
    return RemedyEdit(setting: setting, to: value)
  }
}
