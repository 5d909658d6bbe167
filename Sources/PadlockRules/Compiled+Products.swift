import PadlockModel

extension Product: Compiled {
  func write(to writer: inout ByteWriter) {
    id.write(to: &writer)
    name.write(to: &writer)
    traits.write(to: &writer)
    listeners.write(to: &writer)
    installations.write(to: &writer)
    settings.write(to: &writer)
    options.write(to: &writer)
    sections.write(to: &writer)
    includes.write(to: &writer)
    source.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> Product {
    Product(
      id: try .read(from: &reader),
      name: try .read(from: &reader),
      traits: try .read(from: &reader),
      listeners: try .read(from: &reader),
      installations: try .read(from: &reader),
      settings: try .read(from: &reader),
      options: try .read(from: &reader),
      sections: try .read(from: &reader),
      includes: try .read(from: &reader),
      source: try .read(from: &reader))
  }
}

extension ProductListener: Compiled {
  func write(to writer: inout ByteWriter) {
    name.write(to: &writer)
    portSetting.write(to: &writer)
    defaultPort.write(to: &writer)
    isLocal.write(to: &writer)
    plainProbeIsHarmless.write(to: &writer)
    legacyProbeIsHarmless.write(to: &writer)
    health.write(to: &writer)
    service.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> ProductListener {
    ProductListener(
      name: try .read(from: &reader),
      portSetting: try .read(from: &reader),
      defaultPort: try .read(from: &reader),
      isLocal: try .read(from: &reader),
      plainProbeIsHarmless: try .read(from: &reader),
      legacyProbeIsHarmless: try .read(from: &reader),
      health: try .read(from: &reader),
      service: try .read(from: &reader))
  }
}

extension HealthEndpoint: Compiled {
  func write(to writer: inout ByteWriter) {
    paths.write(to: &writer)
    key.write(to: &writer)
    healthy.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> HealthEndpoint {
    HealthEndpoint(
      paths: try .read(from: &reader),
      key: try .read(from: &reader),
      healthy: try .read(from: &reader))
  }
}

extension OptionFamily: Compiled {
  func write(to writer: inout ByteWriter) {
    prefix.write(to: &writer)
    isRelaxed.write(to: &writer)
    known.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> OptionFamily {
    OptionFamily(
      prefix: try .read(from: &reader),
      isRelaxed: try .read(from: &reader),
      known: try .read(from: &reader))
  }
}

extension Installation: Compiled {
  func write(to writer: inout ByteWriter) {
    platform.write(to: &writer)
    homes.write(to: &writer)
    configuration.write(to: &writer)
    logs.write(to: &writer)
    service.write(to: &writer)
    restart.write(to: &writer)
    backupFolders.write(to: &writer)
    javaHomes.write(to: &writer)
    variables.keys.sorted().write(to: &writer)
    variables.sorted { $0.key < $1.key }.map(\.value).write(to: &writer)
    parts.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> Installation {
    Installation(
      platform: try .read(from: &reader),
      homes: try .read(from: &reader),
      configuration: try .read(from: &reader),
      logs: try .read(from: &reader),
      service: try .read(from: &reader),
      restart: try .read(from: &reader),
      backupFolders: try .read(from: &reader), javaHomes: try .read(from: &reader),
      variables: try Self.variables(from: &reader), parts: try .read(from: &reader))
  }
}

extension Installation {
  /// Names and then what they stand for.
  private static func variables(
    from reader: inout ByteReader
  ) throws(CompiledRulesFailure) -> [String: String] {
    let names: [String] = try .read(from: &reader)
    let values: [String] = try .read(from: &reader)
    return Dictionary(zip(names, values)) { first, _ in first }
  }
}

extension SectionDefinition: Compiled {
  func write(to writer: inout ByteWriter) {
    blocks.write(to: &writer)
    listeners.write(to: &writer)
    keys.write(to: &writer)
    inherits.write(to: &writer)
    exceptions.write(to: &writer)
    switchText.write(to: &writer)
  }
  static func read(
    from reader: inout ByteReader
  ) throws(CompiledRulesFailure) -> SectionDefinition {
    SectionDefinition(
      blocks: try .read(from: &reader),
      listeners: try .read(from: &reader),
      keys: try .read(from: &reader),
      inherits: try .read(from: &reader),
      exceptions: try .read(from: &reader),
      switchText: try .read(from: &reader))
  }
}

extension SectionException: Compiled {
  func write(to writer: inout ByteWriter) {
    setting.write(to: &writer)
    values.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> SectionException {
    SectionException(setting: try .read(from: &reader), values: try .read(from: &reader))
  }
}

extension ConfigurationFile: Compiled {
  func write(to writer: inout ByteWriter) {
    path.write(to: &writer)
    reader.write(to: &writer)
    role.write(to: &writer)
    markers.write(to: &writer)
    takesSettings.write(to: &writer)
    ignoresCase.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> ConfigurationFile
  {
    ConfigurationFile(
      path: try .read(from: &reader),
      reader: try .read(from: &reader),
      role: try .read(from: &reader),
      markers: try .read(from: &reader),
      takesSettings: try .read(from: &reader),
      ignoresCase: try .read(from: &reader))
  }
}

extension LogFile: Compiled {
  func write(to writer: inout ByteWriter) {
    path.write(to: &writer)
    setting.write(to: &writer)
    started.write(to: &writer)
    ready.write(to: &writer)
    failed.write(to: &writer)
    https.write(to: &writer)
    http.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> LogFile {
    LogFile(
      path: try .read(from: &reader),
      setting: try .read(from: &reader),
      started: try .read(from: &reader),
      ready: try .read(from: &reader),
      failed: try .read(from: &reader),
      https: try .read(from: &reader),
      http: try .read(from: &reader))
  }
}

extension ServiceDefinition: Compiled {
  func write(to writer: inout ByteWriter) {
    name.write(to: &writer)
    process.write(to: &writer)
    homeArguments.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> ServiceDefinition
  {
    ServiceDefinition(
      name: try .read(from: &reader),
      process: try .read(from: &reader),
      homeArguments: try .read(from: &reader))
  }
}

extension SettingDefinition: Compiled {
  func write(to writer: inout ByteWriter) {
    name.write(to: &writer)
    keys.write(to: &writer)
    isSecret.write(to: &writer)
    isRequired.write(to: &writer)
    publishedDefaults.write(to: &writer)
    placeholders.write(to: &writer)
    defaultValue.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> SettingDefinition
  {
    SettingDefinition(
      name: try .read(from: &reader),
      keys: try .read(from: &reader),
      isSecret: try .read(from: &reader),
      isRequired: try .read(from: &reader),
      publishedDefaults: try .read(from: &reader),
      placeholders: try .read(from: &reader),
      defaultValue: try .read(from: &reader))
  }
}
