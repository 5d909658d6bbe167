import Foundation
import PadlockCollectors
import PadlockModel
import PadlockRedaction
import PadlockRules
import PadlockWizard
import Synchronization

extension EffectRunner {
  /// Writes a session for its owner alone; what the user saw is masked, as in a report.
  ///
  /// Nothing but an earlier session is replaced.
  func save(_ id: EffectID, _ session: Session, _ typed: String) -> Message {
    let path = WorkingFolder.typed(typed)
    func failed(_ problem: String) -> Message {
      .sessionSaved(id, path: path, problem: problem)
    }
    let rendering = rendering
    var masker = rendering.masker
    var session = session
    session.words = session.words.map { masker.mask($0, from: "what was reported") }
    do throws(CommandFailure) {
      let bytes = Array(try rendering.checked(SessionFile.text(session)).utf8)
      if try !Output.create(bytes, file: path, isPrivate: true) {
        guard Self.isSession(path) else {
          return failed("\(path) exists already; choose another name")
        }
        try Output.write(bytes, toFile: path, isPrivate: true)
      }
      return .sessionSaved(id, path: path, problem: nil)
    } catch {
      return failed(error.message ?? "it could not be written")
    }
  }

  private static func isSession(_ path: String) -> Bool {
    let bytes = try? TargetFiles.live().contents(of: WorkingFolder.path(path), limit: 1 << 20)
    return bytes?.starts(with: SessionFile.heading.utf8) ?? false
  }
}
