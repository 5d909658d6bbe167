import PadlockModel

extension Question: Compiled {
  func write(to writer: inout ByteWriter) {
    id.write(to: &writer)
    pack.write(to: &writer)
    asks.write(to: &writer)
    help.write(to: &writer)
    choices.write(to: &writer)
    applies.write(to: &writer)
    source.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> Question {
    Question(
      id: try .read(from: &reader),
      pack: try .read(from: &reader),
      asks: try .read(from: &reader),
      help: try .read(from: &reader),
      choices: try .read(from: &reader),
      applies: try .read(from: &reader),
      source: try .read(from: &reader))
  }
}

extension Question.Choice: Compiled {
  func write(to writer: inout ByteWriter) {
    value.write(to: &writer)
    label.write(to: &writer)
    help.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> Question.Choice {
    Question.Choice(
      value: try .read(from: &reader),
      label: try .read(from: &reader),
      help: try .read(from: &reader))
  }
}
