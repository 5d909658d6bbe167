internal import CellGrid

extension TargetScreen {
  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    let isOpen = state.target.formIsOpen
    grid.drawPanes("Targets", "Details", layout, rightIsActive: isOpen)
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
    if let search = state.target.ticketSearch {
      text = [StyledText("Looking for products in \(search.path)…"), ""]
    } else if state.target.detection != nil {
      text = ["Looking for installed products…", ""]
    } else if state.target.detected.isEmpty {
      text = ["Nothing that Padlock knows is installed on this machine.", ""]
    }
    let current = state.target.current
    switch current {
    case .detected: return text + description(of: current, state)
    case .remembered:
      return text + [
        StyledText(state.target.target(of: current)?.place ?? "", .heading), "",
        "You named it in an earlier run. It will be diagnosed as an HTTPS service.", "",
        line(state, current), "", memory(state),
      ]
    case .ticket:
      if let problem = state.target.ticketProblem {
        text += [StyledText("✗ \(problem)", .bad), ""]
      }
      return text + [
        StyledText("Files from a ticket", .heading), "",
        """
        A copy of another machine's files: an attachment as it came (zip, tar, 7z), or unpacked in \
        a folder, with etc, opt or the product's own folder in it.
        """, "", "Enter chooses it; then what is in it is listed here.",
      ]
    case .other:
      let known = state.target.target(of: .other)
      return text + [
        StyledText("Another host", .heading), "",
        StyledText(
          known.map { "\($0.place) will be diagnosed as an HTTPS service. Enter changes it." }
            ?? "Any HTTPS service that this machine can reach. Enter opens the fields."), "",
      ] + (known == nil ? [] : [line(state, .other), ""]) + [memory(state)]
    }
  }

  private static func description(of choice: TargetChoice, _ state: WizardState) -> [StyledText] {
    guard let found = state.target.detectedTarget(choice) else { return [] }
    let target = state.target.target(of: choice)
    var text: [StyledText] = [
      StyledText(found.name, .heading), "",
      StyledText("Host  ", .muted) + StyledText(target?.host ?? found.host),
      StyledText("Port  ", .muted)
        + StyledText(target?.port.map(String.init) ?? "the product's own ports"),
      StyledText("Home  ", .muted) + StyledText(target?.home ?? "not known"),
    ]
    if let keystore = target?.keystore {
      text.append(StyledText("Store ", .muted) + StyledText(keystore))
    }
    if let tree = found.tree {
      text.append(StyledText("Files ", .muted) + StyledText("a copy in \(tree)"))
    }
    text += ["", line(state, choice)]
    if state.target.forms[choice] != nil, target != unchanged(found) {
      text += ["", "You changed what was detected."]
    }
    return text
  }

  /// A detected target as it is without changes.
  private static func unchanged(_ found: DetectedTarget) -> ChosenTarget {
    ChosenTarget(
      detected: found.id, product: found.product, name: found.name, host: found.host,
      port: found.port, home: found.home, tree: found.tree, isInArchive: found.isInArchive,
      isHostGuessed: found.isHostGuessed)
  }

  /// The live dot with its meaning in words.
  private static func line(_ state: WizardState, _ choice: TargetChoice) -> StyledText {
    let liveness = state.target.liveness(of: choice)
    return StyledText(liveness.glyph + " ", liveness.style)
      + StyledText(state.target.livenessWords(of: choice))
  }

  /// What is remembered, and how that is changed.
  private static func memory(_ state: WizardState) -> StyledText {
    switch state.target.memory.mode {
    case .on:
      StyledText(
        "Hosts that you name are remembered: names and ports, nothing else. m stops that.", .muted)
    case .off:
      StyledText("Hosts that you name are not remembered; m changes that.", .muted)
    case .offForNow:
      StyledText("Hosts that you name are not remembered in this run.", .muted)
    }
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
      let below = Rect(x: row.x + 6, y: row.y + 1, width: row.width - 6, height: 2)
      if form.visited.contains(field), let problem = form.problem(field) {
        TextView([StyledText("✗ ", .bad) + StyledText(problem, .bad)], hangingIndent: 2)
          .draw(into: &grid, in: below)
      } else if field == form.focus, let hint = completions(form, field) {
        grid.draw(StyledText(hint, .muted), at: below.origin, maxWidth: below.width)
      }
    }
  }

  /// What the path in a field may become; nil where it is whole or nothing is known.
  private static func completions(_ form: TargetForm, _ field: TargetForm.Field) -> String? {
    let matches = form.matches(field)
    guard let first = matches.first, matches.count > 1 || form.path(field)?.name != first.name
    else { return nil }
    return matches.prefix(20).map { $0.isFolder ? "\($0.name)/" : $0.name }.joined(separator: "  ")
  }

  /// Where a field stands: three rows each, so that its fault fits below it.
  static func fieldRow(_ field: TargetForm.Field, _ layout: ScreenLayout) -> Rect {
    layout.right.row(2 + 3 * field.rawValue)
  }
}
