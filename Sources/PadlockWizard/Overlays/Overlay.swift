internal import CellGrid

/// What is laid over a screen and takes all keys until it is closed.
enum Overlay: Equatable, Sendable {
  case help(offset: Int)
  /// Everything about a check, from this line of it.
  case check(Run.CheckLine, offset: Int)
  case password(PasswordPrompt)
  case chooser(FileChooser)
  case session(SessionPrompt)
  /// What stands around a line of a file.
  case file(FileViewer)
  /// The field for what is searched.
  case search(SearchPrompt)
  /// The question whether to leave without saving.
  case quit

  var part: any ScreenPart.Type {
    switch self {
    case .help: HelpOverlay.self
    case .check: CheckOverlay.self
    case .password: PasswordOverlay.self
    case .chooser: ChooserOverlay.self
    case .session: SessionOverlay.self
    case .file: FileOverlay.self
    case .search: SearchOverlay.self
    case .quit: QuitOverlay.self
    }
  }
}

extension Grid {
  /// Draws an empty, framed box in the middle of the body and returns the room in it.
  mutating func drawBox(_ layout: ScreenLayout, title: String, width: Int, height: Int) -> Rect {
    let box = layout.size.bounds.centered(
      width: min(width, layout.size.columns - 8), height: height)
    fill(box.inset(horizontal: -1, vertical: 0))
    frame(box, title: title, titleStyle: .heading)
    return box.inset(horizontal: 2, vertical: 1)
  }
}
