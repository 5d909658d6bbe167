import PadlockModel

/// Gathers the settings and faults of a launch line.
struct LaunchAssembly {
  let options: OptionNames
  private var settings: [Setting] = []
  private var defects: [Defect] = []
  private var command: JavaCommand?
  private var shellKeys: Set<String> = []

  init(options: OptionNames) {
    self.options = options
  }

  mutating func add(_ search: LaunchSearch) {
    if let line = search.unbalancedQuoteLine { note(.quoteUnbalanced, line, []) }
    guard let (launch, java) = search.launch else {
      note(.noLaunchLine, 1, [])
      if let orphan = search.orphan { addLost(orphan.words) }
      return
    }
    addEnvironment(search.exported + launch.assignments)
    addMachineOptions(java.machineOptions)
    addProgramArguments(java)
    addFollowers(search.followers, after: launch)
    let arguments = java.machineOptions + java.programArguments
    command = JavaCommand(
      executable: java.executable?.text, jar: java.jar?.text, mainClass: java.mainClass?.text,
      line: launch.line, lastLine: launch.lastLine,
      hasUnknownArguments: arguments.contains { !$0.isKnown && WrittenOption($0.text) == nil })
  }

  private mutating func addEnvironment(_ variables: [(name: String, value: ExpandedWord)]) {
    var last: [String: Int] = [:]
    for (name, value) in variables {
      if let earlier = last.updateValue(settings.count, forKey: name) {
        settings[earlier].isEffective = false
      }
      settings.append(
        Setting(
          key: name, value: ConfiguredValue(value.text), line: value.written.line,
          source: .environment, isKnown: value.isKnown))
    }
  }

  private mutating func addMachineOptions(_ words: [ExpandedWord]) {
    var last: [String: Int] = [:]
    for word in words {
      guard let option = option(in: word) else { continue }
      if option.source == .argument {
        guard isOfInterest(option.name) else { continue }
        note(.argumentBeforeJar, word.written.line, [option.name])
        append(option, word, isEffective: false)
        continue
      }
      inspect(word, option)
      let counts = !hasTypographicDash(word)
      if counts, let earlier = last.updateValue(settings.count, forKey: option.name) {
        settings[earlier].isEffective = false
      }
      append(option, word, isEffective: counts)
    }
  }

  private mutating func addProgramArguments(_ java: JavaArguments) {
    if let target = java.jar ?? java.mainClass { inspectTarget(target) }
    var previous: (option: WrittenOption, word: ExpandedWord)?
    var indices: [String: [Int]] = [:]
    for word in java.programArguments {
      guard let option = option(in: word) else {
        if let (option, owner) = previous, isStray(word, after: owner) {
          noteShell(option.name, owner.written.line)
        }
        previous = nil
        continue
      }
      previous = isOfInterest(option.name) ? (option, word) : nil
      if option.source == .systemProperty {
        guard isOfInterest(option.name) else { continue }
        note(.systemPropertyAfterJar, word.written.line, [option.name])
        append(option, word, isEffective: false)
        continue
      }
      inspect(word, option)
      let counts = !hasTypographicDash(word)
      if counts { indices[option.name, default: []].append(settings.count) }
      append(option, word, isEffective: counts)
    }
    joinRepeated(indices)
  }

  /// Spring joins the values of an option that is given twice, with a comma.
  private mutating func joinRepeated(_ indices: [String: [Int]]) {
    for index in settings.indices
    where settings[index].source == .systemProperty && indices[settings[index].key] != nil {
      settings[index].isEffective = false
    }
    for (name, places) in indices {
      guard places.count > 1, let last = places.last else { continue }
      let joined = places.map { settings[$0].value.text }.joined(separator: ",")
      for index in places.dropLast() { settings[index].isEffective = false }
      settings[last].value = ConfiguredValue(joined)
      settings[last].isKnown = places.allSatisfy { settings[$0].isKnown }
      note(.optionRepeated, settings[last].line, [name])
    }
  }

  private mutating func addFollowers(_ followers: [ShellCommand], after launch: ShellCommand) {
    var sawBreak = false
    for (index, follower) in followers.enumerated() {
      let names = follower.words.compactMap { option(in: $0)?.name }.filter(isOfInterest)
      let begins =
        follower.words.first.flatMap(option(in:)) != nil
        || (index == 0 && !options.prefixes.isEmpty)
      if begins, follower.precededBy == .newline, !names.isEmpty, index == 0 || sawBreak {
        if !sawBreak { note(.lineBroken, follower.line, names) }
        sawBreak = true
        addLost(follower.words)
      } else if follower.precededBy != .newline, follower.line <= launch.lastLine {
        addLost(follower.words)
      }
    }
  }

