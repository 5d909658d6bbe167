internal import CellGrid

/// Screen 1: what was detected, each with a live dot, and another host.
enum TargetScreen: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    if state.target.formIsOpen {
      return [
        KeyBinding(
          showing: 1, "next field",
          [
            (.tab, .nextField), (.down, .nextField), (.backTab, .previousField),
            (.up, .previousField),
          ]),
        KeyBinding([.enter], "continue", .next),
        KeyBinding([.escape], "leave the fields", .leaveField),
      ]
    }
    let isOther = state.target.current == .other
    return [
      .moving("choose"),
      KeyBinding([.enter], isOther ? "fill in" : "continue", .next),
      KeyBinding(
        [.character("e")], "change", .change,
        disabled: isOther ? "Enter fills in another host." : nil),
      KeyBinding(
        [.escape, .backspace], "back", .back,
        disabled: "This is the first screen; q quits.", isQuiet: true),
    ]
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] {
    switch action {
    case .move(let movement):
      var list = listState(state)
      list.handle(movement.key, items: items(state), height: ScreenLayout(state.size).left.height)
      choose(list, &state)
    case .next:
      return next(&state)
    case .change:
      openForm(&state)
    case .nextField:
      changeForm(&state) { $0.moveFocus(by: 1) }
    case .previousField:
      changeForm(&state) { $0.moveFocus(by: -1) }
    case .leaveField:
      state.target.formIsOpen = false
      return state.target.chosen == nil ? [] : state.probe(state.target.current)
    default:
      break
    }
    return []
  }

  static func isTyping(_ state: WizardState) -> Bool { state.target.formIsOpen }

  static func type(_ key: Key, _ state: inout WizardState) -> [Effect]? {
    guard state.target.formIsOpen else { return nil }
    var form = state.target.form(of: state.target.current)
    guard form[form.focus].handle(key) else { return nil }
    state.target.forms[state.target.current] = form
    return []
  }

  static func mouse(
    _ action: MouseAction, at point: Point, _ state: inout WizardState
  ) -> [Effect] {
    let layout = ScreenLayout(state.size)
    switch action {
    case .wheelUp: return state.target.formIsOpen ? [] : perform(.move(.up), &state)
    case .wheelDown: return state.target.formIsOpen ? [] : perform(.move(.down), &state)
    case .press:
      if state.target.formIsOpen,
        let field = TargetForm.Field.allCases.first(where: {
          fieldRow($0, layout).contains(point)
        })
      {
        changeForm(&state) { form in
          form.visited.insert(form.focus)
          form.focus = field
        }
        return []
      }
      let list = ListView(items(state), state: listState(state))
      if let index = list.item(at: point, in: layout.left) {
        state.target.formIsOpen = false
        choose(ListState(selection: index, offset: list.state.offset), &state)
      }
      return []
    }
  }

  /// Goes on if the target is complete; else the field that is wrong says why.
  private static func next(_ state: inout WizardState) -> [Effect] {
    let current = state.target.current
    if current == .other, !state.target.formIsOpen {
      openForm(&state)
      return []
    }
    let form = state.target.form(of: current)
    if let wrong = form.firstProblem {
      state.target.formIsOpen = true
      changeForm(&state) { form in
        form.visited = Set(TargetForm.Field.allCases)
        form.focus = wrong
      }
      return []
    }
    let wasOpen = state.target.formIsOpen
    state.target.formIsOpen = false
    state.target.choice = current
    state.screen = .symptom
    return wasOpen ? state.probe(current) : []
  }

  private static func openForm(_ state: inout WizardState) {
    state.target.formIsOpen = true
    state.target.choice = state.target.current
    changeForm(&state) { $0.focus = .host }
  }

  private static func changeForm(
    _ state: inout WizardState, _ change: (inout TargetForm) -> Void
  ) {
    var form = state.target.form(of: state.target.current)
    change(&form)
    state.target.forms[state.target.current] = form
  }

  private static func choose(_ list: ListState, _ state: inout WizardState) {
    let choices = state.target.choices
    guard choices.indices.contains(list.selection) else { return }
    state.target.choice = choices[list.selection]
    state.target.listOffset = list.offset
  }

  static func listState(_ state: WizardState) -> ListState {
    ListState(
      selection: state.target.choices.firstIndex(of: state.target.current) ?? 0,
      offset: state.target.listOffset)
  }

  /// The lines of the list, one for each choice.
  static func items(_ state: WizardState) -> [ListItem] {
    state.target.choices.map { choice in
      let live = state.target.liveness[choice] ?? .unknown
      guard let found = state.target.detectedTarget(choice) else {
        guard let place = state.target.target(of: .other)?.place else {
          return ListItem(["  another host…", "  name it, and its port"])
        }
        return ListItem([
          StyledText(live.glyph + " ", style(of: live)) + StyledText("another host"),
          StyledText("  \(place)"),
        ])
      }
      let place = state.target.target(of: choice)?.place ?? hostAndPort(found.host, found.port)
      return ListItem([
        StyledText(live.glyph + " ", style(of: live)) + StyledText(found.name),
        StyledText("  \(place)", .plain),
      ])
    }
  }

  static func style(of liveness: Liveness) -> Style {
    switch liveness {
    case .listening: .good
    case .notListening: .bad
    case .asking, .unknown: .muted
    }
  }
}
