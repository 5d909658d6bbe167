public import PadlockModel

/// The formats in which a report can be written.
public enum ReportFormat: String, CaseIterable, Sendable {
  case text
  case json

  /// What it is good for, in a few words.
  public var title: String {
    switch self {
    case .text: "Text"
    case .json: "JSON"
    }
  }

  /// How the names of its files end, without the dot.
  public var fileExtension: String {
    switch self {
    case .text: "txt"
    case .json: "json"
    }
  }

  /// Renders a finished report.
  ///
  /// Pure: equal reports give equal bytes. `options` say how wide and colourful text is; other formats ignore them.
  public func render(_ report: Report, options: TextOptions = TextOptions()) -> String {
    switch self {
    case .text: renderText(report, options: options)
    case .json: renderJSON(report)
    }
  }
}
