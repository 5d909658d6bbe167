import PadlockModel

/// The processes of one product.
struct OwnProcesses {
  let all: [RunningProcess]
  /// Those of other installations of the product, and what they started.
  let others: Set<Int>
  /// Those of each of its programs, without what started the programs or runs for a while.
  private let programs: [[RunningProcess]]

  /// Picks the processes that run what one of `marks` names, and those of the service's unit.
  ///
  /// - Parameters:
  ///   - processes: every process that is seen.
  ///   - marks: a path, the end of one, or the name of a class or a package.
  ///   - mainProcess: the unit's main process; it and what it started belong to the product.
  ///   - isElsewhere: whether a process of the product is another installation's.
  init(
    _ processes: [RunningProcess], _ marks: [String], mainProcess: Int? = nil,
    isElsewhere: (RunningProcess) -> Bool = { _ in false }
  ) {
    var named: [Int: String] = [:]
    for process in processes { named[process.id] = Self.mark(of: process, marks) }
    let others = Self.trees(
      of: processes.filter { named[$0.id] != nil && isElsewhere($0) }, processes)
    let unit = Self.trees(of: processes.filter { $0.id == mainProcess }, processes)
    let own = unit.union(named.keys).subtracting(others)
    self.others = others
    all = processes.filter { own.contains($0.id) }
    let running = all.filter { !Self.isShell($0) }
    let marked = running.filter { named[$0.id] != nil }
    let byID = Dictionary(processes.map { ($0.id, $0) }) { first, _ in first }
    let groups = Dictionary(grouping: marked.isEmpty ? running : marked) { process in
      Self.program(of: process, named, byID)
    }
    programs = Array(groups.values)
  }

  /// The processes of the product where it is installed.
  init(
    _ processes: [RunningProcess], of installation: Installation, home: String?,
    _ files: any FileAccess, mainProcess: Int? = nil
  ) {
    let place = InstallationPlace(installation.service.homeArguments, home: home, files)
    self.init(
      processes, Self.marks(of: installation, home: home, files), mainProcess: mainProcess,
      isElsewhere: place.isElsewhere)
  }

  private init(all: [RunningProcess], others: Set<Int>, programs: [[RunningProcess]]) {
    self.all = all
    self.others = others
    self.programs = programs
  }

  /// The processes and all that they started.
  private static func trees(
    of roots: [RunningProcess], _ processes: [RunningProcess]
  ) -> Set<Int> {
    let children = Dictionary(grouping: processes, by: \.parent)
    var waiting = roots
    var reached: Set<Int> = []
    while let process = waiting.popLast() {
      if reached.insert(process.id).inserted { waiting += children[process.id] ?? [] }
    }
    return reached
  }

  /// The mark of the outermost process, of this one and its ancestors, that has one.
  private static func program(
    of process: RunningProcess, _ named: [Int: String], _ byID: [Int: RunningProcess]
  ) -> String? {
    var mark: String?
    var seen: Set<Int> = []
    var next: RunningProcess? = process
    while let process = next, seen.insert(process.id).inserted {
      mark = named[process.id] ?? mark
      next = byID[process.parent]
    }
    return mark
  }

  /// These and others.
  func joined(by others: OwnProcesses) -> OwnProcesses {
    OwnProcesses(
      all: all + others.all.filter { !holds($0.id) }, others: self.others,
      programs: programs + others.programs)
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
    let others = usual.filter { InstallationPlace.areApart($0, home, files) }
    return marks.filter { mark in !others.contains { mark.hasPrefix($0 + "/") } }
      + marks.flatMap { mark in
        usual.filter { mark.hasPrefix($0 + "/") }.map { home + mark.dropFirst($0.count) }
      }
  }

  /// Programs that run the file, or the class, that an argument names.
  ///
  /// Every other program (an editor, a pager, a shell, a copy) that names it only looks at it.
  private static let runtimes: Set<String> = [
    "java", "javaw", "jsvc", "python", "perl", "ruby", "node", "php", "mono", "dotnet", "beam",
  ]

  /// The first mark that names what the process runs.
  private static func mark(of process: RunningProcess, _ marks: [String]) -> String? {
    guard let program = process.arguments.first else { return nil }
    if let mark = marks.first(where: { names(program, $0) }) { return mark }
    guard runtimes.contains(String(TargetPath(program).name.prefix { $0.isASCII && $0.isLetter }))
    else { return nil }
    // What follows the program's own file is the program's, not the runtime's.
    var arguments = process.arguments.dropFirst()
    if let flag = arguments.firstIndex(of: "-jar") {
      arguments = arguments.prefix(through: flag + 1)
    }
    // A class path lists several.
    let parts = arguments.flatMap { $0.split(whereSeparator: { $0 == ":" || $0 == ";" }) }
    return marks.first { mark in parts.contains { names($0, mark) } }
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
    let running = all.filter { !Self.isShell($0) }
    var steps = 0
    while let parent = running.first(where: { $0.id == process.parent }),
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
  var main: RunningProcess? { programs.joined().max(by: Self.isOlder) }

  /// Of several programs the one that runs longest: what was changed since has not reached it.
  ///
  /// A program runs since its newest process was started: a wrapper starts it anew, or a master
  /// starts workers that read the files again.
  var longestRunning: RunningProcess? {
    programs.compactMap { $0.max(by: Self.isOlder) }.min(by: Self.isOlder)
  }

  private static func isOlder(_ a: RunningProcess, _ b: RunningProcess) -> Bool {
    (a.started.secondsSince1970, a.id) < (b.started.secondsSince1970, b.id)
  }
}
