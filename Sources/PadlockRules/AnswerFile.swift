public import PadlockModel
import PadlockReaders

/// Reads the answers to questions from a file, as `--answers` takes them and a session saves them.
///
/// ```yaml
/// answers:
///   definitions-saved: "no"
///   directory-host: unknown
/// ```
///
/// The file is YAML or JSON; beside `answers` it may hold anything else. `unknown` is the answer of
/// who does not know.
public enum AnswerFile {
  /// The answers, and everything that is wrong with them, by place.
  public static func read(
    _ file: RuleFile, asking questions: [Question]
  ) -> (answers: [Answer], problems: [RuleProblem]) {
    var reader = FileReader(file: file.shownAs, pack: "")
    var answers: [Answer] = []
    do throws(YAMLRefusal) {
      guard let tree = try YAMLDocument.parse(withoutTabs(file.bytes)),
        case .mapping(let entries) = tree.value,
        let entry = entries.first(where: { $0.key == "answers" })
      else { throw YAMLRefusal(1, 1, "the file has no `answers`", instead: "`\(sample)`") }
      if case .mapping(let lines) = entry.value.value {
        answers = reader.answers(lines, asking: questions)
      } else {
        reader.error(
          entry.place, "`answers` is \(entry.value.shape), not a mapping", instead: "`\(sample)`")
      }
    } catch {
      reader.error(error.place, error.message, instead: error.instead)
    }
    return (answers, reader.problems.sorted())
  }

  private static let sample = "answers: { question: value }"

  /// JSON may be indented with tabs, which YAML refuses; neither has one within a text.
  static func withoutTabs(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return bytes }
    return bytes.map { $0 == 0x09 ? 0x20 : $0 }
  }
}

extension FileReader {
  fileprivate mutating func answers(
    _ lines: [YAMLTree.Entry], asking questions: [Question]
  ) -> [Answer] {
    lines.compactMap { line in
      guard let question = questions.first(where: { $0.id == line.key }) else {
        error(
          line.place, "no question is called `\(line.key.prefix(60))`",
          instead: Suggestion.instead(
            of: line.key, in: questions.map(\.id), what: "nothing, for these rules ask nothing,"))
        return nil
      }
      let values = question.choices.map(\.value) + [Question.unknown]
      guard case .scalar(let text, _) = line.value.value, values.contains(text) else {
        error(
          line.value.place, "`\(question.id)` is \(line.value.shape), which is no answer to it",
          instead: "one of \(values.joined(separator: ", "))")
        return nil
      }
      return Answer(
        question: question.id, value: text == Question.unknown ? nil : text, source: file,
        line: line.place.line)
    }
  }
}
