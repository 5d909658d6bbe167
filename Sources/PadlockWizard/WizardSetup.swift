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
  /// What the path field holds when a report is to be saved.
  public var reportPath: String
  /// What the terminal can show; texts are wrapped for it when they scroll.
  public var glyphs: GlyphSet
  public var size: GridSize

  public init(
    targets: [DetectedTarget]? = nil, symptoms: [Symptom], titles: [RuleID: String] = [:],
    reportPath: String = "padlock-report.json", glyphs: GlyphSet = .unicode,
    size: GridSize = GridSize(columns: 80, rows: 24)
  ) {
    self.targets = targets
    self.symptoms = symptoms
    self.titles = titles
    self.reportPath = reportPath
    self.glyphs = glyphs
    self.size = size
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
