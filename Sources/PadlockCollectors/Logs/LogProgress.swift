import Synchronization

/// Says how far the reading of all logs is: `agent.log 43 %`.
final class LogProgress: Sendable {
  private let total: Int
  private let tell: @Sendable (String) -> Void
  private let state = Mutex((bytes: 0, percent: -1, path: ""))

  /// - Parameters:
  ///   - total: the bytes of all files.
  ///   - tell: called when there is something new to say.
  init(total: Int, tell: @escaping @Sendable (String) -> Void) {
    self.total = max(1, total)
    self.tell = tell
  }

  /// Adds bytes that were read of the file at `path`.
  func add(_ path: String, _ bytes: Int) {
    let new = state.withLock { state -> String? in
      state.bytes += bytes
      let percent = min(100, Int(Double(state.bytes) / Double(total) * 100))
      guard percent != state.percent || path != state.path else { return nil }
      (state.percent, state.path) = (percent, path)
      return "\(TargetPath(path).name) \(percent) %"
    }
    if let new { tell(new) }
  }
}
