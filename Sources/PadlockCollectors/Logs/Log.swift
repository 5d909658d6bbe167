import PadlockModel
import PadlockReaders

/// One log: the file that is written to, and those that were set aside.
struct Log {
  /// What its files say, the newest first.
  var files: [LogFileReading]
  /// How many files of it are too old to be read.
  var older: Int
  /// What all of them say together.
  let reading: LogReading
  /// What those say together that follow each other closely, for a start between others may stand in
  /// a file that is gone.
  let unbroken: LogReading

  /// Seconds between two files of one log in which nothing need have been written.
  private static let gap = 86_400.0

  init?(_ files: [LogFileReading], older: Int) {
    guard let newest = files.first else { return nil }
    self.files = files
    self.older = older
    reading = files.dropFirst().reduce(newest.reading) { $1.reading.followed(by: $0) }
    unbroken = zip(files, files.dropFirst()).prefix { newer, older in
      guard let end = older.lastLine, let beginning = newer.firstLine else { return false }
      return beginning.seconds - end.seconds <= Self.gap
    }.reduce(newest.reading) { $1.1.reading.followed(by: $0) }
  }

  var path: String { files[0].path }
  /// When its newest file was changed.
  var changed: Timestamp { files[0].information.changed }
  /// The time of its last line that has one.
  var lastLine: LogTime? { files.lazy.compactMap(\.lastLine).first }
  /// Whether nothing was ever written to it.
  var isEmpty: Bool { files.allSatisfy { $0.information.bytes == 0 } }
}
