import PadlockModel

/// A report as headings, paragraphs, tables and figures, before it becomes a format.
///
/// Markdown and HTML render the same page, so that both say the same. Its texts may come from
/// outside: each renderer escapes them in its own way.
struct Page: Equatable {
  var title: String
  var blocks: [Block]

  indirect enum Block: Equatable {
    /// Level 2 to 4; level 1 is the title.
    case heading(Int, [Span])
    case paragraph([Span])
    /// What it is, and how grave: a verdict or the line under a diagnosis.
    case status(Tone, [Span])
    case list([[Block]], isNumbered: Bool)
    case table(header: [String], rows: [[[Span]]])
    /// To be copied as it stands.
    case command(String)
    case edit(FilledRemedy.Step.Edit)
    /// What is looked at only on demand, where the format can fold.
    case folded(String, [Block])
    /// The same, where formats that cannot fold say this sentence instead.
    case appendix(String, [Block], instead: String)
    /// Left out where the format cannot draw; the text says all of it.
    case figure(Figure)
  }

  enum Span: Equatable {
    case text(String)
    case strong(String)
    /// A path, a line of a log, an id.
    case code(String)
    /// A moment, which no line breaks.
    case time(Timestamp)
    case link(String, url: String)
  }

  /// How grave something is; renderers never show it by colour alone.
  enum Tone: String, Equatable {
    case error, warning, notice, good, open
  }
}

extension Page.Tone {
  init(_ outcome: Report.Outcome) {
    self =
      switch outcome {
      case .problems: .error
      case .healthy: .good
      case .inconclusive: .open
      }
  }

  /// A cause that is only possible is an open question, whatever its severity.
  init(_ diagnosis: Diagnosis) {
    self =
      switch (diagnosis.severity, diagnosis.certainty) {
      case (.error, .possible): .open
      case (.error, _): .error
      case (.warning, _): .warning
      case (.notice, _): .notice
      }
  }

  init(_ result: Check.Result) {
    self =
      switch result {
      case .passed: .good
      case .failed: .error
      case .warned: .warning
      case .notice, .skipped: .notice
      case .unknown: .open
      }
  }
}
