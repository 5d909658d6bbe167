public import PadlockModel

/// The formats in which a report can be written.
public enum ReportFormat: String, CaseIterable, Sendable {
  case text, markdown, html, json, junit, nagios, prometheus

  /// What it is good for, in a few words.
  public var title: String {
    switch self {
    case .text: "Text"
    case .markdown: "Markdown"
    case .html: "HTML"
    case .json: "JSON"
    case .junit: "JUnit"
    case .nagios: "Nagios"
    case .prometheus: "Prometheus"
    }
  }

  /// Renders a finished report.
  ///
  /// Pure: equal reports give equal bytes. `options` say how wide and colourful text is; other
  /// formats ignore them.
  /// - Throws: `EncodingFailure` where JSON cannot hold a value.
  public func render(
    _ report: Report, options: TextOptions = TextOptions()
  ) throws(EncodingFailure) -> String {
    switch self {
    case .text: renderText(report, options: options)
    case .markdown: renderMarkdown(report)
    case .html: renderHTML(report)
    case .json: try renderJSON(report)
    case .junit: renderJUnit(report)
    case .nagios: renderNagios(report)
    case .prometheus: renderPrometheus(report)
    }
  }

  /// How the names of its files end, without the dot.
  public var fileExtension: String {
    switch self {
    case .text, .nagios: "txt"
    case .markdown: "md"
    case .html: "html"
    case .json: "json"
    case .junit: "xml"
    case .prometheus: "prom"
    }
  }
}

/// The formats of answers that are smaller than a report: for people, and for programs.
public enum AnswerFormat: String, CaseIterable, Sendable {
  case text, json
}
