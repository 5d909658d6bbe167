import PadlockModel

extension Condition: Compiled {
  func write(to writer: inout ByteWriter) {
    switch self {
    case .all(let parts):
      writer.byte(0)
      parts.write(to: &writer)
    case .any(let parts):
      writer.byte(1)
      parts.write(to: &writer)
    case .none(let parts):
      writer.byte(2)
      parts.write(to: &writer)
    case .fact(let name, let comparisons):
      writer.byte(3)
      name.write(to: &writer)
      comparisons.write(to: &writer)
    }
  }

  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> Condition {
    try reader.nested { reader throws(CompiledRulesFailure) in
      switch try reader.byte() {
      case 0: .all(try .read(from: &reader))
      case 1: .any(try .read(from: &reader))
      case 2: .none(try .read(from: &reader))
      case 3: .fact(try .read(from: &reader), try .read(from: &reader))
      default: throw reader.failure
      }
    }
  }
}

extension Comparison: Compiled {
  func write(to writer: inout ByteWriter) {
    writer.text(name)
    switch self {
    case .is(let value), .not(let value), .lessThan(let value), .atMost(let value),
      .greaterThan(let value), .atLeast(let value):
      value.write(to: &writer)
    case .in(let values), .notIn(let values): values.write(to: &writer)
    case .contains(let text), .matches(let text), .startsWith(let text), .endsWith(let text):
      text.write(to: &writer)
    case .containsAny(let texts): texts.write(to: &writer)
    case .before(let time), .after(let time): time.write(to: &writer)
    case .olderThan(let seconds), .within(let seconds): seconds.write(to: &writer)
    case .exists(let expected): expected.write(to: &writer)
    case .sameAs(let name), .differsFrom(let name): name.write(to: &writer)
    }
  }

  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> Comparison {
    guard let op = Operator(rawValue: try reader.text()) else { throw reader.failure }
    return switch op {
    case .is: .is(try .read(from: &reader))
    case .not: .not(try .read(from: &reader))
    case .in: .in(try .read(from: &reader))
    case .notIn: .notIn(try .read(from: &reader))
    case .contains: .contains(try .read(from: &reader))
    case .containsAny: .containsAny(try .read(from: &reader))
    case .matches: .matches(try .read(from: &reader))
    case .startsWith: .startsWith(try .read(from: &reader))
    case .endsWith: .endsWith(try .read(from: &reader))
    case .lessThan: .lessThan(try .read(from: &reader))
    case .atMost: .atMost(try .read(from: &reader))
    case .greaterThan: .greaterThan(try .read(from: &reader))
    case .atLeast: .atLeast(try .read(from: &reader))
    case .before: .before(try .read(from: &reader))
    case .after: .after(try .read(from: &reader))
    case .olderThan: .olderThan(seconds: try .read(from: &reader))
    case .within: .within(seconds: try .read(from: &reader))
    case .exists: .exists(try .read(from: &reader))
    case .sameAs: .sameAs(try .read(from: &reader))
    case .differsFrom: .differsFrom(try .read(from: &reader))
    }
  }
}

extension FactValue: Compiled {
  func write(to writer: inout ByteWriter) {
    switch self {
    case .boolean(let value):
      writer.byte(0)
      value.write(to: &writer)
    case .integer(let value):
      writer.byte(1)
      value.write(to: &writer)
    case .text(let value):
      writer.byte(2)
      value.write(to: &writer)
    case .time(let value):
      writer.byte(3)
      value.write(to: &writer)
    case .duration(let seconds):
      writer.byte(4)
      seconds.write(to: &writer)
    case .list(let values):
      writer.byte(5)
      values.write(to: &writer)
    }
  }

  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> FactValue {
    switch try reader.byte() {
    case 0: .boolean(try .read(from: &reader))
    case 1: .integer(try .read(from: &reader))
    case 2: .text(try .read(from: &reader))
    case 3: .time(try .read(from: &reader))
    case 4: .duration(seconds: try .read(from: &reader))
    case 5: .list(try .read(from: &reader))
    default: throw reader.failure
    }
  }
}
