import Synchronization

/// Lets so many in at a time for each key, the others in the order in which they came.
///
/// It knows no time: what goes on inside has to end by itself.
final class Turnstile: Sendable {
  private struct Line {
    var inside = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let places: Int
  private let lines = Mutex<[String: Line]>([:])

  init(places: Int) {
    self.places = max(1, places)
  }

  /// Runs `body` as soon as there is a place for `key`.
  func pass<T: Sendable>(_ key: String = "", _ body: () async -> T) async -> T {
    await withCheckedContinuation { continuation in
      let isFree = lines.withLock { lines in
        var line = lines[key] ?? Line()
        defer { lines[key] = line }
        guard line.inside < places else {
          line.waiting.append(continuation)
          return false
        }
        line.inside += 1
        return true
      }
      if isFree { continuation.resume() }
    }
    let result = await body()
    leave(key)
    return result
  }

  /// Hands the place to the next in line.
  private func leave(_ key: String) {
    let next = lines.withLock { lines -> CheckedContinuation<Void, Never>? in
      guard var line = lines[key] else { return nil }
      if !line.waiting.isEmpty {
        let next = line.waiting.removeFirst()
        lines[key] = line
        return next
      }
      line.inside -= 1
      lines[key] = line.inside == 0 ? nil : line
      return nil
    }
    next?.resume()
  }
}
