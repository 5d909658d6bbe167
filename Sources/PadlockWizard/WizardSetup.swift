public import CellGrid
public import PadlockModel

/// What the wizard knows when it starts.
public struct WizardSetup: Sendable {
  /// Targets that are known already, such as that of a demo; nil to detect them.
  public var targets: [DetectedTarget]?
  /// Every symptom there is, for the list to choose from.
  public var symptoms: [Symptom]
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

  public init(
    targets: [DetectedTarget]? = nil, symptoms: [Symptom], titles: [RuleID: String] = [:],
    formats: [FormatChoice] = [], reportPath: String = "padlock-report.txt",
    canRepair: Bool = false, opened: Report? = nil, glyphs: GlyphSet = .unicode,
    size: GridSize = GridSize(columns: 80, rows: 24)
  ) {
    self.targets = targets
    self.symptoms = symptoms
    self.titles = titles
    self.formats = formats
    self.reportPath = reportPath
    self.canRepair = canRepair
    self.opened = opened
    self.glyphs = glyphs
    self.size = size
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

  public init(
    id: String, product: String, name: String, host: String, port: Int?, home: String?
  ) {
    self.id = id
    self.product = product
    self.name = name
    self.host = host
    self.port = port
    self.home = home
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
