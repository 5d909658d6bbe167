/// How a product is put together of several services that call each other.
public struct ProductParts: Hashable, Sendable {
  public var services: [ProductService]
  /// The calls that services make to each other over HTTPS.
  public var calls: [ProductCall]
  /// The file with which a user changes the hosts of all calls at once.
  public var override: OverrideFile?
  /// The system's certification authorities, as the services' clients use them.
  public var authorities: AuthorityFiles?
  /// Templates that `/etc/hosts` is made anew from; each must hold what shall stay in it.
  public var hostsTemplates: [HostsTemplate]
  /// What is there while the services are switched off.
  public var offMarks: [OffMark]

  public init(
    services: [ProductService] = [], calls: [ProductCall] = [], override: OverrideFile? = nil,
    authorities: AuthorityFiles? = nil, hostsTemplates: [HostsTemplate] = [],
    offMarks: [OffMark] = []
  ) {
    self.services = services
    self.calls = calls
    self.override = override
    self.authorities = authorities
    self.hostsTemplates = hostsTemplates
    self.offMarks = offMarks
  }
}

/// One of the services of a product.
public struct ProductService: Hashable, Sendable {
  public var name: String
  /// Paths of which one is there where it is installed.
  public var present: [String]
  /// The user that reads the certificate and the key; nil where that is not known.
  public var user: String?
  /// The groups that its package puts the user into.
  public var groups: [String]
  /// Its main configuration, in YAML.
  public var configuration: String?
  /// The folder whose files count before the main configuration, in the order of their names.
  public var additions: String?
  /// The names of the calls that it makes.
  public var calls: [String]
  /// The name by which it calls itself, whatever its configuration says.
  public var checksItselfAt: String?
  /// Files that name the certificate which it serves, where that can be another than the product's.
  public var certificateIn: [ConfigurationFile]
  /// Texts of which one is in its command line, where it is another process than the product's own.
  public var process: [String]

  public init(
    name: String, present: [String] = [], user: String? = nil, groups: [String] = [],
    configuration: String? = nil, additions: String? = nil, calls: [String] = [],
    checksItselfAt: String? = nil, certificateIn: [ConfigurationFile] = [],
    process: [String] = []
  ) {
    self.name = name
    self.present = present
    self.user = user
    self.groups = groups
    self.configuration = configuration
    self.additions = additions
    self.calls = calls
    self.checksItselfAt = checksItselfAt
    self.certificateIn = certificateIn
    self.process = process
  }
}

/// A call to a service, as every caller's configuration describes it.
public struct ProductCall: Hashable, Sendable {
  public var name: String
  /// The service that answers it.
  public var service: String
  /// The key that holds the host, and the host where none is set.
  public var host: String
  public var defaultHost: String
  /// The key that says what vouches for the certificate; where it is not set, the product's own
  /// certificate file does.
  public var verify: String
  /// The key by which other calls are verified, and which this one does not read.
  public var mistakenVerify: String?
  /// Sections that users write in the place of this one, and nobody reads.
  public var mistakenSections: [String]
  /// Whether the service answers at 127.0.0.1 alone.
  public var isLoopbackOnly: Bool

  public init(
    name: String, service: String, host: String, defaultHost: String, verify: String,
    mistakenVerify: String? = nil, mistakenSections: [String] = [], isLoopbackOnly: Bool = false
  ) {
    self.name = name
    self.service = service
    self.host = host
    self.defaultHost = defaultHost
    self.verify = verify
    self.mistakenVerify = mistakenVerify
    self.mistakenSections = mistakenSections
    self.isLoopbackOnly = isLoopbackOnly
  }

  /// The section of the configuration that the call is described in: `auth` of `auth.host`.
  public var section: String {
    host.split(separator: ".").first.map(String.init) ?? host
  }
}

/// A file that every service reads through a link in its own folder.
public struct OverrideFile: Hashable, Sendable {
  public var path: String
  /// The link's name.
  public var link: String

  public init(path: String, link: String) {
    self.path = path
    self.link = link
  }
}

/// Where a system keeps the authorities that it trusts.
public struct AuthorityFiles: Hashable, Sendable {
  /// The file that programs read.
  public var bundle: String
  /// The folder from which it is made anew, and the ending that its files need.
  public var folder: String
  public var ending: String
  /// The Debian package that holds both.
  public var package: String?

  public init(bundle: String, folder: String, ending: String, package: String? = nil) {
    self.bundle = bundle
    self.folder = folder
    self.ending = ending
    self.package = package
  }
}

/// A template of `/etc/hosts`.
public struct HostsTemplate: Hashable, Sendable {
  public var path: String
  /// What stands in it for the machine's own name.
  public var ownName: String?

  public init(path: String, ownName: String? = nil) {
    self.path = path
    self.ownName = ownName
  }
}

/// A file, or a line of it, that is there while services are switched off.
public struct OffMark: Hashable, Sendable {
  public var path: String
  /// The line; nil where the file alone says it.
  public var line: String?

  public init(path: String, line: String? = nil) {
    self.path = path
    self.line = line
  }
}
