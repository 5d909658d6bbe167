internal import CTerminalShims

/// Has a folder removed when a signal ends the program; nil for none any more.
///
/// Only one is kept. ^C counts as such a signal as long as nothing else handles it.
public nonisolated func removeWhenKilled(_ folder: String?) {
  rescue_install()
  rescue_folder(folder)
}
