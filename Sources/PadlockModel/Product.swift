/// What is known of a product: where its files are, how they are read, what their keys mean.
public struct Product: Hashable, Sendable {
  public var id: String
  public var name: String
  /// What it is made of (`java-keystore`, `spring-boot`); shared rules ask for traits.
  public var traits: [String]
  public var listeners: [ProductListener]
  public var installations: [Installation]
  public var settings: [SettingDefinition]
  /// How option names are written (`server.ssl.` in any of Spring's spellings), so that readers can
  /// tell a lost or misspelled option from other text; nil where the product has none.
  public var options: OptionFamily?
  /// How its configuration repeats itself for each listener; nil where it does not.
  public var sections: SectionDefinition?
  /// Other products that are parts of it: where it is found, they are not looked at on their own.
  public var includes: [String]
  public var source: SourcePosition

  public init(
    id: String, name: String, traits: [String] = [], listeners: [ProductListener] = [],
    installations: [Installation] = [], settings: [SettingDefinition] = [],
    options: OptionFamily? = nil, sections: SectionDefinition? = nil, includes: [String] = [],
    source: SourcePosition = SourcePosition(file: "", line: 0, column: 0)
  ) {
    self.id = id
    self.name = name
    self.traits = traits
    self.listeners = listeners
    self.installations = installations
    self.settings = settings
    self.options = options
    self.sections = sections
    self.includes = includes
    self.source = source
  }
}

/// A port that the product opens.
public struct ProductListener: Hashable, Sendable {
  public var name: String
  /// The setting that holds the port, and the port where it is not set.
  public var portSetting: String?
  public var defaultPort: Int
  /// Whether it is meant for its own machine only.
  public var isLocal: Bool
  /// Whether a plain request to its TLS port leaves no error in its log.
  public var plainProbeIsHarmless: Bool
  /// Whether a hello that offers TLS 1.0 and 1.1 alone leaves no error in its log.
  public var legacyProbeIsHarmless: Bool
  public var health: HealthEndpoint?
  /// The one of the product's services that opens it; nil where it is one alone.
  public var service: String?

  public init(
    name: String, portSetting: String? = nil, defaultPort: Int, isLocal: Bool = false,
    plainProbeIsHarmless: Bool = false, legacyProbeIsHarmless: Bool = false,
    health: HealthEndpoint? = nil, service: String? = nil
  ) {
    self.service = service
    self.name = name
    self.portSetting = portSetting
    self.defaultPort = defaultPort
    self.isLocal = isLocal
    self.plainProbeIsHarmless = plainProbeIsHarmless
    self.legacyProbeIsHarmless = legacyProbeIsHarmless
    self.health = health
  }
}

/// Where a product says how it is: the first path that answers with the key counts.
public struct HealthEndpoint: Hashable, Sendable {
  public var paths: [String]
  /// The JSON key whose value tells, and the value that means healthy.
  public var key: String
  public var healthy: String

  public init(paths: [String], key: String, healthy: String) {
    self.paths = paths
    self.key = key
    self.healthy = healthy
  }
}

/// The family of options that switch HTTPS on.
public struct OptionFamily: Hashable, Sendable {
  /// Every option begins with this, in its canonical spelling: `server.ssl.`.
  public var prefix: String
  /// Whether other spellings mean the same, as Spring reads them.
  public var isRelaxed: Bool
  /// Every option that exists in the family; another one is misspelled.
  public var known: [String]

  public init(prefix: String, isRelaxed: Bool, known: [String]) {
    self.prefix = prefix
    self.isRelaxed = isRelaxed
    self.known = known
  }
}

/// How a product is laid out on one platform.
public struct Installation: Hashable, Sendable {
  public var platform: Platform
  /// Folders that hold it, the usual one first; a `*` stands for one folder name.
  public var homes: [String]
  /// Configuration files, those that win first; relative paths are below the home.
  public var configuration: [ConfigurationFile]
  public var logs: [LogFile]
  public var service: ServiceDefinition
  /// The command that restarts it, in which `{{target.home|…}}` stands for its folder.
  public var restart: String
  /// Where copies of the configuration are looked for outside the home.
  public var backupFolders: [String]
  /// Homes of the Java that it runs on, where it brings its own; `*` for any name.
  public var javaHomes: [String]
  /// What `${name}` in its configuration stands for; `{home}` in it is the home.
  public var variables: [String: String]
  /// The services that it is made of; nil where it is one alone.
  public var parts: ProductParts?

