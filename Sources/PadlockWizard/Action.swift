internal import CellGrid

/// What a key can do; which keys do it, each screen's bindings say.
public enum Action: Hashable, Sendable {
  /// Moves the choice in a list, or scrolls a text.
  case move(Movement)
  /// Goes on with what is chosen.
  case next
  /// Goes to the screen before.
  case back
  case focusField
  case leaveField
  case nextField
  case previousField
  /// Goes from one pane to the other.
  case otherPane
  case nextTab
  case previousTab
  /// Completes the path in the field, or goes to the next field.
  case complete
  /// Chooses a path from a list.
  case browse
  /// Shows or leaves out hidden files.
  case toggleHidden
  /// Goes to the folder above.
  case openParent
  /// Takes the chosen line.
  case take
  /// Takes away what the list is filtered by.
  case clearFilter
  /// Forgets the chosen host.
  case forget
  /// Switches the remembering of hosts on or off.
  case toggleMemory
  /// Opens the fields of the chosen target.
  case change
  /// Diagnoses the host that the user's words name.
  case takeHost
  /// Forgets the pasted text.
  case dropText
  /// Stops the collection and keeps what was found.
  case stop
  case checkAgain
  /// Shows everything about the chosen check.
  case details
  /// Answers the question that is on the screen.
  case answer
  /// Puts the question off, or leaves the answer as it was.
  case postpone
  /// Hands the typed password over.
  case usePassword
  case save
  case saveSession
  /// Writes to the place that is named.
  case saveNow
  /// Opens the file that the marked line names.
  case openFile
  case search
  case nextHit
  case previousHit
  /// Ends the typing of what is searched, and keeps what was found.
  case keepSearch
  case dropSearch
  /// Ticks a step off, or takes the tick away.
  case tick
  case nextWay
  case previousWay
  case copy
  /// Shows a command without the wizard around it.
  case showPlainly
  case verify
  case repair
  case help
  case closeOverlay
  case quit
  /// Quits although the report is not saved.
  case quitAnyway
}

/// A way to move in a list or a text.
public enum Movement: Hashable, Sendable, CaseIterable {
  case up
  case down
  case pageUp
  case pageDown
  case home
  case end
  case wheelUp
  case wheelDown
}

extension Movement {
  /// The key that lists and texts know this movement by.
  var key: Key {
    switch self {
    case .up: .up
    case .down: .down
    case .pageUp: .pageUp
    case .pageDown: .pageDown
    case .home: .home
    case .end: .end
    case .wheelUp: .mouse(x: 0, y: 0, .wheelUp)
    case .wheelDown: .mouse(x: 0, y: 0, .wheelDown)
    }
  }
}
