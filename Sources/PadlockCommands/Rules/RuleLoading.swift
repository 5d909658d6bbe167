import Foundation
import OpenSSLBridge
import PadlockCollectors
import PadlockModel
import PadlockRules

/// Brings the rules in: those of `--rules`, or those built in with the packs that this machine adds.
enum RuleLoading {
  /// Folders of which every pack is added to the rules built in.
  static func addedFolders(_ environment: [String: String]) -> [String] {
    let home = environment["HOME"].map { $0 + "/.config" }
    let user = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home
    return ["/etc/padlock/rules"] + (user.map { [$0 + "/padlock/rules"] } ?? [])
  }

  /// The rules to diagnose with.
  ///
  /// - Throws: `CommandFailure` 65 where a rules file is broken, with every error.
  static func rules(_ folders: [String]) throws -> RuleSet {
    if folders.isEmpty {
      let added = addedFolders(ProcessInfo.processInfo.environment).filter(isFolder)
      let embedded = try embedded()
      return added.isEmpty ? embedded : merge(embedded, try usable(loaded(added)))
    }
    return try usable(loaded(folders))
  }

  /// What is built in, read once.
  private static let builtIn = Result { try EmbeddedRules.load() }

  /// Begins to read the rules built in, which takes about as long as parsing the command line does.
  ///
  /// On a thread of its own: a task would have Dispatch ask for descriptors before anybody can say
  /// that there are none left.
  static func readAhead() {
    Thread.detachNewThread { _ = builtIn }
  }

  /// The rules built in.
  static func embedded() throws -> RuleSet {
    do {
      return try builtIn.get()
    } catch {
      throw CommandFailure.bug("this is a bug in Padlock: its own rules do not load (\(error))")
    }
  }

  /// The folders of rules to work on: those named, else `rules` where the command is given.
  static func folders(_ options: RuleOptions) throws -> [String] {
    if !options.rules.isEmpty { return options.rules }
    guard isFolder("rules") else {
      throw CommandFailure.usage("there is no folder 'rules' here: name one with --rules")
    }
    return ["rules"]
  }

  /// What the folders hold, with every problem.
  static func loaded(_ folders: [String]) throws -> LoadedRules {
    var files: [RuleFile] = []
    for folder in folders {
      guard isFolder(folder) else {
        throw CommandFailure.usage("--rules \(folder): there is no such folder")
      }
      files += try read(folder)
    }
    guard !files.isEmpty else {
      throw CommandFailure.brokenRules(
        "\(folders.joined(separator: ", ")): no rules file is in it; a pack is a folder with "
          + "rules.yml, product.yml, symptoms.yml or questions.yml")
    }
    return RuleLoader.load(files, digest: digest(of: files))
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// A larger file is cut here, so that the loader refuses it with its own words.
  private static let limit = (4 << 20) + 1

  private static func read(_ folder: String) throws -> [RuleFile] {
    let root =
      folder.hasPrefix("/") ? folder : FileManager.default.currentDirectoryPath + "/" + folder
    let access = TargetFiles.live()
    var files: [RuleFile] = []
    for name in (try? access.names(in: root)) ?? [] {
      let names = RuleFileKind(path: name) != nil ? [name] : inside(name, root, access)
      for path in names where RuleFileKind(path: path) != nil {
        let shown = folder + "/" + path
        do throws(FileFailure) {
          files.append(
            RuleFile(
              path: path, shownAs: shown,
              bytes: try access.contents(of: root + "/" + path, limit: limit)))
        } catch {
          throw CommandFailure.brokenRules("\(shown): \(FailureWords.text(error))")
        }
      }
    }
    return files
  }

  private static func inside(_ pack: String, _ root: String, _ access: TargetFiles) -> [String] {
    ((try? access.names(in: root + "/" + pack)) ?? []).map { pack + "/" + $0 }
  }

  private static func digest(of files: [RuleFile]) -> String {
    var bytes: [UInt8] = []
    for file in files.sorted(by: { $0.path < $1.path }) {
      bytes += Array(file.path.utf8) + [0] + file.bytes + [0]
    }
    return sha256Hexadecimal(of: bytes)
  }

  private static func usable(_ loaded: LoadedRules) throws -> RuleSet {
    if let rules = loaded.usable { return rules }
    let errors = loaded.problems.filter { $0.gravity == .error }
    for error in errors.prefix(50) { StandardError.line(error.description) }
    throw CommandFailure.brokenRules(
      "\(errors.count == 1 ? "1 error" : "\(errors.count) errors") in the rules; 'padlock rules lint --rules DIR' says more"
    )
  }

  /// Packs of this machine beside those built in; an id that both have is taken from the machine's.
  private static func merge(_ base: RuleSet, _ added: RuleSet) -> RuleSet {
    func keep<T, ID: Hashable>(_ old: [T], _ new: [T], _ id: (T) -> ID) -> [T] {
      let ids = Set(new.map(id))
      return old.filter { !ids.contains(id($0)) } + new
    }
    return RuleSet(
      rules: keep(base.rules, added.rules, \.id),
      products: keep(base.products, added.products, \.id),
      symptoms: keep(base.symptoms, added.symptoms, \.id),
      questions: keep(base.questions, added.questions, \.id),
      articles: keep(base.articles, added.articles, \.id),
      packs: Set(base.packs + added.packs).sorted(),
      digest: sha256Hexadecimal(of: Array((base.digest + added.digest).utf8)))
  }
}
