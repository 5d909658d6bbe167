/// How grave a log line says it is, whatever its logging library calls that.
public enum LogLevel: Int, CaseIterable, Comparable, Sendable {
  /// `TRACE`, `FINER`, `FINEST`, `VERBOSE`.
  case trace
  /// `DEBUG`, `FINE`, `CONFIG`.
  case debug
  /// `INFO`, `NOTICE`, the wrapper's `STATUS`.
  case info
  /// `WARN`, `WARNING`, the wrapper's `ADVICE`.
  case warning
  /// `ERROR`, `SEVERE`.
  case error
  /// `FATAL`, `CRIT`, `ALERT`, `EMERG`.
  case fatal

  public static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }

  /// The level that stands at `range`; its capital letters are packed into a number to compare.
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>, anyCase: Bool = false) {
    guard (3...8).contains(range.count) else { return nil }
    var packed: UInt64 = 0
    for index in range {
      let byte = bytes[index]
      let letter = anyCase && (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
      guard (0x41...0x5A).contains(letter) else { return nil }
      packed = packed << 8 | UInt64(letter)
    }
    switch packed {
    case 0x54_5241_4345, 0x4649_4E45_5354, 0x46_494E_4552, 0x56_4552_424F_5345: self = .trace
    case 0x44_4542_5547, 0x4649_4E45, 0x434F_4E46_4947: self = .debug
    case 0x494E_464F, 0x4E4F_5449_4345, 0x5354_4154_5553: self = .info
    case 0x5741_524E, 0x57_4152_4E49_4E47, 0x4144_5649_4345: self = .warning
    case 0x45_5252_4F52, 0x5345_5645_5245, 0x45_5252: self = .error
    case 0x46_4154_414C, 0x4352_4954, 0x4352_4954_4943_414C, 0x41_4C45_5254, 0x45_4D45_5247,
      0x50_414E_4943:
      self = .fatal
    default: return nil
    }
  }
}
