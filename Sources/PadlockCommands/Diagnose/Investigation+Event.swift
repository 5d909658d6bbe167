import PadlockModel
import PadlockNetwork

extension Investigation {
  /// What a run tells whoever watches it.
  enum Event: Sendable {
    /// What was found is looked at, by these rules.
    case began(targets: [String], Report.Tool.Rules)
    /// A collector starts; the title is for people.
    case started(id: String, title: String)
    /// It has come so far: `agent.log 43 %`.
    case progressed(id: String, detail: String)
    /// It is done; the checks tell what it saw.
    case finished(id: String, checks: [CheckRecord], milliseconds: Int)
    /// A file was opened, or refused.
    case opened(LedgerEntry)
    /// It was tried to connect.
    case connected(TCPAttempt)
    /// What was seen so far was judged, and so many collectors may still be worth running.
    case judged([Check], remaining: Int)
    /// What the engine made of a target, and the collectors that it asks for next.
    case decided(target: String, concluded: [String], open: Int, next: [String])
    /// The user is asked a question of the rules.
    case asked(Question)
    /// The user has answered one.
    case answered(Answer)
    /// Something could not be done.
    case failed(String)

    /// It in one line, for whoever mends Padlock.
    var line: String {
      switch self {
      case .began(let targets, let rules):
        "judging \(Self.list(targets)) by \(rules.count) rules of \(rules.packs) packs, "
          + "digest \(rules.digest)"
      case .started(let id, let title): "\(id) started: \(title)"
      case .progressed(let id, let detail): "\(id): \(detail)"
      case .finished(let id, let checks, let milliseconds):
        "\(id) ended after \(milliseconds) ms: "
          + Self.list(checks.map { $0.skipped.map { "skipped, \($0)" } ?? $0.detail })
      case .opened(let entry):
        "file \(entry.path): \(entry.outcome.rawValue), \(entry.bytes) bytes"
          + (entry.why.map { ", \($0)" } ?? "")
      case .connected(let attempt):
        "connection to \(attempt.address): \(attempt.outcome), "
          + "\(Int(attempt.elapsed / .milliseconds(1))) ms"
      case .judged(let checks, let remaining):
        "\(checks.count) checks judged, \(remaining) collectors left"
      case .decided(let target, let concluded, let open, let next):
        "\(target): concluded \(Self.list(concluded)); \(open) rules open; "
          + "next \(Self.list(next))"
      case .asked(let question): "asked \(question.id)"
      case .answered(let answer): "answered \(answer.question): \(answer.value ?? "not known")"
      case .failed(let why): "failed: \(why)"
      }
    }

    private static func list(_ items: [String]) -> String {
      items.isEmpty ? "nothing" : items.joined(separator: ", ")
    }
  }
}
