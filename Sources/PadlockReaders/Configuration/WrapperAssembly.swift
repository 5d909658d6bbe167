import PadlockModel

/// Gathers the settings and faults of a wrapper's file while it is read.
struct WrapperAssembly {
  /// A line of one of the numbered series.
  private struct Numbered {
    var key: String
    var number: Int?
    var line: Int
    var setting: Int?
  }

  let series: String
  let arguments: String
  let options: OptionNames
  let dialect: WrapperConfiguration.Dialect
  private var settings: [Setting] = []
  private var defects: [Defect] = []
  private var keyIndex: [String: Int] = [:]
  private var optionOfKey: [String: Int] = [:]
  private var numbered: [Numbered] = []
  private var comments: [TextLine] = []
  private var ignoresGaps = false
  private var firstEntryLine: Int?
  private var firstEntryKeys: [String] = []

  init(
    series: String, arguments: String, options: OptionNames,
    dialect: WrapperConfiguration.Dialect
  ) {
    self.series = series
    self.arguments = arguments
    self.options = options
    self.dialect = dialect
  }

  mutating func readCommons(_ decoded: DecodedText, variables: [String: String]) {
    let file = CommonsProperties(decoded.lines)
    comments = file.comments
    let values = file.entries.map { CommonsValue(raw: $0.rawValue) }
    var known = variables
    for (entry, value) in zip(file.entries, values).reversed() { known[entry.key] = value.first }
    var interpolation = Interpolation(values: known)
    for (entry, value) in zip(file.entries, values) {
      let expanded = interpolation.expand(value.first)
      let key = CommonsValue(raw: entry.key).first
      let names = add(
        key: key, value: expanded.text, line: entry.line,
        isKnown: expanded.isComplete && !value.hasMalformedUnicode)
      let isOption = !names.isEmpty
      if value.isCut, isOption { note(.valueComma, entry.line, names) }
      if value.losesBackslash, isOption { note(.pathBackslashes, entry.line, names) }
      if value.hasMalformedUnicode { note(.malformedUnicodeEscape, entry.line, names) }
    }
  }

  mutating func readTanuki(_ decoded: DecodedText, variables: [String: String]) {
    let values = TanukiValue(variables: variables)
    for line in decoded.lines {
      let text = line.trimmed
      guard let first = text.utf8.first else { continue }
      if first == 0x23 {
        comments.append(line)
        continue
      }
      let uncommented = TanukiValue.withoutComment(text)
      let equals = uncommented.firstIndex(of: "=") ?? uncommented.endIndex
      let key = String(uncommented[..<equals].trimmingJavaSpace)
      let value = values.expand(uncommented[equals...].dropFirst().trimmingJavaSpace)
      if key.lowercased() == "wrapper.ignore_sequence_gaps" {
        ignoresGaps = value.text.lowercased() == "true"
      }
      _ = add(key: key, value: value.text, line: line.number, isKnown: value.isComplete)
    }
  }

  /// Adds a key with its final value; returns the names of the options that it holds.
  private mutating func add(key: String, value: String, line: Int, isKnown: Bool) -> [String] {
    let isFirst = firstEntryLine == nil
    if isFirst { firstEntryLine = line }
    let names = addEntry(key: key, value: value, line: line, isKnown: isKnown)
    if isFirst { firstEntryKeys = names.isEmpty ? [key] : names }
    return names
  }

  private mutating func addEntry(
    key: String, value: String, line: Int, isKnown: Bool
  ) -> [String] {
    if key.isEmpty || key.hasPrefix("-D") || key.hasPrefix("--") {
      return addKeyless(key: key, value: value, line: line)
    }
    let wins = claim(key, line: line)
    settings.append(
      Setting(
        key: key, value: ConfiguredValue(value), line: line, isEffective: wins, isKnown: isKnown))
    let isOptionSeries = isMember(key, of: series)
    guard isOptionSeries || isMember(key, of: arguments) else {
      return noteWrongKey(key: key, value: value, line: line)
    }
    var member = Numbered(key: key, number: number(of: key), line: line, setting: nil)
    defer { if isOptionSeries { numbered.append(member) } }
    let text = WrittenOption.strippingQuotes(value)
    let plain = Typography.plainOption(text)
    guard let option = WrittenOption(plain ?? text) else {
      let names = options.mentioned(in: "-D" + text)
      if isOptionSeries, !options.prefixes.isEmpty, !names.isEmpty {
        note(.wrongOptionForm, line, names)
      }
      return names
    }
    let hasForm = isOptionSeries == (option.source == .systemProperty)
    if !hasForm, options.contains(option.name) { note(.wrongOptionForm, line, [option.name]) }
    if plain != nil { note(.typographicDash, line, [option.name]) }
    let joined = options.occurrences(in: option.value).map(\.name)
    if !options.prefixes.isEmpty, !joined.isEmpty {
      note(.optionsJoined, line, [option.name] + joined)
    }
    member.setting = settings.count
    optionOfKey[key] = settings.count
    settings.append(
      Setting(
        key: option.name, value: ConfiguredValue(WrittenOption.strippingQuotes(option.value)),
        line: line, source: option.source, isEffective: wins && hasForm && plain == nil,
        isKnown: isKnown))
    return [option.name]
  }

  /// A line that begins with `=` or with the option itself: the program reads another key.
  private mutating func addKeyless(key: String, value: String, line: Int) -> [String] {
    let written = key.isEmpty ? value : "\(key)=\(value)"
    guard let option = WrittenOption(WrittenOption.strippingQuotes(written)) else { return [] }
    note(.lineWithoutKey, line, [option.name])
    settings.append(
      Setting(
        key: option.name, value: ConfiguredValue(WrittenOption.strippingQuotes(option.value)),
        line: line, source: option.source, isEffective: false))
    return [option.name]
  }

