public import PadlockModel
import PadlockRedaction

/// The whole report in one sentence.
public struct Verdict: Sendable, Equatable {
  public let outcome: Report.Outcome
  /// The title of the first root cause, where something was concluded.
  public let cause: String?
  /// `host:port` of the target that has it, or of the first one.
  public let place: String
  /// The product of that target, where it has the cause and others were looked at too.
  public let product: String?
  public let targets: Int
  public let warnings: Int
  public let unchecked: Int
  /// Whether there was nothing to diagnose: no product was detected, and none was named.
  public let hasNoTarget: Bool

  public init(_ report: Report) {
    outcome = report.outcome
    let first = report.diagnoses.min { $0.rank < $1.rank }
    let concluding = outcome == .healthy ? nil : first
    cause = concluding?.title
    let target = report.targets.first { $0.id == concluding?.target } ?? report.targets.first
    place = target.map(Self.place) ?? concluding?.target ?? ""
    targets = report.targets.count
    product = concluding == nil || targets < 2 ? nil : target?.name
    warnings =
      report.diagnoses.filter { $0.severity == .warning && $0.certainty != .possible }.count
    unchecked = report.unchecked.count
    hasNoTarget = report.targets.isEmpty && report.diagnoses.isEmpty
  }

  static func place(_ target: ReportedTarget) -> String {
    let host = target.host.contains(":") ? "[\(target.host)]" : target.host
    return target.port.map { "\(host):\($0)" } ?? host
  }

  /// The outcome, where, and why, such as `Problems on agent01:8081: The agent does not start.`.
  public var sentence: String {
    let all = targets < 2 ? "" : " (\(Count.text(targets, "target")) looked at)"
    let scope = place.isEmpty ? "" : (product.map { " with \($0)" } ?? "") + " on \(place)\(all)"
    switch outcome {
    case .problems: return "Problems\(scope): \(cause ?? "see the diagnoses")."
    case .inconclusive where hasNoTarget:
      return "Inconclusive: no product that Padlock knows is installed here; name a service with "
        + "--host and --port, or a folder with its files with --root."
    case .inconclusive:
      let missing = unchecked == 0 ? "" : "; \(Count.text(unchecked, "thing")) not looked at"
      return cause.map { "Inconclusive\(scope): possibly “\($0)”\(missing)." }
        ?? "Inconclusive\(scope): not enough could be observed\(missing)."
    case .healthy:
      let beside = warnings == 0 ? "" : ", with \(Count.text(warnings, "warning"))"
      return "Healthy\(scope): nothing wrong was found\(beside)."
    }
  }
}

/// Numbers with their nouns.
enum Count {
  static func text(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}

/// Renders the verdict alone, one line, for `--quiet`.
public func renderVerdict(_ report: Report, options: TextOptions = TextOptions()) -> String {
  var page = TextPage(options)
  page.verdict(Verdict(report), wraps: false)
  return page.text
}
