internal import CTerminalShims
public import CellGrid
internal import Glibc

/// The terminal where lines are read and written and nothing is drawn.
public enum LineTerminal {
  private static var hidden: termios?

  /// What lines can hold, by the locale.
  public static var glyphs: GlyphSet { localeIsUTF8() ? .unicode : .ascii }

  /// Keeps what is typed from being shown, until ``showInput()`` or the end of the program.
  public static func hideInput() {
    var settings = termios()
    guard hidden == nil, rescue_remember(STDIN_FILENO) == 0, tcgetattr(STDIN_FILENO, &settings) == 0
    else { return }
    hidden = settings
    rescue_install()
    rescue_arm(STDIN_FILENO, "", 0)
    settings.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
  }

  /// Shows what is typed again.
  public static func showInput() {
    guard var settings = hidden else { return }
    hidden = nil
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
    rescue_disarm()
  }
}
