import PadlockModel

/// Reads systemd unit files and merges their drop-ins (systemd.unit(5), systemd.syntax(7)).
///
/// ```
/// [Service]
/// User=xmatters
/// ExecStart=/opt/xmatters/xa/bin/systemd.start.sh
/// ```
/// yields the settings `Service.User` and `Service.ExecStart`. A list such as `Service.ExecStart`
/// or `Service.EnvironmentFile` keeps all its values; an empty one drops those before it.
public enum UnitFile {
  private static let lists: Set<String> = [
    "ExecStart", "ExecStartPre", "ExecStartPost", "ExecStop", "ExecStopPost", "ExecReload",
    "ExecCondition", "Environment", "EnvironmentFile", "PassEnvironment", "UnsetEnvironment",
    "After", "Before", "Requires", "Wants", "BindsTo", "Conflicts", "WantedBy", "RequiredBy",
    "Alias", "ReadWritePaths", "ReadOnlyPaths", "InaccessiblePaths", "SupplementaryGroups",
    "AmbientCapabilities", "CapabilityBoundingSet", "LoadCredential", "SetCredential",
  ]

  /// Reads one file, at most ``ConfigurationLimit/bytes``.
  ///
  /// - Throws: ``ReaderFailure`` when the file is too large.
  public static func parse(bytes: [UInt8]) throws(ReaderFailure) -> ConfigurationDocument {
    try ConfigurationLimit.check(bytes.count)
    let decoded = DecodedText(bytes)
    var document = ConfigurationDocument(
      encoding: decoded.encoding, usesCarriageReturns: decoded.usesCarriageReturns)
    var section = ""
    for line in logicalLines(decoded.lines) {
      if line.text.hasPrefix("["), line.text.hasSuffix("]") {
        section = String(line.text.dropFirst().dropLast())
        continue
      }
      guard let equals = line.text.firstIndex(of: "="), equals > line.text.startIndex,
        !section.isEmpty
      else {
        document.defects.append(Defect(.lineIgnored, line: line.number))
        continue
      }
      let name = line.text[..<equals].trimmingJavaSpace
      let value = line.text[line.text.index(after: equals)...].trimmingJavaSpace
      document.settings.append(
        Setting(
          key: "\(section).\(name)", value: ConfiguredValue(String(value)), line: line.number))
    }
    mark(&document)
    return document
  }

  /// The unit that a file and its drop-ins make together, in the order systemd reads them.
  ///
  /// Each setting's ``Setting/document`` tells which of `documents` it comes from.
  public static func merge(_ documents: [ConfigurationDocument]) -> ConfigurationDocument {
    var merged = documents.first ?? ConfigurationDocument()
    merged.settings = documents.enumerated().flatMap { number, document in
      document.settings.map { setting in
        var copy = setting
        copy.document = number
        return copy
      }
    }
    merged.defects = documents.flatMap(\.defects)
    merged.usesCarriageReturns = documents.contains(where: \.usesCarriageReturns)
    mark(&merged)
    return merged
  }

  /// The program and arguments of an `ExecStart` value, without the prefixes `@ - : + !`.
  public static func command(_ value: ConfiguredValue) -> [String] {
    let text = value.text.drop { "@-:+!|".contains($0) }
    return words(text)
  }

  /// The variables that the effective `Service.Environment` lines of a unit set.
  public static func environment(of document: ConfigurationDocument) -> [Setting] {
    var settings: [Setting] = []
    var last: [String: Int] = [:]
    for line in document.settings where line.isEffective && line.key == "Service.Environment" {
      for word in words(line.value.text[...]) {
        guard let equals = word.firstIndex(of: "=") else { continue }
        let name = String(word[..<equals])
        if let earlier = last.updateValue(settings.count, forKey: name) {
          settings[earlier].isEffective = false
        }
        settings.append(
          Setting(
            key: name, value: ConfiguredValue(String(word[word.index(after: equals)...])),
            line: line.line, source: .environment, document: line.document))
      }
    }
    return settings
  }

  private static func mark(_ document: inout ConfigurationDocument) {
    var live: [String: [Int]] = [:]
    for index in document.settings.indices {
      let setting = document.settings[index]
      let isList = lists.contains(String(setting.key.split(separator: ".").last ?? ""))
      if isList, !setting.value.isEmpty {
        live[setting.key, default: []].append(index)
        document.settings[index].isEffective = true
      } else {
        for earlier in live[setting.key] ?? [] { document.settings[earlier].isEffective = false }
        document.settings[index].isEffective = !setting.value.isEmpty
        live[setting.key] = [index]
      }
    }
  }

  private static func logicalLines(_ lines: [TextLine]) -> [(number: Int, text: String)] {
    var result: [(Int, String)] = []
    var start: Int?
    var joined = ""
    for line in lines {
      let text = line.trimmed
      let isComment = text.utf8.first == 0x23 || text.utf8.first == 0x3B
      if isComment || (text.isEmpty && start == nil) { continue }
      let number = start ?? line.number
      if text.utf8.last == 0x5C {
        start = number
        joined += text.dropLast()
        joined += " "
        continue
      }
      result.append((number, joined + text))
      start = nil
      joined = ""
    }
    if let start { result.append((start, joined)) }
    return result
  }

  private static func words(_ text: Substring) -> [String] {
    var words: [String] = []
    var word = Substring.UnicodeScalarView()
    var quote: Unicode.Scalar?
    var escaped = false
    for scalar in text.unicodeScalars {
      if quote == nil, !escaped, scalar == " " || scalar == "\t" {
        if !word.isEmpty { words.append(SystemdEnvironment.unquoted(Substring(word))) }
        word = Substring.UnicodeScalarView()
        continue
      }
      word.append(scalar)
      if escaped {
        escaped = false
      } else if scalar == "\\" {
        escaped = quote != "'"
      } else if let open = quote {
        if scalar == open { quote = nil }
      } else if scalar == "\"" || scalar == "'" {
        quote = scalar
      }
    }
    if !word.isEmpty { words.append(SystemdEnvironment.unquoted(Substring(word))) }
    return words
  }
}
