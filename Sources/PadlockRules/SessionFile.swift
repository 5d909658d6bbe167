public import PadlockModel
import PadlockReaders

/// Reads and writes a session of the wizard; its answers stand as ``AnswerFile`` reads them.
///
/// ```yaml
/// target:
///   product: "xivo"
///   root: "/tmp/ticket"
/// symptom: "connection-refused"
/// answers:
///   "definitions-saved": "no"
/// ```
///
/// Everything but `answers` may be missing, and what else the file holds is left alone.
public enum SessionFile {
  /// What the first line of a session begins with, so that only a session replaces another.
  public static let heading = "# A session of Padlock"

  /// The session, and everything that is wrong with it, by place.
  public static func read(
    _ file: RuleFile, knowing rules: RuleSet
  ) -> (session: Session, problems: [RuleProblem]) {
    let (answers, wrong) = AnswerFile.read(file, asking: rules.questions)
    var session = Session(answers: answers)
    var problems = wrong
    guard let tree = try? YAMLDocument.parse(AnswerFile.withoutTabs(file.bytes)),
      case .mapping(let entries) = tree.value
    else { return (session, problems) }
    var reader = FileReader(file: file.shownAs, pack: "")
    for entry in entries {
      switch entry.key {
      case "target": session.target = reader.place(entry.value, rules)
      case "symptom":
        session.symptom = reader.one(
          entry.value, of: rules.symptoms.map(\.id), called: "symptom")
      case "words": session.words = reader.scalar(entry.value, "words")
      default: break
      }
    }
    problems += reader.problems
    return (session, problems.sorted())
  }

  /// The file of a session; reading it gives an equal one, but for where the answers come from.
  public static func text(_ session: Session) -> String {
    var lines = [
      heading + ": resume it with `padlock --answers FILE`,",
      "# or run it unattended with `padlock --non-interactive --answers FILE`.",
    ]
    let place = session.target
    let settings = [
      ("product", place.product), ("host", place.host), ("port", place.port.map(String.init)),
      ("home", place.home), ("root", place.root), ("keystore", place.keystore),
    ].compactMap { key, value in value.map { "  \(key): \(quoted($0))" } }
    if !settings.isEmpty { lines += ["target:"] + settings }
    if let symptom = session.symptom { lines.append("symptom: \(quoted(symptom))") }
    if let words = session.words { lines.append("words: \(quoted(words))") }
    let answers = session.answers.map {
      "  \(quoted($0.question)): \(quoted($0.value ?? Question.unknown))"
    }
    lines += answers.isEmpty ? ["answers: {}"] : ["answers:"] + answers
    return lines.joined(separator: "\n") + "\n"
  }

  /// A double-quoted scalar (YAML 1.2 §7.3.1) in one line.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _
      where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
        || scalar.value == 0xFEFF || (0x2028...0x2029).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension FileReader {
  fileprivate mutating func place(_ tree: YAMLTree, _ rules: RuleSet) -> Session.Place {
    var place = Session.Place()
    guard case .mapping(let entries) = tree.value else {
      error(
        tree.place, "`target` is \(tree.shape), not a mapping",
        instead: "`target: { host: …, port: … }`")
      return place
    }
    for entry in entries {
      switch entry.key {
      case "product":
        place.product = one(entry.value, of: rules.products.map(\.id), called: "product")
      case "host":
        place.host = scalar(entry.value, "host")
        if let host = place.host,
          host.isEmpty || host.contains(where: { $0.isWhitespace || $0 == "/" })
        {
          error(entry.value.place, "`host` is no host", instead: "a name or an address alone")
          place.host = nil
        }
      case "port":
        place.port = scalar(entry.value, "port").flatMap(Int.init)
        guard let port = place.port, (1...65_535).contains(port) else {
          error(entry.value.place, "`port` is no port", instead: "a number from 1 to 65535")
          place.port = nil
          continue
        }
      case "home": place.home = scalar(entry.value, "home")
      case "root": place.root = scalar(entry.value, "root")
      case "keystore": place.keystore = scalar(entry.value, "keystore")
      default: break
      }
    }
    return place
  }

  fileprivate mutating func scalar(_ tree: YAMLTree, _ key: String) -> String? {
    guard case .scalar(let text, _) = tree.value else {
      error(tree.place, "`\(key)` is \(tree.shape), not a text", instead: "one text")
      return nil
    }
    return text
  }

  /// One of the names that are known.
  fileprivate mutating func one(_ tree: YAMLTree, of known: [String], called key: String) -> String?
  {
    guard let text = scalar(tree, key) else { return nil }
    guard known.contains(text) else {
      error(
        tree.place, "no \(key) is called `\(text.prefix(60))`",
        instead: Suggestion.instead(of: text, in: known, what: "another \(key)"))
      return nil
    }
    return text
  }
}
