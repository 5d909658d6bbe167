internal import CellGrid
internal import PadlockModel

/// How and where a report is to be written.
public struct SaveOrder: Hashable, Sendable {
  /// The format's id.
  public var format: String
  /// The path as the user typed it.
  public var path: String
  /// Whether a file that is there already is to be replaced.
  public var replaces: Bool

  public init(format: String, path: String, replaces: Bool) {
    self.format = format
    self.path = path
    self.replaces = replaces
  }
}

/// What the user does on the report screen.
struct ReportState: Equatable, Sendable {
  enum Focus: Int, CaseIterable, Sendable {
    case format, place, preview
  }

  enum Outcome: Equatable, Sendable {
    case none
    case writing(EffectID)
    case saved(String)
    case failed(String)
    /// This file is there already; writing again replaces it.
    case exists(String)
  }

  let formats: [FormatChoice]
  var format = 0
  var path: TextField
  var focus = Focus.format
  /// The screen that back leads to.
  var origin = Screen.fix
  /// The lines of the preview; nil before one was asked for.
  var preview: Awaited<[String]>?
  /// What the preview shows: the format and the columns.
  var shown: [Int] = []
  var offset = 0
  var outcome = Outcome.none
  /// Whether to quit once it is saved.
  var quitsAfterwards = false

  init(formats: [FormatChoice], path: String) {
    self.formats = formats
    self.path = TextField(path)
  }

  var chosen: FormatChoice? { formats.indices.contains(format) ? formats[format] : nil }

  /// Chooses a format; a path that ends as the other format's files do gets the new ending.
  mutating func choose(_ index: Int) {
    guard formats.indices.contains(index), index != format else { return }
    let old = "." + (chosen?.fileExtension ?? "")
    format = index
    if path.text.hasSuffix(old) {
      path = TextField(path.text.dropLast(old.count) + "." + formats[index].fileExtension)
    }
    outcome = .none
    offset = 0
  }
}

extension TextField {
  fileprivate init(_ text: some StringProtocol) { self.init(String(text)) }
}

extension WizardState {
  /// Shows the report screen, over which the way leads back to this one.
  mutating func openReport() -> [Effect] {
    writing.quitsAfterwards = overlay == .quit
    overlay = nil
    if screen != .report { writing.origin = screen }
    writing.focus = .format
    if case .failed = writing.outcome { writing.outcome = .none }
    screen = .report
    return renderPreview()
  }

  /// Asks for the preview of this format in this width, unless it is there.
  mutating func renderPreview() -> [Effect] {
    guard let run, let report = run.report, let format = writing.chosen else { return [] }
    let width = max(ReportAreas(ScreenLayout(size)).preview.widthBesideScrollBar, 40)
    let wanted = [run.id.number, writing.format, width]
    guard wanted != writing.shown else { return [] }
    writing.shown = wanted
    var earlier: [Effect] = []
    if case .running(let id) = writing.preview { earlier = cancel(id) }
    let id = newEffect()
    writing.preview = .running(id)
    return earlier + [.render(id, report, format: format.id, columns: width)]
  }

  /// Forgets how an earlier report looks and where it was written, and shows this one instead.
  mutating func renewPreview() -> [Effect] {
    writing.shown = []
    if run?.isSaved != true, case .saved = writing.outcome { writing.outcome = .none }
    return screen == .report ? renderPreview() : []
  }

  mutating func takePreview(_ id: EffectID, _ text: String) {
    guard writing.preview == .running(id) else { return }
    writing.preview = .done(
      text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }

  mutating func saveReport() -> [Effect] {
    guard let report, let format = writing.chosen else { return [] }
    let path = trimmed(writing.path.text)
    if path.isEmpty {
      writing.outcome = .failed("The path is missing: name a file.")
      writing.focus = .place
      return []
    }
    let replaces = writing.outcome == .exists(path)
    let id = newEffect()
    writing.outcome = .writing(id)
    run?.saving = id
    return [.save(id, report, SaveOrder(format: format.id, path: path, replaces: replaces))]
  }

  mutating func takeSaved(_ id: EffectID, _ path: String) -> [Effect] {
    if run?.saving == id { run?.isSaved = true }
    noteSaved(path)
    guard writing.outcome == .writing(id) else {
      notice = "The report was saved as \(path)."
      return []
    }
    writing.outcome = .saved(path)
    if screen != .report { notice = "The report was saved as \(path)." }
    return writing.quitsAfterwards ? quit() : []
  }

  mutating func takeSaveFailure(_ id: EffectID, _ reason: String) {
    if writing.outcome == .writing(id) { writing.outcome = .failed(reason) }
    if screen != .report { notice = "The report was not saved: \(reason)" }
  }

  mutating func takeFileExists(_ id: EffectID, _ path: String) {
    // What was typed is compared when it is written again.
    if writing.outcome == .writing(id) { writing.outcome = .exists(trimmed(writing.path.text)) }
    if screen != .report { notice = "The report was not saved: \(path) is there already." }
  }
}
