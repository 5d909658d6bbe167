import PadlockModel
import PadlockNetwork

/// Reads all logs of a target, several files or several parts of one at a time.
struct LogSurvey {
  /// Plain files from this size on are worth all threads.
  private static let large = 8 << 20
  /// The part of a run's remaining time that logs may take.
  private static let share = 2

  /// What was read.
  private(set) var logs: [Log] = []
  /// What could not be read at all.
  private(set) var failures: [(path: String, failure: FileFailure)] = []

  /// Reads the logs of `plan`: for each its files, the newest first, and how many older ones there
  /// are; at most `threads` threads work at a time.
  init(
    _ plan: [(read: [String], older: Int)], _ request: CollectionRequest, of logs: [LogFile],
    threads: Int
  ) async {
    let files = request.files
    let sizes = plan.flatMap(\.read).map { path -> (path: String, bytes: Int) in
      guard case .file(let information) = files.status(of: path) else { return (path, 0) }
      return (path, information.bytes)
    }
    let run = request.options.run
    let limit = run.within(run.remaining / Self.share)
    let progress = LogProgress(
      total: sizes.reduce(0) { $0 + $1.bytes }, tell: request.options.tell)
    let reader = LogFileReader(
      files: files, recogniser: LogReading.recogniser(request.symptoms, logs), logs: logs,
      isStopped: { limit.interruption != nil }, progress: { progress.add($0, $1) })
    let large = sizes.filter { $0.bytes >= Self.large }.map(\.path)
    var results = await Self.read(large, at: 1, reader, threads: threads)
    let others = sizes.filter { $0.bytes < Self.large }.map(\.path)
    results.merge(await Self.read(others, at: threads, reader, threads: 1)) { first, _ in first }
    for (paths, older) in plan {
      var readings: [LogFileReading] = []
      for path in paths {
        switch results[path] {
        case .success(let reading): readings.append(reading)
        case .failure(let failure): failures.append((path, failure))
        case nil: break
        }
      }
      if let log = Log(readings, older: older) { self.logs.append(log) }
    }
  }

  /// Reads files in this order, `width` of them at a time.
  private static func read(
    _ paths: [String], at width: Int, _ reader: LogFileReader, threads: Int
  ) async -> [String: Result<LogFileReading, FileFailure>] {
    await withTaskGroup(of: (String, Result<LogFileReading, FileFailure>).self) { group in
      var results: [String: Result<LogFileReading, FileFailure>] = [:]
      for (index, path) in paths.enumerated() {
        if index >= width, let (path, result) = await group.next() { results[path] = result }
        group.addTask {
          let result: Result<LogFileReading, FileFailure> = await blocking {
            do throws(FileFailure) {
              return .success(try reader.read(path, threads: threads))
            } catch { return .failure(error) }
          }
          return (path, result)
        }
      }
      for await (path, result) in group { results[path] = result }
      return results
    }
  }
}
