import PadlockCollectors
import PadlockModel
import PadlockRules

/// Brings the answers of `--answers` in.
enum AnswerReading {
  /// The answers in a file to the questions of `rules`.
  ///
  /// - Throws: `CommandFailure` 64, naming the file, the line and what to write.
  static func answers(_ path: String, asking rules: RuleSet) throws -> [Answer] {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try TargetFiles.live().contents(of: WorkingFolder.path(path), limit: 1 << 20)
    } catch {
      throw CommandFailure.usage(
        "--answers \(path): \(FailureWords.text(error)); give a file that holds `answers:`.")
    }
    let (answers, problems) = AnswerFile.read(
      RuleFile(path: path, bytes: bytes), asking: rules.questions)
    guard problems.isEmpty else {
      throw CommandFailure.usage(
        "--answers: " + problems.prefix(20).map(\.description).joined(separator: "\n"))
    }
    return answers
  }
}
