/// What a user chose and answered in the wizard: enough to go on later, or to run it unattended.
///
/// It holds no password and nothing that was found.
public struct Session: Hashable, Sendable {
  /// Where the target is, in the words of the command line.
  public struct Place: Hashable, Sendable {
    public var product: String?
    /// The host that was named; nil where it follows from the target's own files.
    public var host: String?
    public var port: Int?
    public var home: String?
    /// The folder that is taken for `/`.
    public var root: String?
    public var keystore: String?

    public init(
      product: String? = nil, host: String? = nil, port: Int? = nil, home: String? = nil,
      root: String? = nil, keystore: String? = nil
    ) {
      self.product = product
      self.host = host
      self.port = port
      self.home = home
      self.root = root
      self.keystore = keystore
    }
  }

  public var target: Place
  /// The id of the symptom that was chosen.
  public var symptom: String?
  /// What the user saw, in their own words.
  public var words: String?
  public var answers: [Answer]

  public init(
    target: Place = Place(), symptom: String? = nil, words: String? = nil, answers: [Answer] = []
  ) {
    self.target = target
    self.symptom = symptom
    self.words = words
    self.answers = answers
  }
}
