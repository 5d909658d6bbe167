/// What is known, and what is not, of a pasted text.
public struct Recognition: Sendable, Equatable {
  /// One message of the text.
  public struct Message: Sendable, Equatable {
    /// It as it stands there, on one line, at most 400 columns.
    public let excerpt: String
    /// 1-based line at which it begins.
    public let line: Int
    /// How many lines it takes.
    public let lineCount: Int
    /// What it may mean: one for each symptom with this text, the most likely first.
    public let readings: [Recogniser.Match]
    /// What of it stands in the rules too, two words or more of one line each, in the text's spelling.
    public let quotes: [String]

    public init(
      excerpt: String, line: Int, lineCount: Int, readings: [Recogniser.Match],
      quotes: [String] = []
    ) {
      self.excerpt = excerpt
      self.line = line
      self.lineCount = lineCount
      self.readings = readings
      self.quotes = quotes
    }

    /// The same, its readings in another order.
    func ordered(_ readings: [Recogniser.Match]) -> Message {
      Message(
        excerpt: excerpt, line: line, lineCount: lineCount, readings: readings, quotes: quotes)
    }
  }

  /// In the order of the text, each once.
  public let messages: [Message]
  /// Lines that look like a message of software and are not known; at most 20.
  public let unrecognised: [String]
  /// How many bytes were searched, where the text has more and was too much work.
  public let cutAt: Int?

  public init(messages: [Message], unrecognised: [String], cutAt: Int? = nil) {
    self.messages = messages
    self.unrecognised = unrecognised
    self.cutAt = cutAt
  }
}
