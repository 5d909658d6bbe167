/// Finds the command of a script that starts Java, and what belongs to it.
struct LaunchSearch {
  /// How many commands after the launch line are looked at for options that fell off it.
  private static let followerLimit = 40

  private(set) var launch: (command: ShellCommand, java: JavaArguments)?
  /// Commands after the launch line, in order.
  private(set) var followers: [ShellCommand] = []
  /// Variables that are exported before the launch line.
  var exported: [(name: String, value: ExpandedWord)] {
    Array(currentExports.prefix(exportsBeforeLaunch))
  }
  private(set) var unbalancedQuoteLine: Int?
  /// A command that begins with options and has no launch line before it.
  private(set) var orphan: ShellCommand?

  private var rank = -1
  private var exportsBeforeLaunch = 0
  private var currentExports: [(name: String, value: ExpandedWord)] = []
  private var exportedNames: Set<String> = []
  private var assignments: [String: ExpandedWord] = [:]

  init(
    _ bytes: [UInt8], markers: [String], environment: [String: String],
    isEnvironmentComplete: Bool
  ) {
    search(
      bytes, line: 1, markers: markers, environment: environment,
      isEnvironmentComplete: isEnvironmentComplete, depth: 0)
  }

  private mutating func search(
    _ bytes: [UInt8], line: Int, markers: [String], environment: [String: String],
    isEnvironmentComplete: Bool, depth: Int
  ) {
    var script = ShellScript(
      bytes, line: line, environment: environment, isEnvironmentComplete: isEnvironmentComplete)
    var quoted: [ExpandedWord] = []
    script.run { command in
      consider(command, markers: markers)
      collectExports(command)
      for word in command.words.dropFirst() where depth < 2 && word.text.contains(" ") {
        let holdsJava = word.text.contains("-jar ") || word.text.contains("java ")
        if holdsJava, quoted.count < 16 { quoted.append(word) }
      }
    }
    if depth == 0 { unbalancedQuoteLine = script.unbalancedQuoteLine }
    for word in quoted where rank < 1 {
      search(
        Array(word.text.utf8), line: word.written.line, markers: markers, environment: environment,
        isEnvironmentComplete: isEnvironmentComplete, depth: depth + 1)
    }
  }

  private mutating func consider(_ command: ShellCommand, markers: [String]) {
    guard let java = JavaArguments(command.words) else {
      if launch != nil, followers.count < Self.followerLimit { followers.append(command) }
      if launch == nil, command.words.first?.text.hasPrefix("--") == true { orphan = command }
      return
    }
    let hasMarker =
      markers.isEmpty
      || command.words.contains { word in markers.contains { word.text.contains($0) } }
    let candidate = hasMarker ? 1 : 0
    guard candidate >= rank else {
      if followers.count < Self.followerLimit { followers.append(command) }
      return
    }
    rank = candidate
    launch = (command, java)
    followers = []
    exportsBeforeLaunch = currentExports.count
  }

  private mutating func collectExports(_ command: ShellCommand) {
    guard currentExports.count < 10_000 else { return }
    if command.words.isEmpty {
      for (name, value) in command.assignments {
        assignments[name] = value
        if exportedNames.contains(name) {
          currentExports.append((name, value))
        }
      }
    } else if command.words.first?.text == "export" {
      for word in command.words.dropFirst() {
        exportedNames.insert(word.assignment?.name ?? word.text)
        if let assignment = word.assignment {
          currentExports.append(assignment)
        } else if let value = assignments[word.text] {
          currentExports.append((word.text, value))
        }
      }
    }
  }
}
