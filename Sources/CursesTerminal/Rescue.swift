internal import CTerminalShims
internal import Synchronization

private nonisolated let changing = Mutex<Void>(())

/// Has a folder removed when a signal ends the program, until ``spareWhenKilled(_:)``.
///
/// At most 8 are kept. ^C counts as such a signal as long as nothing else handles it.
public nonisolated func removeWhenKilled(_ folder: String) {
  changing.withLock { _ in
    rescue_install()
    rescue_folder(folder)
  }
}

/// Leaves a folder alone from now on when a signal ends the program: it is gone already.
public nonisolated func spareWhenKilled(_ folder: String) {
  changing.withLock { _ in rescue_spare(folder) }
}
