import PadlockModel
import PadlockReaders

extension FileReader {
  /// How a product is laid out on one platform.
  mutating func installation(_ tree: YAMLTree) -> Installation? {
    guard
      let fields = Fields(
        tree, "an installation", keys: Keys.installation,
        required: ["platform", "home", "service", "restart"], &self)
    else { return nil }
    return Installation(
      platform: word(fields["platform"], "the platform", as: Platform.self) ?? .linux,
      homes: texts(fields["home"], "`home`"),
      configuration: items(fields["config"], "`config`").compactMap { configuration($0) },
      logs: items(fields["logs"], "`logs`").compactMap { log($0) },
      service: fields["service"].flatMap { service($0) } ?? ServiceDefinition(name: ""),
      restart: text(fields["restart"], "`restart`") ?? "",
      backupFolders: texts(fields["backups"], "`backups`"),
      javaHomes: texts(fields["java"], "`java`"),
      variables: variables(fields["variables"]),
      parts: fields["parts"].flatMap { parts($0) })
  }

  /// A file and the reader for its format.
  mutating func configuration(_ tree: YAMLTree) -> ConfigurationFile? {
    guard
      let fields = Fields(
        tree, "a configuration file", keys: Keys.configuration, required: ["path", "reader"],
        &self),
      let path = text(fields["path"], "the path"),
      let reader = word(fields["reader"], "the reader", as: ConfigurationReader.self)
    else { return nil }
    return ConfigurationFile(
      path: path, reader: reader,
      role: word(fields["role"], "the role", as: ConfigurationFile.Role.self) ?? .active,
      markers: texts(fields["markers"], "`markers`"),
      takesSettings: boolean(fields["takes-settings"], "`takes-settings`") ?? false,
      ignoresCase: boolean(fields["ignore-case"], "`ignore-case`") ?? false)
  }

  private mutating func log(_ tree: YAMLTree) -> LogFile? {
    guard let fields = Fields(tree, "a log", keys: Keys.log, required: ["path"], &self),
      let path = text(fields["path"], "the path")
    else { return nil }
    let setting = text(fields["setting"], "the setting")
    if let setting, let place = fields["setting"]?.place { note("logs/\(setting)", at: place) }
    return LogFile(
      path: path, setting: setting, started: texts(fields["started"], "`started`"),
      ready: texts(fields["ready"], "`ready`"), failed: texts(fields["failed"], "`failed`"),
      https: texts(fields["https"], "`https`"), http: texts(fields["http"], "`http`"))
  }

  private mutating func service(_ tree: YAMLTree) -> ServiceDefinition? {
    if case .scalar = tree.value {
      return text(tree, "the service").map { ServiceDefinition(name: $0) }
    }
    guard let fields = Fields(tree, "a service", keys: Keys.service, required: ["name"], &self),
      let name = text(fields["name"], "the name")
    else { return nil }
    return ServiceDefinition(
      name: name, process: texts(fields["process"], "`process`"),
      homeArguments: texts(fields["home-argument"], "`home-argument`"))
  }
}
