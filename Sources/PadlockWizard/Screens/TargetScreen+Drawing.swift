internal import CellGrid

extension TargetScreen {
  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    grid.drawDivider(layout)
    let isOpen = state.target.formIsOpen
    ListView(items(state), state: listState(state), isFocused: !isOpen)
      .draw(into: &grid, in: layout.left)
    if isOpen {
      drawForm(state, into: &grid, layout)
    } else {
      TextView(description(state)).draw(into: &grid, in: layout.right)
    }
  }

  private static func description(_ state: WizardState) -> [StyledText] {
    var text: [StyledText] = []
    let current = state.target.current
    if state.target.detection != nil {
      text = ["Looking for installed products…", ""]
    } else if state.target.detected.isEmpty {
      text = ["Nothing that Padlock knows is installed on this machine.", ""]
    }
    guard let found = state.target.detectedTarget(current) else {
      let known = state.target.target(of: .other)
      return text + [
        StyledText("Another host", .heading), "",
        StyledText(
          known.map { "\($0.place) will be diagnosed as an HTTPS service. Enter changes it." }
            ?? "Any HTTPS service that this machine can reach. Enter opens the fields."),
      ] + (known == nil ? [] : ["", line(of: state.target.liveness[.other] ?? .unknown, known)])
    }
    let live = state.target.liveness[current] ?? .unknown
    let target = state.target.target(of: current)
    let port = target?.port.map(String.init) ?? "the product's own ports"
    text += [
      StyledText(found.name, .heading), "",
      StyledText("Host  ", .muted) + StyledText(target?.host ?? found.host),
      StyledText("Port  ", .muted) + StyledText(port),
      StyledText("Home  ", .muted) + StyledText(target?.home ?? "not known"), "",
      line(of: live, target),
    ]
    if state.target.forms[current] != nil, target != state.target.unchanged(found) {
      text += ["", "You changed what was detected."]
    }
    return text
  }

  /// The live dot with its meaning in words.
  private static func line(of liveness: Liveness, _ target: ChosenTarget?) -> StyledText {
    let port = target?.port.map { "port \($0)" } ?? "the product's own ports"
    return StyledText(liveness.glyph, style(of: liveness))
      + StyledText(" \(port): \(liveness.words)")
  }

  private static func drawForm(
    _ state: WizardState, into grid: inout Grid, _ layout: ScreenLayout
  ) {
    let current = state.target.current
    let form = state.target.form(of: current)
    let title = state.target.detectedTarget(current)?.name ?? "Another host"
    grid.draw(
      StyledText(title, .heading), at: layout.right.origin, maxWidth: layout.right.width)
    for field in TargetForm.Field.allCases {
      let row = fieldRow(field, layout)
      grid.draw(field.label, at: row.origin, style: field == form.focus ? .heading : .plain)
      form[field].draw(
        into: &grid, in: Rect(x: row.x + 6, y: row.y, width: row.width - 6, height: 1),
        placeholder: field.placeholder, isFocused: field == form.focus)
      guard form.visited.contains(field), let problem = form.problem(field) else { continue }
      TextView([StyledText("✗ ", .bad) + StyledText(problem, .bad)], hangingIndent: 2)
        .draw(
          into: &grid, in: Rect(x: row.x + 6, y: row.y + 1, width: row.width - 6, height: 2))
    }
  }

  /// Where a field stands: three rows each, so that its fault fits below it.
  static func fieldRow(_ field: TargetForm.Field, _ layout: ScreenLayout) -> Rect {
    layout.right.row(2 + 3 * field.rawValue)
  }
}

extension TargetState {
  /// A detected target as it is without changes.
  fileprivate func unchanged(_ found: DetectedTarget) -> ChosenTarget {
    ChosenTarget(
      detected: found.id, product: found.product, name: found.name, host: found.host,
      port: found.port, home: found.home)
  }
}
