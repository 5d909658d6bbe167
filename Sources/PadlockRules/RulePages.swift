public import PadlockModel

/// What `padlock rules list`, `show` and `facts` say, as values and as text.
public enum RulePages {
  /// One line of `rules list`.
  public struct ListRow: Codable, Hashable, Sendable {
    public var id: String
    public var pack: String
    public var severity: Severity
    public var frequency: Frequency
    public var title: String
  }

  /// One line of `rules facts`.
  public struct FactRow: Codable, Hashable, Sendable {
    public var name: String
    /// What it is about: `keystore`.
    public var subject: SubjectKind
    public var type: String
    /// The only words that it can be or hold; nil where there is no end of them.
    public var values: [String]?
    public var meaning: String
    /// Ids of the rules that read it.
    public var rules: [String]
  }

  /// Every rule by its id.
  public static func list(_ rules: RuleSet) -> [ListRow] {
    rules.rules.sorted { $0.id < $1.id }.map {
      ListRow(
        id: $0.id, pack: $0.pack, severity: $0.severity, frequency: $0.frequency, title: $0.title)
    }
  }

  /// The list in columns, and how many there are.
  public static func text(_ rows: [ListRow]) -> String {
    let lines = columns(rows.map { [$0.id, $0.severity.rawValue, $0.title] })
    return lines + (rows.count == 1 ? "1 rule\n" : "\(rows.count) rules\n")
  }

  /// Every fact in the order of the catalogue, then the answers to the rules' questions.
  public static func facts(in rules: RuleSet) -> [FactRow] {
    var readers: [FactName: [String]] = [:]
    for rule in rules.rules.sorted(by: { $0.id < $1.id }) {
      for name in rule.facts { readers[name, default: []].append(rule.id) }
    }
    let asked = rules.questions.sorted { $0.id < $1.id }.map { question in
      FactDefinition(
        question.fact, of: .target, .choice(question.choices.map(\.value)),
        "The user's answer to: \(question.asks)")
    }
    return (FactCatalogue.all + asked).map { fact in
      FactRow(
        name: fact.name.rawValue, subject: fact.kind, type: typeName(fact.type),
        values: values(fact.type), meaning: fact.meaning, rules: readers[fact.name] ?? [])
    }
  }

  /// The facts under the kind of subject that they are about.
  public static func text(_ rows: [FactRow]) -> String {
    var text = ""
    for kind in SubjectKind.allCases {
      let own = rows.filter { $0.subject == kind }
      guard !own.isEmpty else { continue }
      text += (text.isEmpty ? "" : "\n") + "\(kind.rawValue)\n"
      for row in own {
        text += "  \(row.name): \(row.type)"
        text += row.values.map { " (\($0.joined(separator: ", ")))" } ?? ""
        text += "\n    \(row.meaning)\n"
      }
    }
    return text
  }

  /// The id of a rule that was probably meant.
  public static func nearest(to id: String, in rules: RuleSet) -> String? {
    Suggestion.nearest(to: id, in: rules.rules.map(\.id))
  }

  private static func typeName(_ type: FactType) -> String {
    switch type {
    case .choice: "word"
    case .list: "list"
    default: type.name
    }
  }

  private static func values(_ type: FactType) -> [String]? {
    switch type {
    case .choice(let words): words
    case .list(let words): words
    default: nil
    }
  }

  /// Rows with two spaces between columns as wide as their widest cell.
  private static func columns(_ rows: [[String]]) -> String {
    var widths: [Int] = []
    for row in rows {
      for (index, cell) in row.enumerated() {
        if index == widths.count { widths.append(0) }
        widths[index] = max(widths[index], cell.count)
      }
    }
    return rows.map { row in
      row.enumerated().map { index, cell in
        index == row.count - 1
          ? cell : cell + String(repeating: " ", count: widths[index] - cell.count)
      }.joined(separator: "  ") + "\n"
    }.joined()
  }
}
