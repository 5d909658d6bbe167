/// Everything that is known as data: rules, products, symptoms, questions, articles.
public struct RuleSet: Sendable, Equatable {
  public var rules: [Rule]
  public var products: [Product]
  public var symptoms: [Symptom]
  public var questions: [Question]
  public var articles: [Article]
  /// Ids of the packs, sorted.
  public var packs: [String]
  /// SHA-256 of the source, in hexadecimal; equal digests mean equal knowledge.
  public var digest: String

  public init(
    rules: [Rule] = [], products: [Product] = [], symptoms: [Symptom] = [],
    questions: [Question] = [], articles: [Article] = [], packs: [String] = [], digest: String = ""
  ) {
    self.rules = rules
    self.products = products
    self.symptoms = symptoms
    self.questions = questions
    self.articles = articles
    self.packs = packs
    self.digest = digest
  }

  public func rule(_ id: RuleID) -> Rule? { rules.first { $0.id == id } }
  public func product(_ id: String) -> Product? { products.first { $0.id == id } }
  public func question(_ id: String) -> Question? { questions.first { $0.id == id } }
}
