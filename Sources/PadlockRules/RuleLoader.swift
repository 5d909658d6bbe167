public import PadlockModel
import PadlockReaders

/// What is written in rules files but could not be read, so that lint does not call it missing.
public struct UnreadableRules: Sendable, Equatable {
  /// Ids of rules.
  public var rules: Set<RuleID> = []
  /// Ids of symptoms.
  public var symptoms: Set<String> = []
  /// Ids of questions.
  public var questions: Set<String> = []
  /// Whether a whole file of rules could not be read, so that any id may be in it.
  public var hasRules = false
  public var hasSymptoms = false
  public var hasQuestions = false
  public var hasProducts = false
  public var hasArticles = false

  public init() {}

  mutating func merge(_ other: UnreadableRules) {
    rules.formUnion(other.rules)
    symptoms.formUnion(other.symptoms)
    questions.formUnion(other.questions)
    hasRules = hasRules || other.hasRules
    hasSymptoms = hasSymptoms || other.hasSymptoms
    hasQuestions = hasQuestions || other.hasQuestions
    hasProducts = hasProducts || other.hasProducts
    hasArticles = hasArticles || other.hasArticles
  }

  /// Notes that nothing of a file could be read.
  mutating func lose(_ kind: RuleFileKind) {
    switch kind {
    case .articles: hasArticles = true
    case .pack: break
    case .product: hasProducts = true
    case .rules: hasRules = true
    case .symptoms: hasSymptoms = true
    case .questions: hasQuestions = true
    }
  }
}

/// What a rules folder holds, and what is wrong with it.
public struct LoadedRules: Sendable, Equatable {
  /// Everything that could be read; what has an error is left out.
  public var rules: RuleSet
  public var packs: [RulePack]
  public var positions: RulePositions
  public var unreadable: UnreadableRules
  /// Sorted by place.
  public var problems: [RuleProblem]

  /// The rules, where nothing is wrong with them; warnings do not count.
  public var usable: RuleSet? {
    problems.contains { $0.gravity == .error } ? nil : rules
  }
}

/// Reads rules from YAML; pure: the files come in as bytes.
public enum RuleLoader {
  /// Reads every file of one or more rules folders and reports every problem.
  ///
  /// The files may come in any order; one that is no rules file (``RuleFileKind``) is passed over.
  /// The digest is the SHA-256 of the files in hexadecimal, as the caller computed it.
  public static func load(_ files: [RuleFile], digest: String = "") -> LoadedRules {
    var loaded = LoadedRules(
      rules: RuleSet(digest: digest), packs: [], positions: RulePositions(),
      unreadable: UnreadableRules(),
      problems: [])
    var prefixes: [String: [String]] = [:]
    var count = 0
    for file in files.sorted(by: { ($0.path, $0.shownAs) < ($1.path, $1.shownAs) }) {
      guard let kind = RuleFileKind(path: file.path) else { continue }
      count += 1
      if let pack = kind.pack, prefixes[pack] == nil { prefixes[pack] = [] }
      var reader = FileReader(file: file.shownAs, pack: kind.pack ?? "")
      do throws(YAMLRefusal) {
        if let tree = try YAMLDocument.parse(file.bytes) {
          read(tree, kind, with: &reader, into: &loaded.rules, &prefixes)
        } else {
          reader.error(
            YAMLTree.Place(line: 1, column: 1), "the file is empty",
            instead: "what docs/rules.md shows for it")
        }
      } catch {
        reader.error(error.place, error.message, instead: error.instead)
        reader.unreadable.lose(kind)
      }
      loaded.problems += reader.problems
      loaded.positions.merge(reader.positions)
      loaded.unreadable.merge(reader.unreadable)
    }
    if count == 0 {
      loaded.problems.append(
        RuleProblem(
          at: SourcePosition(file: "rules", line: 1, column: 1), "the folder holds no rules file",
          instead: "`<pack>/rules.yml`, as docs/rules.md shows it,"))
    }
    loaded.rules.packs = prefixes.keys.sorted()
    loaded.packs = prefixes.sorted { $0.key < $1.key }.map { id, declared in
      RulePack(id: id, prefixes: declared.isEmpty ? [id] : declared)
    }
    loaded.unreadable.rules.subtract(loaded.rules.rules.map(\.id))
    loaded.unreadable.symptoms.subtract(loaded.rules.symptoms.map(\.id))
    loaded.unreadable.questions.subtract(loaded.rules.questions.map(\.id))
    loaded.problems.sort()
    return loaded
  }

  private static func read(
    _ tree: YAMLTree, _ kind: RuleFileKind, with reader: inout FileReader,
    into rules: inout RuleSet, _ prefixes: inout [String: [String]]
  ) {
    switch kind {
    case .articles: rules.articles += reader.articles(tree)
    case .pack(let pack): prefixes[pack, default: []] += reader.prefixes(tree)
    case .product: rules.products += [reader.product(tree)].compactMap { $0 }
    case .rules: rules.rules += reader.rules(tree)
    case .symptoms: rules.symptoms += reader.symptoms(tree)
    case .questions: rules.questions += reader.questions(tree)
    }
  }
}
