internal import PadlockModel

/// A line of the list of symptoms.
enum SymptomRow: Hashable, Sendable {
  /// Heads the symptoms about one thing.
  case topic(String)
  case choice(SymptomChoice)
}

/// The symptoms that can be chosen: one of each situation, without those that are a kind of another.
struct SymptomList: Equatable, Sendable {
  /// All of them, by topic.
  private let listed: [(symptom: Symptom, text: String)]
  private let symptoms: [Symptom]
  /// Names of packs by id, where their ids are not words for people.
  private let topics: [String: String]

  init(_ symptoms: [Symptom], topics: [String: String] = [:]) {
    self.symptoms = symptoms
    self.topics = topics
    let ids = Set(symptoms.map(\.id))
    let families = Dictionary(grouping: symptoms, by: \.situation)
    var packs: [String] = []
    for symptom in symptoms where !packs.contains(symptom.pack) { packs.append(symptom.pack) }
    let heads = symptoms.filter { $0.situation == $0.id || !ids.contains($0.situation) }
    listed = packs.flatMap { pack in heads.filter { $0.pack == pack } }.map { head in
      let family = head.situation == head.id ? families[head.id] ?? [head] : [head]
      let texts = family.flatMap { [$0.title] + $0.texts.map(\.text) }
      return (head, texts.joined(separator: "\n").lowercased())
    }
  }

  static func == (a: SymptomList, b: SymptomList) -> Bool {
    a.symptoms == b.symptoms && a.topics == b.topics
  }

  subscript(id: String) -> Symptom? { symptoms.first { $0.id == id } }

  /// The other kinds of a situation.
  func kinds(of id: String) -> [Symptom] {
    symptoms.filter { $0.situation == id && $0.id != id }
  }

  /// The symptom that is listed for this one.
  func listed(for id: String) -> String {
    guard let situation = self[id]?.situation, self[situation] != nil else { return id }
    return situation
  }

  /// The symptoms in which every word of a text occurs, each pack's below its heading.
  func rows(with words: String) -> [SymptomRow] {
    let wanted = words.lowercased().split(separator: " ")
    var rows: [SymptomRow] = []
    var pack: String?
    for (symptom, text) in listed where wanted.allSatisfy({ text.contains($0) }) {
      if pack != symptom.pack { rows.append(.topic(topic(symptom.pack))) }
      pack = symptom.pack
      rows.append(.choice(.known(symptom.id)))
    }
    return rows
  }

  /// What a pack is about: its name, else its id in words.
  private func topic(_ pack: String) -> String {
    if let name = topics[pack] { return name }
    // Such a short id is an abbreviation.
    if pack.count <= 3 { return pack.uppercased() }
    let words = String(pack.map { $0 == "-" ? " " : $0 })
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
