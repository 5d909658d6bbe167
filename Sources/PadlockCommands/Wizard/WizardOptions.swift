import ArgumentParser
import Foundation

/// The options of the wizard alone.
struct WizardOptions: ParsableArguments {
  @Flag(
    help: """
      Ask and answer line by line, without drawing: for screen readers, scripts, and where TERM is \
      dumb.
      """)
  var plain = false
  @Flag(help: "Leave the mouse to the terminal, to select text with it.")
  var noMouse = false

  /// Whether the wizard asks line by line: wanted, or all that the terminal can show.
  var isPlain: Bool {
    plain || ProcessInfo.processInfo.environment["TERM"] == "dumb" && Self.hasTerminal
  }

  /// Whether somebody reads and types.
  static var hasTerminal: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }
}
