import PadlockModel
import PadlockReaders

extension FileReader {
  /// Reads a list of questions.
  mutating func questions(_ tree: YAMLTree) -> [Question] {
    items(tree, "the file").compactMap { question($0) }
  }

  private mutating func question(_ tree: YAMLTree) -> Question? {
    owner = position(tree.place)
    let (question, isClean) = isClean { reader -> Question? in
      guard
        let fields = Fields(
          tree, "a question", keys: Keys.question, required: ["id", "asks", "help", "applies"],
          &reader)
      else { return nil }
      let id = reader.wordID(fields["id"], "the id") ?? ""
      reader.unreadable.questions.insert(id)
      reader.note("id", at: fields["id"]?.place ?? tree.place)
      reader.note("asks", at: fields["asks"]?.place ?? tree.place)
      return Question(
        id: id, pack: reader.pack, asks: reader.text(fields["asks"], "the question") ?? "",
        help: reader.text(fields["help"], "the help") ?? "",
        choices: fields["choices"].map { reader.choices($0) } ?? Question.yesOrNo,
        applies: fields["applies"].flatMap { reader.condition($0, "`applies`") } ?? .all([]),
        source: reader.owner)
    }
    return isClean ? question : nil
  }

  private mutating func choices(_ tree: YAMLTree) -> [Question.Choice] {
    let choices = items(tree, "`choices`").compactMap { choice($0) }
    if case .sequence(let items) = tree.value, items.count < 2 {
      error(
        tree.place, "a question with fewer than two choices asks nothing",
        instead: "two choices or more, or none for yes or no,")
    }
    var values: Set<String> = []
    for choice in choices where !values.insert(choice.value).inserted {
      error(
        tree.place, "two choices have the value `\(choice.value)`", instead: "another value")
    }
    return choices
  }

  private mutating func choice(_ tree: YAMLTree) -> Question.Choice? {
    guard
      let fields = Fields(
        tree, "a choice", keys: Keys.choice, required: ["value", "label"], &self)
    else { return nil }
    let value = wordID(fields["value"], "the value") ?? ""
    if value == Question.unknown {
      error(
        fields["value"]?.place ?? tree.place,
        "`\(Question.unknown)` is the answer of who does not know, which every question has",
        instead: "another value, or nothing,")
    }
    return Question.Choice(
      value: value, label: text(fields["label"], "the label") ?? "",
      help: text(fields["help"], "the help"))
  }
}
