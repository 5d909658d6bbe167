/// Ordered steps that fix a diagnosis, and the condition that must hold afterwards.
public struct Remedy: Hashable, Sendable {
  public var title: String
  /// The platform it is for; nil for every one.
  public var platform: Platform?
  /// Where it can be carried out; false there leaves it out.
  public var applies: Condition
  public var steps: [RemedyStep]
  public var verify: Condition?

  public init(
    title: String, platform: Platform?, applies: Condition = .all([]), steps: [RemedyStep],
    verify: Condition?
  ) {
    self.applies = applies
    self.title = title
    self.platform = platform
    self.steps = steps
    self.verify = verify
  }
}

/// One thing to do.
public struct RemedyStep: Hashable, Sendable {
  public var instruction: Template?
  /// A command to run, with facts filled in.
  public var command: Template?
  public var edit: RemedyEdit?
  /// Restart the product's service, in the words of its product file.
  public var restartsService: Bool

  public init(
    instruction: Template? = nil, command: Template? = nil, edit: RemedyEdit? = nil,
    restartsService: Bool = false
  ) {
    self.instruction = instruction
    self.command = command
    self.edit = edit
    self.restartsService = restartsService
  }
}

/// A change of one setting, named as product files name it (`keystore.password`).
public struct RemedyEdit: Hashable, Sendable {
  public var setting: String
  public var to: Template

  public init(setting: String, to: Template) {
    self.setting = setting
    self.to = to
  }
}

/// What a target runs on.
public enum Platform: String, CaseIterable, Sendable, Codable {
  case linux, windows
}
