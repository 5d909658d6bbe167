/// What a bundle holds, `padlock.bundle/1`: its files with their digests, and what was read to
/// make them.
public struct BundleManifest: Codable, Sendable, Equatable {
  public static let schema = "padlock.bundle/1"
  /// The folder of a bundle that everything lies in.
  public static let folder = "padlock-bundle"

  /// The Padlock that made it.
  public struct Tool: Codable, Sendable, Equatable {
    public var name: String
    public var version: String
  }

  /// A file of the bundle.
  public struct Member: Codable, Sendable, Equatable {
    /// Its path below ``BundleManifest/folder``.
    public var path: String
    public var bytes: Int
    /// In lower-case hexadecimal digits.
    public var sha256: String

    public init(path: String, bytes: Int, sha256: String) {
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  public var schema: String
  public var generated: Timestamp
  public var tool: Tool
  /// Whether hosts, addresses, user names and e-mail addresses were replaced.
  public var hostsRedacted: Bool
  /// Every file of the bundle but the manifest, in order of their paths.
  public var files: [Member]
  /// Every file that the run read, or refused to.
  public var ledger: [LedgerEntry]

  public init(
    generated: Timestamp, tool: Report.Tool, hostsRedacted: Bool, files: [Member],
    ledger: [LedgerEntry]
  ) {
    schema = Self.schema
    self.generated = generated
    self.tool = Tool(name: tool.name, version: tool.version)
    self.hostsRedacted = hostsRedacted
    self.files = files
    self.ledger = ledger
  }
}

/// What is said of each of the target's files that was read, `files.json` of a bundle.
public struct BundledFiles: Codable, Sendable, Equatable {
  public static let schema = "padlock.files/1"

  /// One file of the target.
  public struct File: Codable, Sendable, Equatable {
    /// Its path in the target's own notation.
    public var path: String
    public var bytes: Int
    /// POSIX permission bits in octal: `0640`.
    public var mode: String
    public var owner: Int
    public var group: Int
    public var changed: Timestamp
    /// The bundle's file that comes of it; nil where there is none.
    public var member: String?
    /// Why there is none, or why it is not the whole file.
    public var why: String?

    public init(
      path: String, bytes: Int, mode: String, owner: Int, group: Int, changed: Timestamp,
      member: String? = nil, why: String? = nil
    ) {
      self.path = path
      self.bytes = bytes
      self.mode = mode
      self.owner = owner
      self.group = group
      self.changed = changed
      self.member = member
      self.why = why
    }
  }

  public var schema: String
  /// In order of their paths.
  public var files: [File]
  /// Paths and patterns of a shell that were looked for; nil where nobody says so.
  ///
  /// Each file that one of them stands for is in ``files``, or was not there.
  public var lookedFor: [String]?
  /// Folders of which each file is in ``files``; nil where nobody says so.
  public var folders: [String]?

  public init(files: [File]) {
    schema = Self.schema
    self.files = files
  }
}
