import PadlockModel
import PadlockReaders

extension FileReader {
  /// Reads a list of symptoms.
  mutating func symptoms(_ tree: YAMLTree) -> [Symptom] {
    items(tree, "the file").compactMap { symptom($0) }
  }

  private mutating func symptom(_ tree: YAMLTree) -> Symptom? {
    owner = position(tree.place)
    let (symptom, isClean) = isClean { reader -> Symptom? in
      guard
        let fields = Fields(
          tree, "a symptom", keys: Keys.symptom,
          required: ["id", "title", "meaning", "texts"], &reader)
      else { return nil }
      let id = reader.wordID(fields["id"], "the id") ?? ""
      reader.unreadable.symptoms.insert(id)
      reader.note("id", at: fields["id"]?.place ?? tree.place)
      reader.note("title", at: fields["title"]?.place ?? tree.place)
      var diagnoses: [RuleID] = []
      for (index, item) in reader.items(fields["diagnoses"], "`diagnoses`").enumerated() {
        reader.note("diagnoses/\(index)", at: item.place)
        if let id = reader.text(item, "an id") { diagnoses.append(id) }
      }
      let texts = reader.items(fields["texts"], "`texts`").enumerated().compactMap {
        reader.symptomText($1, index: $0)
      }
      if let tree = fields["texts"], texts.isEmpty, case .sequence(let items) = tree.value,
        items.isEmpty
      {
        reader.error(tree.place, "the symptom has no text to be known by", instead: "a real quote")
      }
      return Symptom(
        id: id, pack: reader.pack, situation: reader.wordID(fields["situation"], "the situation"),
        title: reader.text(fields["title"], "the title") ?? "",
        meaning: reader.text(fields["meaning"], "the meaning") ?? "",
        accuses: fields["accuses"].flatMap {
          reader.word($0, "the side that it accuses", as: Side.self)
        } ?? .either,
        decidedBy: reader.text(fields["decided-by"], "`decided-by`") ?? "",
        near: reader.texts(fields["near"], "`near`"), texts: texts,
        diagnoses: diagnoses, source: reader.owner)
    }
    return isClean ? symptom : nil
  }

  private mutating func symptomText(_ tree: YAMLTree, index: Int) -> SymptomText? {
    guard
      let fields = Fields(
        tree, "a text of a symptom", keys: Keys.symptomText,
        required: ["text", "software", "side"], &self)
    else { return nil }
    note("texts/\(index)", at: fields["text"]?.place ?? tree.place)
    return SymptomText(
      text: text(fields["text"], "the text") ?? "",
      software: texts(fields["software"], "`software`"),
      side: word(fields["side"], "the side", as: Side.self) ?? .either,
      versions: text(fields["versions"], "`versions`"),
      wholeLine: boolean(fields["whole-line"], "`whole-line`") ?? false,
      ordinaryAtDebug: boolean(fields["ordinary-at-debug"], "`ordinary-at-debug`") ?? false)
  }
}