  public init(
    platform: Platform, homes: [String], configuration: [ConfigurationFile] = [],
    logs: [LogFile] = [], service: ServiceDefinition, restart: String,
    backupFolders: [String] = [], javaHomes: [String] = [], variables: [String: String] = [:],
    parts: ProductParts? = nil
  ) {
    self.variables = variables
    self.parts = parts
    self.javaHomes = javaHomes
    self.platform = platform
    self.homes = homes
    self.configuration = configuration
    self.logs = logs
    self.service = service
    self.restart = restart
    self.backupFolders = backupFolders
  }
}

/// A configuration file and the reader for its format.
public struct ConfigurationFile: Hashable, Sendable {
  /// What the file is to the product.
  public enum Role: String, CaseIterable, Sendable {
    /// The running product reads it.
    case active
    /// The product could read it in another set-up (another start script), but does not here.
    case alternative
  }

  public var path: String
  public var reader: ConfigurationReader
  public var role: Role
  /// What the reader needs to find its place: `-jar` and `JarLauncher` for a launch line, the key
  /// series for a wrapper file.
  public var markers: [String]
  /// Whether new settings are to be written here.
  public var takesSettings: Bool
  /// Whether the file's name counts in any spelling of its letters, as on Windows.
  public var ignoresCase: Bool

  public init(
    path: String, reader: ConfigurationReader, role: Role = .active, markers: [String] = [],
    takesSettings: Bool = false, ignoresCase: Bool = false
  ) {
    self.path = path
    self.reader = reader
    self.role = role
    self.markers = markers
    self.takesSettings = takesSettings
    self.ignoresCase = ignoresCase
  }
}

/// A format of configuration files that Padlock reads.
public enum ConfigurationReader: String, CaseIterable, Sendable {
  case javaServiceWrapper = "java-service-wrapper"
  case launchLine = "launch-line"
  case environment
  case javaProperties = "java-properties"
  case xml
  case nginx
  case yaml
}

/// A log file, or with `*` several.
public struct LogFile: Hashable, Sendable {
  /// Where it is; with a setting, where no file sets that.
  public var path: String
  /// The setting that says where it is, as often as the files have it; empty where it is no file.
  public var setting: String?
  /// Texts that a line has when the product begins to start.
  public var started: [String]
  /// Texts that a line has when the product is up.
  public var ready: [String]
  /// Texts that a line has when a start ended in failure.
  public var failed: [String]
  /// Texts of a `ready` line that say that the port was opened with TLS.
  public var https: [String]
  /// Texts of a `ready` line that say that the port was opened without TLS.
  public var http: [String]

  public init(
    path: String, setting: String? = nil, started: [String] = [], ready: [String] = [],
    failed: [String] = [], https: [String] = [], http: [String] = []
  ) {
    self.path = path
    self.setting = setting
    self.started = started
    self.ready = ready
    self.failed = failed
    self.https = https
    self.http = http
  }
}

/// How the product's service is known to the system.
public struct ServiceDefinition: Hashable, Sendable {
  /// The systemd unit, init script or Windows service.
  public var name: String
  /// Texts of which one is in the command line of its process.
  public var process: [String]
  /// What its process's arguments that name its home, or a file in it, begin with; the one that
  /// decides first.
  public var homeArguments: [String]

  public init(name: String, process: [String] = [], homeArguments: [String] = []) {
    self.name = name
    self.process = process
    self.homeArguments = homeArguments
  }
}

/// A setting by Padlock's name, and the keys that hold it in the product's files.
public struct SettingDefinition: Hashable, Sendable {
  /// Padlock's name of it, such as `keystore.path`, `https.enabled` or `server.port`.
  public var name: String
  /// Keys of the product's files; none where the product has the value built in.
  public var keys: [String]
  public var isSecret: Bool
  /// Whether HTTPS cannot work without it once any option is set.
  public var isRequired: Bool
  /// Passwords that are printed in manuals.
  public var publishedDefaults: [String]
  /// Values of the article's sample that must be replaced.
  public var placeholders: [String]
  /// What the product goes by where no file sets it; nil where that is nothing.
  public var defaultValue: String?

  public init(
    name: String, keys: [String], isSecret: Bool = false, isRequired: Bool = false,
    publishedDefaults: [String] = [], placeholders: [String] = [], defaultValue: String? = nil
  ) {
    self.defaultValue = defaultValue
    self.name = name
    self.keys = keys
    self.isSecret = isSecret
    self.isRequired = isRequired
    self.publishedDefaults = publishedDefaults
    self.placeholders = placeholders
  }
}
