import PadlockModel

extension RuleExample: Compiled {
  func write(to writer: inout ByteWriter) {
    name.write(to: &writer)
    writer.number(facts.count)
    for (name, state) in facts.sorted(by: { $0.key < $1.key }) {
      name.write(to: &writer)
      state.write(to: &writer)
    }
    expect.write(to: &writer)
    source.write(to: &writer)
  }

  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> RuleExample {
    let name = try String.read(from: &reader)
    let count = try reader.number()
    guard count >= 0 else { throw reader.failure }
    var facts: [FactName: FactState] = [:]
    for _ in 0..<count {
      facts[try FactName.read(from: &reader)] = try FactState.read(from: &reader)
    }
    return RuleExample(
      name: name, facts: facts, expect: try .read(from: &reader), source: try .read(from: &reader))
  }
}

/// Without evidence: an example has none.
extension FactState: Compiled {
  func write(to writer: inout ByteWriter) {
    switch self {
    case .known(let value, _):
      writer.byte(0)
      value.write(to: &writer)
    case .absent: writer.byte(1)
    case .unknown(let reason):
      switch reason {
      case .notCollected: writer.byte(2)
      case .notApplicable: writer.byte(3)
      case .byChoice: writer.byte(4)
      case .offline: writer.byte(5)
      case .declined: writer.byte(6)
      case .failed(let why):
        writer.byte(7)
        why.write(to: &writer)
      }
    }
  }

  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> FactState {
    switch try reader.byte() {
    case 0: .known(try .read(from: &reader), evidence: [])
    case 1: .absent(evidence: [])
    case 2: .unknown(.notCollected)
    case 3: .unknown(.notApplicable)
    case 4: .unknown(.byChoice)
    case 5: .unknown(.offline)
    case 6: .unknown(.declined)
    case 7: .unknown(.failed(try .read(from: &reader)))
    default: throw reader.failure
    }
  }
}
