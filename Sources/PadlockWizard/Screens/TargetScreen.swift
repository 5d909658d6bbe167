internal import CellGrid

/// Screen 1: what was detected, each with a live dot, hosts named before, a copy of another
/// machine's files, and another host.
enum TargetScreen: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    if state.target.formIsOpen { return formBindings(state) }
    let current = state.target.current
    var own: [KeyBinding] = [
      .moving("choose"), KeyBinding([.enter], label(of: current), .next),
      KeyBinding([.character("e")], "change", .change, disabled: whyUnchangeable(current)),
    ]
    if case .remembered = current {
      own.append(KeyBinding([.delete, .character("d")], "forget", .forget))
    }
    let memory = state.target.memory
    own.append(
      KeyBinding(
        [.character("m")], memory.mode == .on ? "stop remembering hosts" : "remember hosts",
        .toggleMemory,
        disabled: memory.mode == .offForNow ? "This run was told not to remember hosts." : nil,
        isQuiet: true))
    own.append(
      KeyBinding(
        [.escape, .backspace], "back", .back,
        disabled: "This is the first screen; q quits.", isQuiet: true))
    return own
  }

  private static func label(of choice: TargetChoice) -> String {
    switch choice {
    case .detected, .remembered: "continue"
    case .ticket: "choose them"
    case .other: "fill in"
    }
  }

  private static func whyUnchangeable(_ choice: TargetChoice) -> String? {
    switch choice {
    case .detected, .remembered: nil
    case .ticket: "Enter chooses the folder or archive of the files."
    case .other: "Enter fills in another host."
    }
  }

  private static func formBindings(_ state: WizardState) -> [KeyBinding] {
    let isPath = state.target.form(of: state.target.current).focus.isPath
    return [
      KeyBinding(
        showing: 1, isPath ? "complete/next" : "next field",
        [
          (.tab, .complete), (.down, .nextField), (.backTab, .previousField),
          (.up, .previousField),
        ]),
      KeyBinding(
        [.control("o")], "browse", .browse,
        disabled: isPath ? nil : "Only paths can be chosen from a list."),
      KeyBinding([.enter], "continue", .next),
      KeyBinding([.escape], "leave", .leaveField),
    ]
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] {
    switch action {
    case .move(let movement):
      var list = listState(state)
      list.handle(movement.key, items: items(state), height: ScreenLayout(state.size).left.height)
      return choose(list, &state)
    case .next:
      return next(&state)
    case .change:
      return state.openForm()
    case .complete:
      var isCompleted = false
      state.changeForm { isCompleted = $0.complete() }
      if isCompleted { return state.lookAtPaths() }
      state.changeForm { $0.moveFocus(by: 1) }
    case .nextField:
      state.changeForm { $0.moveFocus(by: 1) }
    case .previousField:
      state.changeForm { $0.moveFocus(by: -1) }
    case .browse:
      return state.browse(state.target.form(of: state.target.current).focus)
    case .leaveField:
      state.target.formIsOpen = false
      state.target.goesOnAfterLook = false
      return state.target.chosen == nil ? [] : state.probe(state.target.current)
    case .forget:
      guard case .remembered(let host) = state.target.current else { break }
      return state.changeMemory { $0.forget(host) }
    case .toggleMemory:
      return state.changeMemory { $0.toggle() }
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
    state.target.goesOnAfterLook = false
    return state.lookAtPaths()
  }

  static func press(at point: Point, _ state: inout WizardState) -> [Effect] {
    let layout = ScreenLayout(state.size)
    if state.target.formIsOpen,
      let field = TargetForm.Field.allCases.first(where: { fieldRow($0, layout).contains(point) })
    {
      state.changeForm { form in
        form.visited.insert(form.focus)
        form.focus = field
      }
      return []
    }
    let list = ListView(items(state), state: listState(state))
    guard let index = list.item(at: point, in: layout.left) else { return [] }
    state.target.formIsOpen = false
    return choose(ListState(selection: index, offset: list.state.offset), &state)
  }

  static func turn(
    _ wheel: Movement, at point: Point, _ state: inout WizardState
  ) -> [Effect] {
    state.target.formIsOpen ? [] : perform(.move(wheel), &state)
  }

  /// Goes on if the target is complete; else the field that is wrong says why.
  private static func next(_ state: inout WizardState) -> [Effect] {
    let current = state.target.current
    state.target.goesOnAfterLook = false
    if !state.target.formIsOpen {
      // Nobody means the line that is to be the second one in a moment.
      if state.target.choice == nil, state.target.detection != nil {
        state.target.goesOnAfterDetection = true
        state.notice = "Looking for installed products…"
        return []
      }
      if current == .ticket { return state.browse(nil) }
      if current == .other { return state.openForm() }
    }
    if let wrong = state.target.form(of: current).firstProblem {
      let looks = state.target.formIsOpen ? [] : state.openForm()
      state.changeForm { form in
        form.visited = Set(TargetForm.Field.allCases)
        form.focus = wrong
      }
      return looks
    }
    guard state.target.looks.isEmpty || !state.target.formIsOpen else {
      state.target.goesOnAfterLook = true
      state.notice = "Looking whether the path is there…"
      return []
    }
    let wasOpen = state.target.formIsOpen
    state.target.formIsOpen = false
    state.target.choice = current
    state.screen = .symptom
    return (wasOpen ? state.probe(current) : []) + state.rememberChosen()
  }

  private static func choose(_ list: ListState, _ state: inout WizardState) -> [Effect] {
    let choices = state.target.choices
    guard choices.indices.contains(list.selection) else { return [] }
    state.target.choice = choices[list.selection]
    state.target.listOffset = list.offset
    return state.probeChosen()
  }

  static func listState(_ state: WizardState) -> ListState {
    ListState(
      selection: state.target.choices.firstIndex(of: state.target.current) ?? 0,
      offset: state.target.listOffset)
  }

  /// The lines of the list, one for each choice.
  static func items(_ state: WizardState) -> [ListItem] {
    state.target.choices.map { choice in
      let live = state.target.liveness(of: choice)
      let dot = StyledText(live.glyph + " ", live.style)
      let place = state.target.target(of: choice)?.place
      switch choice {
      case .detected:
        let found = state.target.detectedTarget(choice)
        return ListItem([
          dot + StyledText(found?.name ?? ""),
          StyledText("  \(place ?? found.map { hostAndPort($0.host, $0.port) } ?? "")"),
        ])
      case .remembered(let host):
        return ListItem([
          dot + StyledText("named before"),
          StyledText("  \(place ?? hostAndPort(host.host, host.port))"),
        ])
      case .ticket:
        return ListItem(["  files from a ticket…", "  a copy of another machine's"])
      case .other:
        guard let place else { return ListItem(["  another host…", "  name it, and its port"]) }
        return ListItem([dot + StyledText("another host"), StyledText("  \(place)")])
      }
    }
  }
}
