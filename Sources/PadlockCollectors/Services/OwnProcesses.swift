import PadlockModel

/// The processes of one product.
struct OwnProcesses {
  let all: [RunningProcess]

  /// Picks the processes that run what one of `marks` names, and those of the service's unit.
  ///
  /// - Parameters:
  ///   - processes: every process that is seen.
  ///   - marks: a path, the end of one, or the name of a class or a package.
  ///   - mainProcess: the unit's main process; it and what it started belong to the product.
  init(_ processes: [RunningProcess], _ marks: [String], mainProcess: Int? = nil) {
    var own = Set(processes.filter { Self.runs($0, marks) }.map(\.id))
    if let mainProcess {
      let children = Dictionary(grouping: processes, by: \.parent)
      var waiting = processes.filter { $0.id == mainProcess }
      var reached: Set<Int> = []
      while let process = waiting.popLast() {
        if reached.insert(process.id).inserted { waiting += children[process.id] ?? [] }
      }
      own.formUnion(reached)
    }
    all = processes.filter { own.contains($0.id) }
  }

  private init(all: [RunningProcess]) { self.all = all }

  /// These and others.
  func joined(by others: OwnProcesses) -> OwnProcesses {
    OwnProcesses(all: all + others.all.filter { !holds($0.id) })
  }

  /// The marks of a product where it is installed: those below its usual home lie below its own.
  ///
  /// Where the usual home is another folder than its own, what runs there is an installation that is
  /// not looked at.
  static func marks(
    of installation: Installation, home: String?, _ files: any FileAccess
  ) -> [String] {
    let marks = installation.service.process
    guard let home else { return marks }
    let usual = installation.homes.filter { $0 != home }
    let others = usual.filter { areApart($0, home, files) }
    return marks.filter { mark in !others.contains { mark.hasPrefix($0 + "/") } }
      + marks.flatMap { mark in
        usual.filter { mark.hasPrefix($0 + "/") }.map { home + mark.dropFirst($0.count) }
      }
  }

  /// Whether the two are folders, and not one by two paths.
  private static func areApart(_ a: String, _ b: String, _ files: any FileAccess) -> Bool {
    guard case .folder(let first) = files.status(of: a), let one = first.identity,
      case .folder(let second) = files.status(of: b), let other = second.identity
    else { return false }
    return one != other
  }

  /// Programs that run the file, or the class, that an argument names.
  ///
  /// Every other program (an editor, a pager, a shell, a copy) that names it only looks at it.
  private static let runtimes: Set<String> = [
    "java", "javaw", "jsvc", "python", "perl", "ruby", "node", "php", "mono", "dotnet", "beam",
  ]

  private static func runs(_ process: RunningProcess, _ marks: [String]) -> Bool {
    guard let program = process.arguments.first else { return false }
    if marks.contains(where: { names(program, $0) }) { return true }
    guard runtimes.contains(String(TargetPath(program).name.prefix { $0.isASCII && $0.isLetter }))
    else { return false }
    // What follows the program's own file is the program's, not the runtime's.
    var arguments = process.arguments.dropFirst()
    if let flag = arguments.firstIndex(of: "-jar") {
      arguments = arguments.prefix(through: flag + 1)
    }
    return arguments.contains { argument in
      // A class path lists several.
      argument.split(whereSeparator: { $0 == ":" || $0 == ";" }).contains { part in
        marks.contains { names(part, $0) }
      }
    }
  }

  /// Whether the text is the mark, a path that ends with it, or a class of the package it names.
  private static func names(_ text: some StringProtocol, _ mark: String) -> Bool {
    if !mark.contains(where: { "/\\".contains($0) }), mark.contains("."), !mark.hasSuffix(".jar"),
      text.hasPrefix(mark + ".")
    {
      return true
    }
    // A title that a program gives itself, such as `name: master process`.
    if mark.contains(": "), text == mark || text.hasPrefix(mark + " ") { return true }
    guard !mark.isEmpty, text.hasSuffix(mark) else { return false }
    return text.count == mark.count
      || text.dropLast(mark.count).last.map { "/\\".contains($0) } == true
  }

  /// Whether the process is one of them.
  func holds(_ id: Int) -> Bool { all.contains { $0.id == id } }

  private static let shells: Set<String> = ["sh", "bash", "dash", "ksh", "su", "sudo", "env"]

  /// The one that started the others and reads the files for them, where it titles itself so; else
  /// the program itself.
  var first: RunningProcess? {
    guard var process = main else { return nil }
    let programs = all.filter { !Self.isShell($0) }
    var steps = 0
    while let parent = programs.first(where: { $0.id == process.parent }),
      parent.arguments.first?.contains(": ") == true, steps < 100
    {
      process = parent
      steps += 1
    }
    return process
  }

  private static func isShell(_ process: RunningProcess) -> Bool {
    guard let program = process.arguments.first else { return true }
    return shells.contains(TargetPath(program).name)
  }

  /// The program itself, not the shell that started it; of several the newest.
  var main: RunningProcess? {
    all.filter { !Self.isShell($0) }.max {
      ($0.started.secondsSince1970, $0.id) < ($1.started.secondsSince1970, $1.id)
    }
  }
}
