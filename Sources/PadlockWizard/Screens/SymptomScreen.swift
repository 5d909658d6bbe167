internal import CellGrid
internal import PadlockModel

/// Screen 2: what the user sees: chosen from a list, typed, or a pasted ticket.
enum SymptomScreen: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    let symptom = state.symptom
    var own: [KeyBinding] = [
      .moving(symptom.focus == .detail ? "scroll" : "choose"),
      KeyBinding([.enter], "continue", .next),
      KeyBinding([.tab, .backTab], "pane", .otherPane),
    ]
    if symptom.ticket != nil { own.append(KeyBinding([.control("x")], "drop text", .dropText)) }
    if state.otherPlace != nil {
      own.append(KeyBinding([.control("t")], "take the host", .takeHost, isQuiet: true))
    }
    if symptom.focus == .field {
      own.append(KeyBinding([.escape], "leave field", .leaveField, isQuiet: true))
    } else {
      own.append(KeyBinding([.character("/")], "type", .focusField))
      own.append(.back())
    }
    return own
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] {
    switch action {
    case .move(let movement):
      if state.symptom.focus == .detail {
        scroll(movement.key, &state)
        break
      }
      let rect = listRect(ScreenLayout(state.size))
      var list = listView(state, rect, state.glyphs)
      list.state.handle(movement.key, items: list.items, height: rect.height)
      choose(list.state, &state)
    case .next:
      state.symptom.choice = state.symptom.current(state.symptoms)
      return state.enterEvidence()
    case .focusField:
      state.symptom.focus = .field
    case .leaveField:
      state.symptom.focus = .list
    case .otherPane:
      state.symptom.focus = state.symptom.focus == .detail ? .field : .detail
    case .takeHost:
      return state.takeOtherPlace()
    case .dropText:
      return editWords(&state) { $0.ticket = nil }
    default:
      break
    }
    return []
  }

  static func isTyping(_ state: WizardState) -> Bool { state.symptom.focus == .field }

  static func type(_ key: Key, _ state: inout WizardState) -> [Effect]? {
    if case .paste(let text) = key { return paste(text, &state) }
    guard state.symptom.focus == .field else { return nil }
    var field = state.symptom.field
    guard field.handle(key) else { return nil }
    return editWords(&state) { $0.field = field }
  }

  static func press(at point: Point, _ state: inout WizardState) -> [Effect] {
    let layout = ScreenLayout(state.size)
    if fieldRect(layout).contains(point) {
      state.symptom.focus = .field
      return []
    }
    let rect = listRect(layout)
    let list = listView(state, rect, state.glyphs)
    if let index = list.item(at: point, in: rect) {
      choose(ListState(selection: index, offset: list.state.offset), &state)
    } else if layout.right.contains(point) {
      state.symptom.focus = .detail
    }
    return []
  }

  static func turn(
    _ wheel: Movement, at point: Point, _ state: inout WizardState
  ) -> [Effect] {
    if ScreenLayout(state.size).right.contains(point) {
      scroll(wheel.key, &state)
      return []
    }
    let focus = state.symptom.focus
    state.symptom.focus = .list
    defer { state.symptom.focus = focus }
    return perform(.move(wheel), &state)
  }

  /// A line goes into the field, as if it were typed; more than a line is a ticket.
  private static func paste(_ text: String, _ state: inout WizardState) -> [Effect] {
    let lines = text.split(maxSplits: 2, whereSeparator: \.isNewline)
    guard !lines.isEmpty else { return [] }
    let isTicket = lines.count > 1 || text.utf8.count > 400
    let effects = editWords(&state) { symptom in
      if isTicket {
        symptom.ticket = SymptomState.Ticket(text)
        return
      }
      symptom.field.handle(.paste(String(lines[0])))
      symptom.focus = .field
    }
    state.symptom.choice = state.symptom.words.map { .words($0) }
    return effects
  }

  /// Changes what was typed or pasted; if that changes the user's words, asks what is in them.
  private static func editWords(
    _ state: inout WizardState, _ change: (inout SymptomState) -> Void
  ) -> [Effect] {
    let before = state.symptom
    change(&state.symptom)
    let symptom = state.symptom
    if symptom.field.text != before.field.text || symptom.words != before.words {
      // Nobody is to report what they did not say, so the words are chosen and not what matches them.
      state.symptom.choice = symptom.words.map { .words($0) }
      state.symptom.scroll = 0
    }
    guard symptom.words != before.words else { return [] }
    state.symptom.explanation = nil
    return state.recogniseWords()
  }

  private static func choose(_ list: ListState, _ state: inout WizardState) {
    let rows = state.symptom.rows(state.symptoms)
    guard rows.indices.contains(list.selection), case .choice(let choice) = rows[list.selection]
    else { return }
    if choice != state.symptom.choice { state.symptom.scroll = 0 }
    state.symptom.choice = choice
    state.symptom.listOffset = list.offset
  }

  private static func listState(_ state: WizardState) -> ListState {
    let rows = state.symptom.rows(state.symptoms)
    let current = SymptomRow.choice(state.symptom.current(state.symptoms))
    return ListState(
      selection: rows.firstIndex(of: current) ?? 0, offset: state.symptom.listOffset)
  }

  private static func listView(
    _ state: WizardState, _ rect: Rect, _ glyphs: GlyphSet
  ) -> ListView {
    ListView(in: rect, state: listState(state), isFocused: state.symptom.focus != .detail) {
      items(state, width: $0, glyphs: glyphs)
    }
  }

  private static func items(
    _ state: WizardState, width: Int, glyphs: GlyphSet
  ) -> [ListItem] {
    state.symptom.rows(state.symptoms).map { row in
      let title: String
      switch row {
      case .topic(let name):
        return ListItem(["", StyledText(name, .heading)], isSelectable: false)
      case .choice(.everything): title = "I don't know: check everything"
      case .choice(.words): title = ownWordsTitle(state)
      case .choice(.known(let id)): title = state.symptoms[id]?.title ?? id
      }
      return ListItem(StyledText(title).wrapped(to: width, hangingIndent: 2, glyphs: glyphs))
    }
  }

  private static func ownWordsTitle(_ state: WizardState) -> String {
    let what = state.symptom.ticket == nil ? "What I typed" : "The text I pasted"
    if state.symptom.recognition != nil { return what + "…" }
    let count = state.symptom.explanation?.matches.count ?? 0
    return count == 0 ? what : "\(what): \(count) recognised"
  }

  private static func fieldRect(_ layout: ScreenLayout) -> Rect { layout.left.row(0) }

  private static func listRect(_ layout: ScreenLayout) -> Rect {
    layout.left.splitRows([.fixed(2), .share(1)])[1]
  }

  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    grid.drawPanes(
      "What you see", "What it means", layout, rightIsActive: state.symptom.focus == .detail)
    state.symptom.field.draw(
      into: &grid, in: fieldRect(layout), placeholder: "type, or paste a ticket",
      isFocused: state.symptom.focus == .field)
    let rect = listRect(layout)
    listView(state, rect, grid.glyphs).draw(into: &grid, in: rect)
    detail(state, layout, grid.glyphs).draw(into: &grid, in: layout.right)
  }

  /// The right pane, broken into lines that leave room for the scroll bar.
  private static func detail(
    _ state: WizardState, _ layout: ScreenLayout, _ glyphs: GlyphSet
  ) -> TextView {
    TextView(
      lines(SymptomText.paragraphs(state), width: layout.right.width - 2, glyphs: glyphs),
      offset: state.symptom.scroll)
  }

  private static func scroll(_ key: Key, _ state: inout WizardState) {
    let layout = ScreenLayout(state.size)
    var text = detail(state, layout, state.glyphs)
    text.handle(key, in: layout.right, glyphs: state.glyphs)
    state.symptom.scroll = text.offset
  }
}
