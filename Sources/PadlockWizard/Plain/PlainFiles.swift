internal import CellGrid
internal import PadlockModel

extension WizardState {
  /// Lists what a path may become whose last name ends with a star; nil where the line is none.
  mutating func listPlainly(_ text: String) -> [Effect]? {
    let target: String?
    switch plainStep {
    case .field(let field) where field.isPath:
      target = self.target.detectedTarget(self.target.current)?.id
    case .ticket, .report, .session: target = nil
    default: return nil
    }
    guard text.hasSuffix("*"), let path = TypedPath(String(text.dropLast())) else { return nil }
    let id = newEffect()
    plain?.look = PlainRun.Look(id: id, path: path)
    return [.list(id, folder: path.folder, of: target)]
  }

  /// Tells what a path that ends with a star may become.
  mutating func takePlainListing(_ listing: FolderListing) {
    guard let look = plain?.look else { return }
    plain?.look = nil
    let most = 200
    let found = look.path.matches(in: listing, wantsFolder: false)
    let names = found.prefix(most).map { entry in
      look.path.joined(entry.name) + (entry.isFolder ? "/" : "")
    }
    let end =
      found.count > most
      ? ["There are \(found.count - most) more; type more of the name."]
      : found.isEmpty ? ["Nothing there begins so."] : []
    plain?.page = .listing(listing.problem.map { [$0] } ?? names + end)
  }

  /// Shows the next lines of the file that is looked at.
  mutating func readOn() -> [Effect] {
    guard case .file(var viewer) = overlay, let lines = viewer.plainLines,
      lines.upperBound < viewer.count
    else { return refuse("No more of this file is at hand; b goes back.") }
    viewer.scroll = lines.upperBound
    overlay = .file(viewer)
    return []
  }

  /// Ticks a step of the fix off, takes the tick away, or opens the file that it changes.
  mutating func takeStep(_ text: String) -> [Effect]? {
    guard let letter = text.first, letter == "t" || letter == "o",
      let number = Int(trimmed(String(text.dropFirst())))
    else { return nil }
    let count = fixed?.remedy.steps.count ?? 0
    guard (1...max(count, 1)).contains(number) else { return refuse(count) }
    fix.select(number - 1)
    if letter == "o" { return press(.character("o")) }
    let effects = handle(.character(" "))
    return effects + refuse("Step \(number): \(isTicked(number - 1) ? "done" : "not done").")
  }

  func isTicked(_ step: Int) -> Bool {
    fix.ticked.contains(.init(way: fix.way, index: step))
  }
}

extension FileViewer {
  /// Lines of a file that are told at once.
  private static let height = 11

  /// How many lines are at hand.
  fileprivate var count: Int {
    if case .done(let excerpt) = content { excerpt.lines.count } else { 0 }
  }

  /// The lines that a run line by line tells: at first those around the named one.
  var plainLines: Range<Int>? {
    guard case .done(let excerpt) = content else { return nil }
    let named = place?.line.map { $0 - excerpt.firstLine } ?? 0
    let start = min(max(scroll ?? named - Self.height / 2, 0), excerpt.lines.count)
    return start..<min(start + Self.height, excerpt.lines.count)
  }

  /// Whether lines follow those that are told.
  var hasMore: Bool { plainLines.map { $0.upperBound < count } ?? false }
}

extension PlainText {
  var file: [Paragraph] {
    guard case .file(let viewer) = state.overlay, let place = viewer.place else { return [] }
    let count = viewer.places.count
    let which = count > 1 ? ", place \(viewer.index + 1) of \(count)" : ""
    return [.heading(place.text + which)] + lines(viewer)
  }

  private func lines(_ viewer: FileViewer) -> [Paragraph] {
    switch viewer.content {
    case .running: return []
    case .failed(let reason): return [Paragraph(StyledText(reason), mark: "Error: ")]
    case .done(let excerpt):
      let remark = excerpt.remark.map { [Paragraph(StyledText($0))] } ?? []
      return remark
        + (viewer.plainLines ?? 0..<0).map { index in
          let number = excerpt.firstLine + index
          let named = number == viewer.place?.line ? " (named)" : ""
          return Paragraph(
            StyledText(excerpt.lines[index]), mark: StyledText("\(number)\(named): "))
        }
    }
  }
}
