public import PadlockModel

/// Finds what is wrong with rules that read well: links that lead nowhere, conclusions that cannot
/// be reached, texts that could show nothing.
public enum RuleLint {
  /// Every problem, those of loading included, sorted by place.
  ///
  /// `yielded` are the facts that a collector or a question yields, `settings` the names of
  /// settings that Padlock knows; nil checks nothing about them.
  public static func problems(
    in loaded: LoadedRules, yielded: Set<FactName>? = nil, settings: Set<String>? = nil
  ) -> [RuleProblem] {
    var linting = Linting(loaded, yielded: yielded, settings: settings)
    linting.checkIDs()
    linting.checkArticlesAndLinks()
    linting.checkCycles()
    for rule in loaded.rules.rules {
      linting.checkTiers(of: rule)
      linting.checkFacts(of: rule)
      linting.checkTemplates(of: rule)
      linting.checkRemedies(of: rule)
      linting.checkExamples(of: rule)
    }
    for symptom in loaded.rules.symptoms { linting.checkSymptom(symptom) }
    for product in loaded.rules.products { linting.checkProduct(product) }
    return (loaded.problems + linting.problems).sorted()
  }
}

/// One run of lint: what is known of the whole, and what was found.
struct Linting {
  let loaded: LoadedRules
  let yielded: Set<FactName>?
  let settings: Set<String>?
  /// Every id that some rule concludes, also one that could not be read.
  let ruleIDs: Set<RuleID>
  let symptomIDs: Set<String>
  let productIDs: Set<String>
  let traits: Set<String>
  let productSettings: Set<String>
  /// Those of them that are secret in some product.
  let secretSettings: Set<String>
  var problems: [RuleProblem] = []

  init(_ loaded: LoadedRules, yielded: Set<FactName>?, settings: Set<String>?) {
    self.loaded = loaded
    self.yielded = yielded
    self.settings = settings
    let rules = loaded.rules
    ruleIDs = Set(rules.rules.map(\.id)).union(loaded.unreadable.rules)
    symptomIDs = Set(rules.symptoms.map(\.id)).union(loaded.unreadable.symptoms)
    productIDs = Set(rules.products.map(\.id)).union(["generic"])
    // `--keystore` and `--config` give a target traits that no product file has to declare.
    traits = Set(rules.products.flatMap(\.traits) + ["java-keystore", "pem-files"])
      .union(ConfigurationReader.allCases.map(\.rawValue))
    let defined = rules.products.flatMap(\.settings)
    productSettings = Set(defined.map(\.name))
    secretSettings = Set(defined.filter(\.isSecret).map(\.name))
  }

  mutating func error(_ place: SourcePosition, _ message: String, instead: String) {
    problems.append(RuleProblem(at: place, message, instead: instead))
  }

  /// Where a part of a rule, a symptom or a product is written.
  func place(_ owner: SourcePosition, _ part: String) -> SourcePosition {
    loaded.positions[owner, part]
  }

  /// What to write for a word that does not exist.
  func instead(_ word: String, in words: Set<String>, else other: String) -> String {
    Suggestion.nearest(to: word, in: words).map { "`\($0)`" } ?? other
  }
}