  private mutating func noteWrongKey(key: String, value: String, line: Int) -> [String] {
    guard !options.prefixes.isEmpty, let option = WrittenOption(value),
      options.contains(option.name)
    else { return [] }
    note(.wrongKey, line, [option.name])
    settings.append(
      Setting(
        key: option.name, value: ConfiguredValue(option.value), line: line, source: option.source,
        isEffective: false))
    return [option.name]
  }

  /// Whether the value of `key` on this line counts, now that `key` is seen again or at first.
  private mutating func claim(_ key: String, line: Int) -> Bool {
    guard let earlier = keyIndex[key] else {
      keyIndex[key] = settings.count
      return true
    }
    guard dialect == .tanuki else { return false }
    settings[earlier].isEffective = false
    if let option = optionOfKey[key] { settings[option].isEffective = false }
    keyIndex[key] = settings.count
    return true
  }

  private func isMember(_ key: String, of series: String) -> Bool {
    guard key.hasPrefix(series) else { return false }
    let rest = key.dropFirst(series.count)
    return rest.isEmpty || rest.first == "."
  }

  private func number(of key: String) -> Int? {
    Int(key.dropFirst(series.count + 1))
  }

  private mutating func note(_ kind: DefectKind, _ line: Int, _ keys: [String], loses: Bool = true)
  {
    defects.append(Defect(kind, line: line, keys: keys, losesSettings: loses))
  }

  /// Judges the whole file and returns its document.
  mutating func finish(_ decoded: DecodedText) -> ConfigurationDocument {
    noteDuplicates()
    noteGap()
    keepLastOption()
    noteEncoding(decoded)
    noteComments()
    var document = ConfigurationDocument(
      settings: settings, defects: defects, encoding: decoded.encoding,
      usesCarriageReturns: decoded.usesCarriageReturns)
    document.sortDefects()
    return document
  }

  private mutating func noteDuplicates() {
    var first: [String: Numbered] = [:]
    for member in numbered {
      guard let earlier = first[member.key] else {
        first[member.key] = member
        continue
      }
      let names = [earlier, member].compactMap { $0.setting.map { settings[$0].key } }
      let same =
        earlier.setting.map { settings[$0].value } == member.setting.map { settings[$0].value }
        && Set(names).count == 1
      note(.numberDuplicate, member.line, names, loses: !same)
    }
  }

  /// A gap is harmless to YAJSW; Tanuki stops reading there, unless it is told otherwise.
  private mutating func noteGap() {
    let members = numbered.filter { $0.number != nil }.sorted {
      ($0.number ?? 0, $0.line) < ($1.number ?? 0, $1.line)
    }
    var expected = 1
    var stops = false
    var noted = false
    for member in members {
      guard let number = member.number else { continue }
      if number > expected || number < 1, !noted {
        noted = true
        stops = dialect == .tanuki && !ignoresGaps
        let lost = stops ? members.filter { ($0.number ?? 0) >= number } : [member]
        note(
          .numberGap, member.line, lost.compactMap { $0.setting.map { settings[$0].key } },
          loses: stops)
      }
      if stops, let index = member.setting { settings[index].isEffective = false }
      expected = max(expected, number == Int.max ? number : number + 1)
    }
  }

  /// Of one property under several numbers the virtual machine takes the last.
  private mutating func keepLastOption() {
    var order = numbered
    if dialect == .tanuki { order.sort { ($0.number ?? 0) < ($1.number ?? 0) } }
    var last: [String: Int] = [:]
    for member in order {
      guard let index = member.setting, settings[index].isEffective else { continue }
      if let earlier = last.updateValue(index, forKey: settings[index].key) {
        settings[earlier].isEffective = false
      }
    }
  }

  private mutating func noteEncoding(_ decoded: DecodedText) {
    if decoded.encoding.isUTF16 {
      for index in settings.indices { settings[index].isEffective = false }
      note(.utf16, 1, optionKeys)
    }
    let firstLine = decoded.text.prefix { !$0.isNewline }
    let isComment = Substring(firstLine).trimmingJavaSpace.first.map { "#!".contains($0) } ?? true
    if decoded.encoding == .utf8WithByteOrderMark, firstEntryLine == 1, !isComment {
      for index in settings.indices where settings[index].line == 1 {
        settings[index].isEffective = false
      }
      note(.byteOrderMark, 1, firstEntryKeys)
    }
  }

  private var optionKeys: [String] {
    settings.filter { $0.source != .property && options.contains($0.key) }.map(\.key)
  }

  private mutating func noteComments() {
    let set = Set(settings.filter(\.isEffective).map(\.key))
    for line in comments {
      let names = options.mentioned(in: line.text).filter { !set.contains($0) }
      guard !names.isEmpty, looksLikeOption(line.trimmed) else { continue }
      note(.linesCommented, line.number, names)
    }
  }

  /// Whether a comment holds an option line, with or without its key, and not just prose.
  private func looksLikeOption(_ comment: Substring) -> Bool {
    let text = comment.drop { "#! \t".contains($0) }
    return text.hasPrefix("-D") || text.hasPrefix("--") || text.hasPrefix("=")
      || isMember(String(text.prefix { !"= \t:".contains($0) }), of: series)
      || isMember(String(text.prefix { !"= \t:".contains($0) }), of: arguments)
  }
}
