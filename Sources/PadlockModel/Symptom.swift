/// The side of a connection that prints a message.
public enum Side: String, CaseIterable, Sendable, Codable {
  case client, server, either
}

/// A situation, with every text in which software reports it.
public struct Symptom: Hashable, Sendable {
  public var id: String
  public var pack: String
  /// The broader situation of which it is one kind; its own id where it is none.
  public var situation: String
  public var title: String
  /// What it means, in a sentence.
  public var meaning: String
  /// The side that the words blame, whichever side prints them; either where they blame neither.
  public var accuses: Side
  /// What tells it from other situations that have a text with it in common; empty if unsaid.
  public var decidedBy: String
  /// Words of which one stands near a message where it means this rather than another situation
  /// with the same text: a class in the stack trace below it, a thread's name.
  public var near: [String]
  public var texts: [SymptomText]
  /// The diagnoses that it supports, the most likely first.
  public var diagnoses: [RuleID]
  public var source: SourcePosition

  public init(
    id: String, pack: String = "", situation: String? = nil, title: String, meaning: String,
    accuses: Side = .either, decidedBy: String = "", near: [String] = [], texts: [SymptomText],
    diagnoses: [RuleID],
    source: SourcePosition = SourcePosition(file: "", line: 0, column: 0)
  ) {
    self.id = id
    self.pack = pack
    self.situation = situation ?? id
    self.title = title
    self.meaning = meaning
    self.accuses = accuses
    self.decidedBy = decidedBy
    self.near = near
    self.texts = texts
    self.diagnoses = diagnoses
    self.source = source
  }
}

/// One text that software prints; `<word>` stands for anything within the line.
public struct SymptomText: Hashable, Sendable {
  public var text: String
  public var software: [String]
  public var side: Side
  public var versions: String?
  /// Whether it counts only as a whole line, because it is too short to stand alone.
  public var wholeLine: Bool
  /// Whether it means nothing in a record of debugging, where software tells of ordinary business,
  /// a client that left, in the same words.
  public var ordinaryAtDebug: Bool

  public init(
    text: String, software: [String], side: Side, versions: String? = nil, wholeLine: Bool = false,
    ordinaryAtDebug: Bool = false
  ) {
    self.text = text
    self.software = software
    self.side = side
    self.versions = versions
    self.wholeLine = wholeLine
    self.ordinaryAtDebug = ordinaryAtDebug
  }
}

/// A symptom that was seen: in the user's words, in a log, or by a probe.
public struct Sighting: Hashable, Sendable, Codable {
  public enum Origin: String, CaseIterable, Sendable, Codable {
    case reported, log, probe
  }

  public var symptom: String
  /// The line as it stands there, without secrets.
  public var text: String
  public var software: [String]
  public var side: Side
  public var origin: Origin
  public var source: String?
  public var line: Int?
  /// When it was seen, the last time where it was several.
  public var time: Timestamp?
  /// When it was seen first, where that was at another time.
  public var firstTime: Timestamp?
  public var count: Int
  /// Whether the same log says later that the product started anew.
  public var precedesLaterStart: Bool

  public init(
    symptom: String, text: String, software: [String] = [], side: Side, origin: Origin,
    source: String? = nil, line: Int? = nil, time: Timestamp? = nil,
    firstTime: Timestamp? = nil, count: Int = 1, precedesLaterStart: Bool = false
  ) {
    self.symptom = symptom
    self.text = text
    self.software = software
    self.side = side
    self.origin = origin
    self.source = source
    self.line = line
    self.time = time
    self.firstTime = firstTime
    self.count = count
    self.precedesLaterStart = precedesLaterStart
  }
}
