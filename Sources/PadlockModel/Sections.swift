/// How a product's configuration repeats a block for each of its listeners: an element of XML, a
/// block in braces.
///
/// Keys of settings are relative to the block, or to one that surrounds it where `inherits` is so:
/// with the block `Service/Connector` the key `@port` is its attribute, and
/// `SSLHostConfig/Certificate@type` an attribute two elements further in.
public struct SectionDefinition: Hashable, Sendable {
  /// The paths that the repeated block may have, without the root: `Service/Connector`.
  public var blocks: [String]
  /// A block in it of which each opens a port; nil where the block itself does.
  public var listeners: String?
  /// A block in it of which each names a key of its own; nil where the block itself does.
  public var keys: String?
  /// Whether a setting that the block does not have is taken from those around it.
  public var inherits: Bool
  /// Listeners that are no business of HTTPS: a setting, and the values that tell, `*` for any text.
  public var exceptions: [SectionException]
  /// What is to be written into the block, or behind the listener, for TLS: `SSLEnabled="true"`.
  public var switchText: String

  public init(
    blocks: [String], listeners: String? = nil, keys: String? = nil, inherits: Bool = false,
    exceptions: [SectionException] = [], switchText: String = ""
  ) {
    self.blocks = blocks
    self.listeners = listeners
    self.keys = keys
    self.inherits = inherits
    self.exceptions = exceptions
    self.switchText = switchText
  }
}

/// Values of a setting that take a listener out of what is looked at.
public struct SectionException: Hashable, Sendable {
  public var setting: String
  /// Each may have `*` for any text.
  public var values: [String]

  public init(setting: String, values: [String]) {
    self.setting = setting
    self.values = values
  }
}
