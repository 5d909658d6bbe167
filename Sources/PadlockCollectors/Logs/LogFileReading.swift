import ArchiveBridge
import PadlockModel
import PadlockReaders
import PadlockSymptoms

/// What one file of a log says, and what of it was not read.
struct LogFileReading {
  /// Why a file was not read to its end.
  enum Cut: Equatable {
    /// The time for logs was up, or the user stopped the run.
    case stopped
    case unpacking(DecompressionFailure)
    case file(FileFailure)
  }

  let path: String
  /// What the file was like when it was opened.
  let information: FileInformation
  var reading: LogReading
  var cut: Cut?
  /// What was not read of its text, in bytes; to `Int.max` where nobody knows its length.
  var unread: [Range<Int>] = []
  /// The times of the first and the last line that were read.
  var firstLine: LogTime?
  var lastLine: LogTime?
  /// Lines that were too long to be matched to their ends.
  var longLines = 0
  var isPacked = false
  /// What became of the file while it was read.
  var change = OpenedFile.Change.none
}

/// Reads the files of logs.
struct LogFileReader: Sendable {
  /// Plain files larger than this are read from the back: first so much of their end.
  var endLength = 1 << 30
  let files: any FileAccess
  let recogniser: Recogniser
  let logs: [LogFile]
  /// Asked every few milliseconds whether to stop.
  let isStopped: @Sendable () -> Bool
  /// Told how many more bytes of a file were read.
  let progress: @Sendable (_ path: String, _ bytes: Int) -> Void

  /// Reads a file once, in bounded memory; the newest part of a large one comes first.
  func read(_ path: String, threads: Int) throws(FileFailure) -> LogFileReading {
    try files.reading(path) { file in
      var result = LogFileReading(
        path: path, information: file.information, reading: LogReading(path, logs))
      if let compression = file.compression {
        result.isPacked = true
        let bytes = FileBytes(file, 0..<file.information.bytes)
        do throws(DecompressionFailure) {
          let unpacked = try UnpackedBytes(compression, bytes)
          read(LogText(unpacked), of: file, threads, into: &result)
        } catch {
          result.cut = .unpacking(error)
          result.unread = [0..<Int.max]
          result.reading.isComplete = false
        }
      } else if let middle = beginningOfEnd(file) {
        readFromBack(file, from: middle, threads, into: &result)
      } else {
        let bytes = FileBytes(file, 0..<file.information.bytes)
        read(LogText(bytes), of: file, threads, into: &result)
      }
      result.change = file.change
      return result
    }
  }

  /// Where the first record begins in the part of a large file that is read first.
  private func beginningOfEnd(_ file: OpenedFile) -> Int? {
    let start = file.information.bytes - endLength
    guard start > 0, let first = try? file.bytes(from: 0, count: 16),
      !TextEncoding.ofLog(firstBytes: first).encoding.isUTF16,
      let part = try? file.bytes(from: start, count: min(endLength, 64 << 10))
    else { return nil }
    var at = 0
    var line: Int?
    while let feed = part[at...].firstIndex(of: 0x0A) {
      at = feed + 1
      line = line ?? at
      let end = part[at...].firstIndex(of: 0x0A) ?? part.count
      if LogRecordHead(part.span.extracting(at..<end)) != nil { return start + at }
    }
    return line.map { start + $0 }
  }

  private func readFromBack(
    _ file: OpenedFile, from middle: Int, _ threads: Int, into result: inout LogFileReading
  ) {
    read(
      LogText(FileBytes(file, middle..<file.information.bytes)), of: file, threads, into: &result)
    let end = result
    result.reading = LogReading(result.path, logs)
    if end.cut != nil {
      result.reading = end.reading.after(lines: nil)
      result.unread = [0..<middle] + end.unread.map { middle + $0.lowerBound..<Int.max }
      return
    }
    let text = LogText(FileBytes(file, 0..<middle), countsFeeds: true)
    read(text, of: file, threads, into: &result)
    let lines = result.cut == nil ? text.feeds : nil
    result.reading = result.reading.followed(by: end.reading.after(lines: lines))
    result.unread = result.unread.map { $0.lowerBound..<middle }
    result.lastLine = end.lastLine ?? result.lastLine
    result.longLines += end.longLines
  }

  /// Adds what a text says to `result`.
  private func read(
    _ text: LogText, of file: OpenedFile, _ threads: Int, into result: inout LogFileReading
  ) {
    var reading = result.reading
    var (done, told) = (0, file.bytesRead)
    do {
      try recogniser.scan(
        text, threads: threads, isRecordHead: { LogRecordHead($0) != nil }, isStopped: isStopped,
        progress: { bytes in
          done = bytes
          let now = file.bytesRead
          progress(result.path, now - told)
          told = now
        }, report: { reading.take($0) })
      if !text.isAtEnd || done < text.count { result.cut = .stopped }
    } catch let failure as DecompressionFailure {
      result.cut = .unpacking(failure)
    } catch let failure as FileFailure {
      result.cut = .file(failure)
    } catch {
      result.cut = .file(.failed("\(error)"))
    }
    reading.finish()
    reading.isComplete = result.cut == nil
    result.reading = reading
    result.firstLine = LogRecordHead.firstTime(in: text.head)
    result.lastLine = LogRecordHead.lastTime(in: text.tail)
    result.longLines = text.longLines
    if result.cut != nil { result.unread = [done..<Int.max] }
  }
}
