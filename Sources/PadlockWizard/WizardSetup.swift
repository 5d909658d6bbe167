public import CellGrid
public import PadlockModel

/// What the wizard knows when it starts.
public struct WizardSetup: Sendable {
  /// Targets that are known already, such as that of a demo; nil to detect them.
  public var targets: [DetectedTarget]?
  /// Every symptom there is, for the list to choose from.
  public var symptoms: [Symptom]
  /// Names for packs by id, such as those of products, to head their symptoms by.
  public var topics: [String: String]
  /// Titles of rules by id, for causes that were ruled out.
  public var titles: [RuleID: String]
  /// The formats that a report can be written in, the first one chosen.
  public var formats: [FormatChoice]
  /// Where a report is to be saved, until the user says another place.
  public var reportPath: String
  /// Whether the fault can be repaired for the user, as in the demo.
  public var canRepair: Bool
  /// A saved report to show; nothing is collected then.
  public var opened: Report?
  /// What the terminal can show; texts are wrapped for it when they scroll.
  public var glyphs: GlyphSet
  public var size: GridSize
  /// A session to go on with.
  ///
  /// Its symptom is chosen and its answers hold until others are given; its target is for who sets
  /// this up.
  public var session: Session
  /// Whether a saved session can be gone on with: not where the target ends with this run.
  public var canResume: Bool
  /// Hosts that were named in earlier runs.
  public var memory: HostMemory
  /// The folder in which files are looked for first.
  public var folder: String
  /// Whether connections may be opened.
  public var mayProbe: Bool
  /// Whether it asks and answers line by line, as ``plainView(_:after:)`` tells it.
  public var isPlain: Bool

  public init(
    targets: [DetectedTarget]? = nil, symptoms: [Symptom], topics: [String: String] = [:],
    titles: [RuleID: String] = [:], formats: [FormatChoice] = [],
    reportPath: String = "padlock-report.txt",
    canRepair: Bool = false, opened: Report? = nil, glyphs: GlyphSet = .unicode,
    size: GridSize = GridSize(columns: 80, rows: 24), session: Session = Session(),
    canResume: Bool = true, memory: HostMemory = HostMemory(), folder: String = "/",
    mayProbe: Bool = true, isPlain: Bool = false
  ) {
    self.targets = targets
    self.symptoms = symptoms
    self.topics = topics
    self.titles = titles
    self.formats = formats
    self.reportPath = reportPath
    self.canRepair = canRepair
    self.opened = opened
    self.glyphs = glyphs
    self.size = size
    self.session = session
    self.canResume = canResume
    self.memory = memory
    self.folder = folder
    self.mayProbe = mayProbe
    self.isPlain = isPlain
  }
}

/// A format that a report can be written in.
public struct FormatChoice: Hashable, Sendable {
  public var id: String
  /// What it is good for, in a few words.
  public var title: String
  /// How the names of its files end, without the dot.
  public var fileExtension: String

  public init(id: String, title: String, fileExtension: String) {
    self.id = id
    self.title = title
    self.fileExtension = fileExtension
  }
}

/// A target that was found on this machine.
public struct DetectedTarget: Hashable, Sendable {
  /// Unique among the detected ones.
  public var id: String
  /// The product's id, such as `xagent`.
  public var product: String
  /// The product's name, such as `xMatters Agent`.
  public var name: String
  public var host: String
  /// Nil where the product's own ports are all meant.
  public var port: Int?
  public var home: String?
  /// The folder or archive that holds its files as a copy of another machine's; nil for this
  /// machine.
  public var tree: String?
  /// Whether ``tree`` is an archive.
  public var isInArchive = false
  /// Whether nobody named the host: it follows from the target's files.
  public var isHostGuessed: Bool
  /// Whether its ports may be asked: not where its machine is out of reach, nor against the user's
  /// wish.
  public var mayBeAsked: Bool
  /// Its ports by its own configuration, for where ``port`` says none.
  public var ports: [Int]

  public init(
    id: String, product: String, name: String, host: String, port: Int?, home: String?,
    tree: String? = nil, isHostGuessed: Bool = false, mayBeAsked: Bool = true,
    ports: [Int] = []
  ) {
    self.id = id
    self.product = product
    self.name = name
    self.host = host
    self.port = port
    self.home = home
    self.tree = tree
    self.isHostGuessed = isHostGuessed
    self.mayBeAsked = mayBeAsked
    self.ports = ports
  }
}

/// What a collection waits for.
public struct Wait: Hashable, Sendable {
  /// What is running, such as “connect to the port”.
  public var what: String
  /// Seconds since it started.
  public var seconds: Int
  /// Seconds after which an attempt of it ends; nil where nothing bounds it but the whole run.
  public var limit: Double?

  public init(_ what: String, seconds: Int = 0, limit: Double? = nil) {
    self.what = what
    self.seconds = seconds
    self.limit = limit
  }
}

/// A check that a running collection has finished.
public struct CheckUpdate: Hashable, Sendable {
  /// Equals the id that `checkStarted` named, if it did.
  public var id: String
  public var title: String
  /// One line of evidence.
  public var detail: String
  /// How it came out; nil where only the report can judge it.
  public var result: Check.Result?

  public init(id: String, title: String, detail: String, result: Check.Result? = nil) {
    self.id = id
    self.title = title
    self.detail = detail
    self.result = result
  }
}
