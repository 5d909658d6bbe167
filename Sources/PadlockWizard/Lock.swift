internal import CellGrid
internal import PadlockModel

/// The padlock in the title: how the evidence stands, as a sign with a word beside it.
struct Lock: Equatable {
  enum Shape: Equatable, CaseIterable {
    case open, half, closed
  }

  let shape: Shape
  let words: String

  private init(_ shape: Shape, _ words: String) {
    self.shape = shape
    self.words = words
  }

  init(_ state: WizardState) {
    // What was found at another target tells nothing about the chosen one.
    let isOther = !state.isSavedReport && state.run?.order.target != state.target.chosen
    self =
      switch (isOther ? nil : state.run, state.report) {
      case (nil, _): Lock(.half, "not checked")
      case (let run?, nil): run.isRunning ? Lock(.half, "checking") : Lock(.half, "not checked")
      case (_, let report?): Lock(report, fixed: state.fixedDiagnoses)
      }
  }

  private init(_ report: Report, fixed: Set<String>) {
    switch report.outcome {
    case .healthy: self.init(.closed, "healthy")
    case .inconclusive: self.init(.half, "not certain")
    case .problems:
      let errors = report.diagnoses.filter { $0.severity == .error && $0.certainty != .possible }
      let left = errors.filter { !fixed.contains($0.key) }
      if left.isEmpty, !errors.isEmpty {
        self.init(.closed, "fixed")
      } else {
        self = left.count < errors.count ? Lock(.half, "partly fixed") : Lock(.open, "problems")
      }
    }
  }

  func text(_ glyphs: GlyphSet) -> StyledText {
    StyledText(sign(glyphs) + " " + words, style)
  }

  private var style: Style {
    switch shape {
    case .open: .bad
    case .half: .warning
    case .closed: Style(.green, bold: true)
    }
  }

  /// A box that is empty, half full or full.
  private func sign(_ glyphs: GlyphSet) -> String {
    switch (shape, glyphs) {
    case (.open, .unicode): "[□]"
    case (.half, .unicode): "[◧]"
    case (.closed, .unicode): "[■]"
    case (.open, .ascii): "[ ]"
    case (.half, .ascii): "[/]"
    case (.closed, .ascii): "[#]"
    }
  }
}

extension WizardState {
  /// Keys of the diagnoses that were seen to be gone, and of those that nothing else causes and
  /// nobody looked at.
  var fixedDiagnoses: Set<String> {
    guard let report else { return [] }
    let verified = fix.verified
    var fixed = Set(verified.filter { $0.value == .yes }.keys)
    var isGrowing = !fixed.isEmpty
    while isGrowing {
      let below = report.diagnoses.filter { diagnosis in
        !fixed.contains(diagnosis.key) && verified[diagnosis.key] == nil
          && !diagnosis.causedBy.isEmpty && diagnosis.causedBy.allSatisfy(fixed.contains)
      }
      fixed.formUnion(below.map(\.key))
      isGrowing = !below.isEmpty
    }
    return fixed
  }
}
