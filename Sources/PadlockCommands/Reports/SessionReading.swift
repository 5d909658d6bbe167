import Foundation
import PadlockCollectors
import PadlockModel
import PadlockRules

/// Brings the answers of `--answers` in, and the rest of a saved session.
enum SessionReading {
  /// What a file holds: answers to the questions of `rules`, and what else a session says.
  ///
  /// - Throws: `CommandFailure` 64, naming the file, the line and what to write.
  static func session(_ path: String, knowing rules: RuleSet) throws -> Session {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try TargetFiles.live().contents(of: WorkingFolder.path(path), limit: 1 << 20)
    } catch {
      throw CommandFailure.usage(
        "--answers \(path): \(FailureWords.text(error)); give a file that holds `answers:`.")
    }
    let (session, problems) = SessionFile.read(
      RuleFile(path: path, bytes: bytes), knowing: rules)
    guard problems.isEmpty else {
      throw CommandFailure.usage(
        "--answers: " + problems.prefix(20).map(\.description).joined(separator: "\n"))
    }
    return session
  }
}

extension TargetOptions {
  /// The session in the file of `--answers`; nil without one.
  func session(_ rules: RuleSet) throws -> Session? {
    try answers.map { try SessionReading.session($0, knowing: rules) }
  }

  /// These options with the session's target, unless the command line names one itself.
  func resuming(_ session: Session?) throws -> TargetOptions {
    guard let place = session?.target else { return self }
    let named: [Any?] = [product, host, port, address, home, root]
    guard named.allSatisfy({ $0 == nil }) else { return self }
    var options = self
    options.product = place.product
    options.host = place.host
    options.port = place.port
    options.home = place.home
    options.root = place.root
    options.keystore = keystore ?? place.keystore
    if let problem = options.folderProblem { throw CommandFailure.usage("--answers: \(problem)") }
    return options
  }
}