  /// Options that never reach Java.
  private mutating func addLost(_ words: [ExpandedWord]) {
    for word in words {
      guard let option = option(in: word), isOfInterest(option.name) else { continue }
      append(option, word, isEffective: false)
    }
  }

  private mutating func append(_ option: WrittenOption, _ word: ExpandedWord, isEffective: Bool) {
    settings.append(
      Setting(
        key: option.name, value: ConfiguredValue(option.value), line: word.written.line,
        source: option.source, isEffective: isEffective, isKnown: word.isKnown))
  }

  private func option(in word: ExpandedWord) -> WrittenOption? {
    WrittenOption(Typography.plainOption(word.text) ?? word.text)
  }

  private func hasTypographicDash(_ word: ExpandedWord) -> Bool {
    Typography.plainOption(word.text) != nil
  }

  private func isOfInterest(_ name: String) -> Bool { options.contains(name) }

  /// Whether a word after an option is what a blank cut off its value.
  private func isStray(_ word: ExpandedWord, after owner: ExpandedWord) -> Bool {
    guard word.written != owner.written, word.written.line == owner.written.lastLine,
      !word.text.hasPrefix("-"), word.isKnown, !word.text.withoutCarriageReturn.isEmpty
    else { return false }
    return word.written.pieces.allSatisfy {
      if case .literal(_, .none) = $0 { true } else { false }
    }
  }

  private mutating func inspectTarget(_ word: ExpandedWord) {
    let names = options.occurrences(in: word.text).map(\.name)
    if !options.prefixes.isEmpty, !names.isEmpty {
      note(.missingSpace, word.written.line, names)
    }
    if word.text.utf8.last == 0x0D { note(.carriageReturns, word.written.line, []) }
    if word.text.unicodeScalars.contains(where: Typography.isSpace) {
      note(.typographicSpace, word.written.line, names)
    }
  }

  /// Looks for what the shell, or a word processor, did to an option.
  private mutating func inspect(_ word: ExpandedWord, _ option: WrittenOption) {
    let line = word.written.line
    guard isOfInterest(option.name) else { return }
    if hasTypographicDash(word) { note(.typographicDash, line, [option.name]) }
    if option.value.unicodeScalars.contains(where: Typography.isQuote) {
      note(.typographicQuote, line, [option.name])
    }
    if option.value.unicodeScalars.contains(where: Typography.isSpace) {
      note(.typographicSpace, line, [option.name])
    }
    if word.text.utf8.last == 0x0D { note(.carriageReturns, line, [option.name]) }
    let inner = options.prefixes.isEmpty ? [] : options.occurrences(in: option.value)
    let bytes = Array(option.value.utf8)
    for (offset, name) in inner {
      let isApart = offset == 0 || bytes[offset - 1] == 0x20 || bytes[offset - 1] == 0x09
      note(isApart ? .optionsJoined : .missingSpace, line, [option.name, name])
    }
    if word.written.isChangedByShell(isKnown: word.isKnown) { noteShell(option.name, line) }
  }

  private mutating func noteShell(_ name: String, _ line: Int) {
    if shellKeys.insert("\(line) \(name)").inserted { note(.shellCharacters, line, [name]) }
  }

  private mutating func note(_ kind: DefectKind, _ line: Int, _ keys: [String]) {
    defects.append(Defect(kind, line: line, keys: keys))
  }

  /// Judges the file as a whole and returns what was read.
  mutating func finish(_ decoded: DecodedText, markers: [String]) -> LaunchReading {
    let lines = decoded.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    if let first = lines.first, first.starts(with: "#!".utf8), first.last == 0x0D {
      note(.carriageReturns, 1, [])
    }
    if decoded.encoding.isUTF16 {
      for index in settings.indices { settings[index].isEffective = false }
      note(.utf16, 1, settings.map(\.key))
    }
    if decoded.encoding == .utf8WithByteOrderMark, lines.first?.starts(with: "#!".utf8) == true {
      note(.byteOrderMark, 1, [])
    }
    let set = Set(settings.filter(\.isEffective).map(\.key))
    for (index, line) in lines.enumerated() where !options.prefixes.isEmpty {
      guard line.first(where: { $0 != 0x20 && $0 != 0x09 }) == 0x23 else { continue }
      let names = options.mentioned(in: String(Substring(line))).filter { !set.contains($0) }
      if !names.isEmpty { note(.linesCommented, index + 1, names) }
    }
    var document = ConfigurationDocument(
      settings: settings, defects: defects, encoding: decoded.encoding,
      usesCarriageReturns: decoded.usesCarriageReturns)
    document.sortDefects()
    return LaunchReading(command: command, document: document)
  }
}
