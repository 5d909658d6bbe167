import PadlockModel

/// A value that compiled rules can hold.
protocol Compiled {
  func write(to writer: inout ByteWriter)
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> Self
}

extension Int: Compiled {
  func write(to writer: inout ByteWriter) { writer.number(self) }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> Int {
    try reader.number()
  }
}

extension String: Compiled {
  func write(to writer: inout ByteWriter) { writer.text(self) }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> String {
    try reader.text()
  }
}

extension Bool: Compiled {
  func write(to writer: inout ByteWriter) { writer.byte(self ? 1 : 0) }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> Bool {
    switch try reader.byte() {
    case 0: false
    case 1: true
    default: throw reader.failure
    }
  }
}

extension Array: Compiled where Element: Compiled {
  func write(to writer: inout ByteWriter) {
    writer.number(count)
    for element in self { element.write(to: &writer) }
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> [Element] {
    let count = try reader.number()
    var result: [Element] = []
    guard count >= 0 else { throw reader.failure }
    for _ in 0..<count { result.append(try Element.read(from: &reader)) }
    return result
  }
}

extension Optional: Compiled where Wrapped: Compiled {
  func write(to writer: inout ByteWriter) {
    writer.byte(self == nil ? 0 : 1)
    self?.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> Wrapped? {
    try Bool.read(from: &reader) ? try Wrapped.read(from: &reader) : nil
  }
}

/// An enumeration of words is held by its word, so that its cases may be reordered.
protocol CompiledWord: Compiled, RawRepresentable<String> {}

extension CompiledWord {
  func write(to writer: inout ByteWriter) { writer.text(rawValue) }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> Self {
    guard let value = Self(rawValue: try reader.text()) else { throw reader.failure }
    return value
  }
}

extension Severity: CompiledWord {}
extension Frequency: CompiledWord {}
extension SubjectKind: CompiledWord {}
extension Platform: CompiledWord {}
extension Side: CompiledWord {}
extension RuleExample.Expectation: CompiledWord {}
extension ConfigurationFile.Role: CompiledWord {}
extension ConfigurationReader: CompiledWord {}

extension FactName: Compiled {
  func write(to writer: inout ByteWriter) { writer.text(rawValue) }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> FactName {
    FactName(try reader.text())
  }
}

extension Template: Compiled {
  func write(to writer: inout ByteWriter) { writer.text(source) }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> Template {
    Template(try reader.text())
  }
}

extension Timestamp: Compiled {
  func write(to writer: inout ByteWriter) { writer.number(Int(secondsSince1970)) }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> Timestamp {
    Timestamp(secondsSince1970: Int64(try reader.number()))
  }
}

extension SourcePosition: Compiled {
  func write(to writer: inout ByteWriter) {
    file.write(to: &writer)
    line.write(to: &writer)
    column.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> SourcePosition {
    SourcePosition(
      file: try .read(from: &reader), line: try .read(from: &reader),
      column: try .read(from: &reader))
  }
}
