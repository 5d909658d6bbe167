/// What a pass over a log finds: see ``Recogniser/scan(_:threads:isRecordHead:isStopped:progress:report:)``.
public enum LogScan {
  /// A symptom in a log.
  public struct Hit: Sendable, Equatable {
    /// What matched; its line counts from 1, its excerpt has at most 400 columns.
    public let match: Recogniser.Match
    /// Where the line begins, in bytes from the start of the log.
    public let offset: Int
    /// The head of the record that the line belongs to: the nearest line at or before it that is
    /// one, at most 64 KiB and 512 lines back; nil where none is.
    public let record: Record?
  }

  /// The first line of a record: what a log dates.
  public struct Record: Sendable, Equatable {
    /// 1-based.
    public let line: Int
    /// Where the line begins, in bytes from the start of the log.
    public let offset: Int
    /// The line without its line feed, at most its first 512 bytes.
    public let bytes: [UInt8]

    /// Bytes of a line that are kept, and looked at to see whether it is a head.
    public static let longest = 512
    /// How many lines before a hit may be its record's head.
    public static let reach = 512

    public init(line: Int, offset: Int, bytes: [UInt8]) {
      self.line = line
      self.offset = offset
      self.bytes = bytes
    }
  }

  /// Bytes of a line that count.
  public static let longestLine = LogBlock.longestLine
}
