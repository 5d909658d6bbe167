import Glibc
import Synchronization

/// The folders that must be gone when the process is.
enum DemoCleanup {
  private static let folders = Mutex<[String: DemoFiles]>([:])

  private static let isRegistered: Bool = atexit { DemoCleanup.removeAll() } == 0

  /// Removes the folder at `exit`, unless it is forgotten before.
  static func add(_ files: DemoFiles) {
    _ = isRegistered
    folders.withLock { $0[files.root] = files }
  }

  /// The folder is removed already.
  static func forget(_ files: DemoFiles) {
    folders.withLock { $0[files.root] = nil }
  }

  /// Removes all that were not forgotten.
  static func removeAll() {
    let left = folders.withLock { folders in
      defer { folders = [:] }
      return Array(folders.values)
    }
    for files in left { files.remove() }
  }
}
