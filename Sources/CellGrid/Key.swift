/// What a terminal reports that the user did.
public enum Key: Hashable, Sendable {
  /// One grapheme cluster that was typed.
  case character(Character)
  case enter
  case tab
  case backTab
  case escape
  case backspace
  case delete
  case up
  case down
  case left
  case right
  /// Control with the left arrow.
  case wordLeft
  /// Control with the right arrow.
  case wordRight
  case home
  case end
  case pageUp
  case pageDown
  /// A function key, counted from 1.
  case function(Int)
  /// Control with a letter, which is in lower case.
  case control(Character)
  /// The terminal has another size now; read it before drawing.
  case resize
  /// A paste began, which may take a while; ``paste(_:)`` follows.
  case pasteStart
  /// A text pasted as a whole, line ends as line feeds; it may hold anything.
  case paste(String)
  /// A mouse action in a cell.
  case mouse(x: Int, y: Int, MouseAction)
}

/// What the mouse did.
public enum MouseAction: Hashable, Sendable {
  case press
  case wheelUp
  case wheelDown
}
