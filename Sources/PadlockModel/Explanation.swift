/// What pasted text says: its known messages and what they point to, `padlock.explain/1`.
public struct Explanation: Sendable, Equatable, Codable {
  public static let schema = "padlock.explain/1"

  /// A diagnosis by its id and its words.
  public struct Cause: Sendable, Hashable, Codable {
    public var id: RuleID
    public var title: String

    public init(id: RuleID, title: String) {
      self.id = id
      self.title = title
    }
  }

  /// One of the things that the same words can mean.
  public struct Reading: Sendable, Equatable, Codable {
    public var symptom: String
    public var title: String
    /// The side that prints the words where they mean this.
    public var side: Side
    /// The side that they blame then.
    public var accuses: Side
    public var meaning: String
    /// What tells this meaning from the others; empty where nothing is known to.
    public var decidedBy: String

    public init(
      symptom: String, title: String, side: Side, accuses: Side = .either, meaning: String,
      decidedBy: String
    ) {
      self.symptom = symptom
      self.title = title
      self.side = side
      self.accuses = accuses
      self.meaning = meaning
      self.decidedBy = decidedBy
    }
  }

  /// One message of the text, however many situations it is printed in.
  public struct Match: Sendable, Equatable, Codable {
    /// The symptom that it most likely is.
    public var symptom: String
    public var title: String
    /// Every situation in which software prints these words.
    public var situations: [String]
    /// The words as they stand in the text, at most 400 columns, without secrets.
    public var excerpt: String
    /// 1-based line at which they begin.
    public var line: Int
    /// Who prints them; empty where that is not known.
    public var software: [String]
    /// The side that prints them; either where the situations differ in it.
    public var side: Side
    /// The side that the words blame; either where they blame neither.
    public var accuses: Side
    public var meaning: String
    /// What tells the meaning from others, or the cause where the words do not; empty where nothing
    /// is known to.
    public var decidedBy: String
    /// Each meaning with what decides for it; empty where there is only one.
    public var readings: [Reading]
    /// What it can be, the most likely first.
    public var diagnoses: [Cause]

    public init(
      symptom: String, title: String, situations: [String], excerpt: String, line: Int,
      software: [String], side: Side, accuses: Side = .either, meaning: String,
      decidedBy: String = "", readings: [Reading] = [], diagnoses: [Cause]
    ) {
      self.symptom = symptom
      self.title = title
      self.situations = situations
      self.excerpt = excerpt
      self.line = line
      self.software = software
      self.side = side
      self.accuses = accuses
      self.meaning = meaning
      self.decidedBy = decidedBy
      self.readings = readings
      self.diagnoses = diagnoses
    }
  }

  /// A program and its version, as the text names them.
  public struct SoftwareVersion: Sendable, Hashable, Codable {
    public var software: String
    public var version: String

    public init(software: String, version: String) {
      self.software = software
      self.version = version
    }
  }

  /// A word that is nearly a code that software prints, and that code.
  public struct NearMiss: Sendable, Hashable, Codable {
    /// The word as it stands in the text.
    public var text: String
    /// What was probably meant.
    public var known: String

    public init(text: String, known: String) {
      self.text = text
      self.known = known
    }
  }

  /// What the text says about the target; nil where it says nothing, or several things alike.
  public struct Lifted: Sendable, Equatable, Codable {
    public var host: String?
    public var port: Int?
    /// The product's id.
    public var product: String?
    public var versions: [SoftwareVersion]

    public init(
      host: String? = nil, port: Int? = nil, product: String? = nil,
      versions: [SoftwareVersion] = []
    ) {
      self.host = host
      self.port = port
      self.product = product
      self.versions = versions
    }
  }

  public var schema: String
  /// Those that tell most first; the first cause of the first match is the most likely of all.
  public var matches: [Match]
  public var lifted: Lifted
  /// Messages that are not known: each that was given as one, and at most 20 lines of a text that
  /// look like one.
  public var unrecognised: [String]
  /// Words that are probably slips in typing a code; none of them counts as recognised.
  public var nearMisses: [NearMiss]
  /// The command that continues from here; nil where nothing was recognised or lifted.
  public var command: String?
  /// How many bytes were looked at, where the text has more.
  public var cutAt: Int?
  /// How many lines were searched for host, port, product and versions, where the text has more.
  public var liftedLines: Int?

  public init(
    matches: [Match] = [], lifted: Lifted = Lifted(), unrecognised: [String] = [],
    nearMisses: [NearMiss] = [], command: String? = nil, cutAt: Int? = nil,
    liftedLines: Int? = nil
  ) {
    schema = Self.schema
    self.matches = matches
    self.lifted = lifted
    self.unrecognised = unrecognised
    self.nearMisses = nearMisses
    self.command = command
    self.cutAt = cutAt
    self.liftedLines = liftedLines
  }

  /// The most likely cause of all that was recognised.
  public var likeliest: Cause? { matches.first { !$0.diagnoses.isEmpty }?.diagnoses.first }
}
