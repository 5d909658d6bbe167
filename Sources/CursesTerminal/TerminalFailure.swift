/// Why there is no terminal to draw on.
public nonisolated enum TerminalFailure: Error, Hashable, Sendable {
  /// Input or output is not a terminal.
  case notATerminal
  /// The terminal cannot move its cursor: `TERM` is `dumb` or says nothing.
  case cannotMoveCursor(term: String)
  /// The terminal database does not know the value of `TERM`.
  case unknownTerminal(term: String)
  /// The operating system refused a pipe; the number is its `errno`.
  case noPipe(code: Int32)
}
