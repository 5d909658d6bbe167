import PadlockReaders

/// Whether every setting and defect of a document stands on one of the lines of its file.
private func demandPlaces(
  _ document: ConfigurationDocument, in bytes: [UInt8]
) throws(BrokenProperty) {
  // YAML also breaks lines at U+0085, U+2028 and U+2029, whose last bytes these are, and at the end.
  let ends = bytes.count { [0x0A, 0x0D, 0x85, 0xA8, 0xA9].contains($0) }
  let lines = 1...(ends + 2)
  for setting in document.settings {
    try demand(lines.contains(setting.line), "\(setting.key) is on line \(setting.line)")
    try demand(
      setting.blocks.count <= Setting.blockLimit, "\(setting.key) lies in too many blocks")
  }
  for defect in document.defects {
    try demand(lines.contains(defect.line), "\(defect.kind) is on line \(defect.line)")
  }
}

private func demandDocument(
  _ bytes: [UInt8], _ read: () throws(ReaderFailure) -> ConfigurationDocument
) throws(BrokenProperty) {
  guard let document = try demandStable(read) else { return }
  try demandPlaces(document, in: bytes)
}

private let prefixes = ["server", "SERVER_", "keystore"]
private let variables = ["HOME": "/opt/agent", "JAVA_HOME": "/usr/lib/jvm", "JAVA_OPTS": "-Xmx1g"]

func checkJavaProperties(_ bytes: [UInt8]) throws(BrokenProperty) {
  try demandDocument(bytes) { () throws(ReaderFailure) in
    try JavaProperties.parse(bytes: bytes, optionPrefixes: prefixes)
  }
}

func checkWrapper(_ bytes: [UInt8]) throws(BrokenProperty) {
  for dialect in WrapperConfiguration.Dialect.allCases {
    try demandDocument(bytes) { () throws(ReaderFailure) in
      try WrapperConfiguration.parse(
        bytes: bytes, optionPrefixes: prefixes, dialect: dialect, variables: variables)
    }
  }
}

func checkLaunchLine(_ bytes: [UInt8]) throws(BrokenProperty) {
  for isComplete in [false, true] {
    let reading = try demandStable { () throws(ReaderFailure) in
      try LaunchLine.read(
        bytes: bytes, optionPrefixes: prefixes, environment: variables,
        isEnvironmentComplete: isComplete)
    }
    if let reading { try demandPlaces(reading.document, in: bytes) }
  }
}

func checkEnvironmentFile(_ bytes: [UInt8]) throws(BrokenProperty) {
  for dialect in EnvironmentFile.Dialect.allCases {
    for requiresExport in [false, true] {
      try demandDocument(bytes) { () throws(ReaderFailure) in
        try EnvironmentFile.parse(
          bytes: bytes, dialect: dialect, requiresExport: requiresExport, environment: variables)
      }
    }
  }
}

func checkUnitFile(_ bytes: [UInt8]) throws(BrokenProperty) {
  let read = { () throws(ReaderFailure) in try UnitFile.parse(bytes: bytes) }
  guard let document = try demandStable(read) else { return }
  try demandPlaces(document, in: bytes)
  try demandEqual(
    UnitFile.merge([document]).settings, document.settings, "merged alone, it differs")
  _ = UnitFile.merge([document, document])
  _ = UnitFile.environment(of: document)
  for setting in document.settings { _ = UnitFile.command(setting.value) }
}

func checkNginx(_ bytes: [UInt8]) throws(BrokenProperty) {
  // Each name leads to the file itself, so that includes are followed to their bound.
  func read() throws(ReaderFailure) -> NginxConfiguration {
    var budget = 50
    return try NginxConfiguration(bytes: bytes, path: "nginx.conf") { name in
      budget -= 1
      if budget < 0 || name.hasSuffix("*") { return .missing }
      return name.hasPrefix("-") ? .unread(path: name) : .files([(name, bytes)])
    }
  }
  guard let reading = try? read() else { return }
  try demandEqual(reading.document, try? read().document, "read twice, it differs")
  try demandPlaces(reading.document, in: bytes)
  try demand(
    reading.document.settings.count <= NginxConfiguration.settingLimit, "too many settings")
  try demand(reading.paths.count <= NginxConfiguration.fileLimit, "too many files")
  for setting in reading.document.settings {
    try demand(reading.paths.indices.contains(setting.document), "a setting of no file")
  }
}

func checkXML(_ bytes: [UInt8]) throws(BrokenProperty) {
  try demandDocument(bytes) { () throws(ReaderFailure) in try XMLSettings.parse(bytes: bytes) }
}

func checkYAML(_ bytes: [UInt8]) throws(BrokenProperty) {
  try demandDocument(bytes) { () throws(ReaderFailure) in try YAMLSettings.parse(bytes: bytes) }
  let layers: LayeredYAML
  do throws(YAMLFailure) {
    layers = LayeredYAML([try .init("first", bytes), try .init("second", bytes)])
  } catch {
    try demand(error.line >= 1, "a failure on line \(error.line)")
    return try demandVisible(error.problem)
  }
  for key in ["auth.host", "rest_api.https.port", "a"] {
    try demand(layers.values(key).count != 1, "one of two equal files has \(key)")
  }
}
