/// A simple command of a script, with its variables replaced.
struct ShellCommand {
  /// Assignments in front, with the words of their values.
  var assignments: [(name: String, value: ExpandedWord)] = []
  /// The name of the command and its arguments.
  var words: [ExpandedWord] = []
  var line: Int
  var lastLine: Int
  /// What stands between the previous command and this one.
  var precededBy: ShellSeparator
}

/// Follows a script from top to bottom and shows each simple command.
///
/// It does not run anything: branches are all followed, and what they set is unknown afterwards.
struct ShellScript {
  /// The most words that one command may have; further ones are dropped.
  private static let wordLimit = 10_000

  private var lexer: ShellLexer
  private(set) var variables: ShellVariables
  private var expectsPattern = false
  private var caseDepth = 0

  init(
    _ bytes: [UInt8], line: Int = 1, environment: [String: String] = [:],
    isEnvironmentComplete: Bool = false
  ) {
    lexer = ShellLexer(bytes, line: line)
    variables = ShellVariables(environment: environment, isComplete: isEnvironmentComplete)
  }

  /// The line of a quote that nothing closes, once the script was read.
  var unbalancedQuoteLine: Int? { lexer.unbalancedQuoteLine }

  /// Calls `visit` with each command, in order.
  mutating func run(_ visit: (ShellCommand) -> Void) {
    var command: ShellCommand?
    var separator = ShellSeparator.newline
    while let token = lexer.next() {
      switch token {
      case .separator(let next):
        if let command { finish(command, visit) }
        command = nil
        separator = follow(next, after: separator)
      case .word(let word):
        if expectsPattern {
          passPattern(word)
          continue
        }
        if command == nil, isKeyword(word) { continue }
        var open =
          command.take()
          ?? ShellCommand(line: word.line, lastLine: word.line, precededBy: separator)
        add(word, to: &open)
        command = open
      }
    }
    if let command { finish(command, visit) }
  }

  private mutating func follow(
    _ next: ShellSeparator, after previous: ShellSeparator
  ) -> ShellSeparator {
    switch next {
    case .openParenthesis: if !expectsPattern { variables.enterBlock() }
    case .closeParenthesis:
      if expectsPattern {
        expectsPattern = false
        variables.enterBlock()
      } else {
        variables.leaveBlock()
      }
    case .doubleSemicolon:
      if caseDepth > 0 {
        variables.leaveBlock()
        expectsPattern = true
      }
    default: break
    }
    return next
  }

  /// A word among the patterns of a `case`; only its end matters.
  private mutating func passPattern(_ word: ShellWord) {
    if word.plainText?.withoutCarriageReturn == "esac" {
      expectsPattern = false
      caseDepth = max(0, caseDepth - 1)
    }
  }

  /// Follows a reserved word in the place of a command.
  private mutating func isKeyword(_ word: ShellWord) -> Bool {
    guard let text = word.plainText?.withoutCarriageReturn else { return false }
    switch text {
    case "if", "while", "until", "!", "time", "": return true
    case "then", "do", "{":
      variables.enterBlock()
      return true
    case "else", "elif":
      variables.switchBranch()
      if text == "elif" { variables.leaveBlock() }
      return true
    case "fi", "done", "}":
      variables.leaveBlock()
      return true
    case "esac":
      if caseDepth > 0 {
        variables.leaveBlock()
        caseDepth -= 1
      }
      return true
    case "case":
      passCaseHead()
      return true
    case "for", "select":
      if case .word(let name)? = lexer.next(), let text = name.plainText {
        variables.set(text, to: nil)
      }
      return false
    case "function":
      return true
    default: return false
    }
  }

  private mutating func passCaseHead() {
    var count = 0
    while count < 100, let token = lexer.next() {
      count += 1
      if case .word(let word) = token, word.plainText?.withoutCarriageReturn == "in" {
        caseDepth += 1
        expectsPattern = true
        return
      }
    }
  }

  private mutating func add(_ word: ShellWord, to command: inout ShellCommand) {
    command.lastLine = word.lastLine
    if command.words.isEmpty, let assigned = word.assignedName {
      if word.isFollowedByParenthesis {
        _ = lexer.skipBalanced(open: 0x28, close: 0x29)
        variables.set(assigned.name, to: nil)
        return
      }
      let value = word.dropping(assigned.valueOffset)
      var expanded =
        variables.expand(value, splitting: false).first
        ?? ExpandedWord([], isKnown: true, from: value)
      expanded.isKnown = expanded.isKnown || (value.hasBraces && !expanded.hasUnknownPiece)
      if assigned.appends {
        if let old = variables.value(of: assigned.name), variables.spend(old.count) {
          expanded.text = String(decoding: old, as: UTF8.self) + expanded.text
        } else {
          expanded.isKnown = false
        }
      }
      command.assignments.append((assigned.name, expanded))
      return
    }
    let room = Self.wordLimit - command.words.count
    if room > 0 { command.words += variables.expand(word).prefix(room) }
  }

  private mutating func finish(_ command: ShellCommand, _ visit: (ShellCommand) -> Void) {
    visit(command)
    let isConditional = command.precededBy == .and || command.precededBy == .or
    func assign(_ name: String, _ value: ExpandedWord) {
      variables.set(name, to: value.isKnown && !isConditional ? Array(value.text.utf8) : nil)
    }
    if command.words.isEmpty {
      for (name, value) in command.assignments { assign(name, value) }
      return
    }
    guard let name = command.words.first?.text.withoutCarriageReturn else { return }
    switch name {
    case "export", "readonly", "local", "declare", "typeset":
      for word in command.words.dropFirst() {
        guard let assignment = word.assignment else { continue }
        assign(assignment.name, assignment.value)
      }
    case "unset", "read":
      for word in command.words.dropFirst() { variables.set(word.text, to: nil) }
    default: break
    }
  }
}

extension ExpandedWord {
  /// The name and the value, if the word has the form `NAME=value`.
  var assignment: (name: String, value: ExpandedWord)? {
    guard let equals = text.utf8.firstIndex(of: 0x3D) else { return nil }
    let name = text[..<equals]
    guard let first = name.utf8.first, ShellLexer.isNameStart(first),
      name.utf8.allSatisfy(ShellLexer.isNameByte)
    else { return nil }
    var value = self
    value.text = String(text[text.utf8.index(after: equals)...])
    return (String(name), value)
  }
}

extension String {
  /// Without carriage returns at the end, as scripts with the line ends of Windows have them.
  var withoutCarriageReturn: String {
    var text = self[...]
    while text.utf8.last == 0x0D { text = text[..<text.utf8.index(before: text.endIndex)] }
    return String(text)
  }
}
