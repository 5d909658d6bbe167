import PadlockModel

/// Reads files of variables: those a shell reads with `.`, and systemd's `EnvironmentFile`.
///
/// ```
/// # where the agent listens
/// export SERVER_PORT=8282
/// ```
/// yields the setting `SERVER_PORT` with the value `8282`; of a name given twice the last counts.
public enum EnvironmentFile {
  /// Who reads the file.
  public enum Dialect: String, CaseIterable, Sendable {
    /// A shell: quoting, variables, `export`.
    case shell
    /// systemd: `NAME=value` lines, no `export`, no variables.
    case systemd
  }

  /// Reads `bytes`, at most ``ConfigurationLimit/bytes``.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - dialect: who reads it.
  ///   - requiresExport: whether a variable that a shell does not export is lost.
  ///   - environment: variables that are set before the file is read.
  /// - Returns: the variables, with those that count marked.
  /// - Throws: ``ReaderFailure`` when the file is too large.
  public static func parse(
    bytes: [UInt8], dialect: Dialect = .shell, requiresExport: Bool = false,
    environment: [String: String] = [:]
  ) throws(ReaderFailure) -> ConfigurationDocument {
    try ConfigurationLimit.check(bytes.count)
    let decoded = DecodedText(bytes)
    var document = ConfigurationDocument(
      encoding: decoded.encoding, usesCarriageReturns: decoded.usesCarriageReturns)
    switch dialect {
    case .shell: readShell(decoded, requiresExport, environment, &document)
    case .systemd: SystemdEnvironment.read(decoded, into: &document)
    }
    keepLast(&document)
    if decoded.encoding.isUTF16 {
      for index in document.settings.indices { document.settings[index].isEffective = false }
      document.defects.append(Defect(.utf16, line: 1, keys: document.settings.map(\.key)))
    }
    if decoded.encoding == .utf8WithByteOrderMark, let first = document.settings.first,
      first.line == 1
    {
      document.settings[0].isEffective = false
      document.defects.append(Defect(.byteOrderMark, line: 1, keys: [first.key]))
    }
    document.sortDefects()
    return document
  }

  private static func readShell(
    _ decoded: DecodedText, _ requiresExport: Bool, _ environment: [String: String],
    _ document: inout ConfigurationDocument
  ) {
    var script = ShellScript(Array(decoded.text.utf8), environment: environment)
    var exported: Set<String> = []
    var found: [(name: String, value: ExpandedWord)] = []
    var exportsAll = false
    script.run { command in
      if command.words.isEmpty { found += command.assignments }
      let name = command.words.first?.text
      if name == "set", command.words.dropFirst().first?.text == "-a" { exportsAll = true }
      guard name == "export" || name == "declare" || name == "typeset" else { return }
      for word in command.words.dropFirst() {
        exported.insert(word.assignment?.name ?? word.text.withoutCarriageReturn)
        if let assignment = word.assignment { found.append(assignment) }
      }
    }
    for (name, value) in found {
      let isLost = requiresExport && !exportsAll && !exported.contains(name)
      let line = value.written.line
      document.settings.append(
        Setting(
          key: name, value: ConfiguredValue(value.text), line: line, source: .environment,
          isEffective: !isLost, isKnown: value.isKnown))
      if isLost { document.defects.append(Defect(.notExported, line: line, keys: [name])) }
      if value.text.utf8.last == 0x0D {
        document.defects.append(Defect(.carriageReturns, line: line, keys: [name]))
      }
      if value.written.isCutByOperator {
        document.defects.append(Defect(.shellCharacters, line: line, keys: [name]))
      }
    }
    if let line = script.unbalancedQuoteLine {
      document.defects.append(Defect(.quoteUnbalanced, line: line))
    }
  }

  private static func keepLast(_ document: inout ConfigurationDocument) {
    var last: [String: Int] = [:]
    for index in document.settings.indices where document.settings[index].isEffective {
      if let earlier = last.updateValue(index, forKey: document.settings[index].key) {
        document.settings[earlier].isEffective = false
      }
    }
  }
}
