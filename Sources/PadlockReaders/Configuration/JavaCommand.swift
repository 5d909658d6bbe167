/// How a script starts Java: the command that its launch line comes to.
public struct JavaCommand: Equatable, Sendable {
  /// The program that is run, as written if it is in a variable; nil when the line does not say.
  public var executable: String?
  /// The file after `-jar`, if there is one.
  public var jar: String?
  /// The class that is started without `-jar`, if there is one.
  public var mainClass: String?
  /// The line on which the command begins, from 1.
  public var line: Int
  /// The line on which it ends.
  public var lastLine: Int
  /// Whether some words come from variables that are unknown here, and may hold options.
  public var hasUnknownArguments: Bool
}

/// The words of a Java command, told apart by what Java does with them.
struct JavaArguments {
  var executable: ExpandedWord?
  var machineOptions: [ExpandedWord] = []
  var jar: ExpandedWord?
  var mainClass: ExpandedWord?
  var programArguments: [ExpandedWord] = []

  private static let wrappers: Set<String> = [
    "exec", "nohup", "setsid", "command", "env", "sudo", "nice", "ionice", "stdbuf", "time",
    "daemon", "su", "runuser", "start-stop-daemon", "chroot", "authbind",
  ]

  private static let silent: Set<String> = [
    "echo", "printf", "[", "[[", "test", "cp", "mv", "rm", "chmod", "chown", "ls", "cat", "grep",
    "pgrep", "pkill", "kill", "ps", "sed", "awk", "log", "logger", "ln", "touch", "export", "if",
  ]

  private static let takesValue: Set<String> = [
    "-cp", "-classpath", "--class-path", "-p", "--module-path", "--add-opens", "--add-exports",
    "--add-modules", "--add-reads", "--upgrade-module-path", "--limit-modules", "-m", "--module",
  ]

  /// Fails when the words start no Java program.
  init?(_ words: [ExpandedWord]) {
    guard let first = words.first, !Self.silent.contains(Self.baseName(first.text)) else {
      return nil
    }
    let jarOption = words.firstIndex { $0.text == "-jar" }
    guard let start = Self.start(words, before: jarOption) else { return nil }
    executable = start < 0 ? nil : words[start]
    var index = start + 1
    while index < words.count {
      let word = words[index]
      index += 1
      if word.text == "-jar" {
        if index < words.count { jar = words[index] }
        programArguments = Array(words.dropFirst(index + 1))
        return
      }
      if Self.takesValue.contains(word.text) {
        machineOptions += words[index - 1..<min(index + 1, words.count)]
        index += 1
      } else if word.text.hasPrefix("-") || !word.isKnown && jarOption != nil
        || Typography.plainOption(word.text) != nil || Self.isUnknownVariable(word)
      {
        machineOptions.append(word)
      } else {
        mainClass = word
        programArguments = Array(words.dropFirst(index))
        return
      }
    }
  }

  /// Where the Java program stands: -1 when only what follows it can be told.
  private static func start(_ words: [ExpandedWord], before jarOption: Int?) -> Int? {
    let head = words.prefix(jarOption ?? words.count)
    if let java = head.firstIndex(where: isJava) {
      let leading = words[..<java]
      let isCommand =
        leading.isEmpty || jarOption != nil
        || leading.contains { wrappers.contains(baseName($0.text)) }
      return isCommand ? java : nil
    }
    guard let jarOption else { return nil }
    let program = head.firstIndex {
      !wrappers.contains(baseName($0.text)) && !$0.text.hasPrefix("-") && $0.assignment == nil
    }
    return program ?? jarOption - 1
  }

  private static func isJava(_ word: ExpandedWord) -> Bool {
    let name = baseName(word.text.withoutCarriageReturn)
    if ["java", "javaw", "java.exe", "javaw.exe"].contains(name) { return true }
    return word.hasUnknownPiece && word.assignment == nil && !word.text.hasPrefix("-")
      && name.uppercased().contains("JAVA") && !name.uppercased().contains("OPT")
      && !name.uppercased().contains("ARGS")
  }

  private static func isUnknownVariable(_ word: ExpandedWord) -> Bool {
    guard !word.isKnown, word.written.pieces.count == 1 else { return false }
    if case .variable(_, _, .none, _, _)? = word.written.pieces.first { return true }
    return false
  }

  private static func baseName(_ text: String) -> String {
    let separator = text.utf8.lastIndex { $0 == 0x2F || $0 == 0x5C }
    return String(text[(separator.map(text.utf8.index(after:)) ?? text.startIndex)...])
  }
}
