import PadlockModel

extension Rule: Compiled {
  func write(to writer: inout ByteWriter) {
    id.write(to: &writer)
    pack.write(to: &writer)
    title.write(to: &writer)
    severity.write(to: &writer)
    frequency.write(to: &writer)
    forEach.write(to: &writer)
    applies.write(to: &writer)
    confirmed.write(to: &writer)
    suspected.write(to: &writer)
    causes.write(to: &writer)
    masks.write(to: &writer)
    unless.write(to: &writer)
    summary.write(to: &writer)
    remedies.write(to: &writer)
    references.write(to: &writer)
    examples.write(to: &writer)
    source.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> Rule {
    Rule(
      id: try .read(from: &reader),
      pack: try .read(from: &reader),
      title: try .read(from: &reader),
      severity: try .read(from: &reader),
      frequency: try .read(from: &reader),
      forEach: try .read(from: &reader),
      applies: try .read(from: &reader),
      confirmed: try .read(from: &reader),
      suspected: try .read(from: &reader),
      causes: try .read(from: &reader),
      masks: try .read(from: &reader),
      unless: try .read(from: &reader),
      summary: try .read(from: &reader),
      remedies: try .read(from: &reader),
      references: try .read(from: &reader),
      examples: try .read(from: &reader),
      source: try .read(from: &reader))
  }
}

extension Remedy: Compiled {
  func write(to writer: inout ByteWriter) {
    title.write(to: &writer)
    platform.write(to: &writer)
    applies.write(to: &writer)
    steps.write(to: &writer)
    verify.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> Remedy {
    Remedy(
      title: try .read(from: &reader),
      platform: try .read(from: &reader),
      applies: try .read(from: &reader),
      steps: try .read(from: &reader),
      verify: try .read(from: &reader))
  }
}

extension RemedyStep: Compiled {
  func write(to writer: inout ByteWriter) {
    instruction.write(to: &writer)
    command.write(to: &writer)
    edit.write(to: &writer)
    restartsService.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> RemedyStep {
    RemedyStep(
      instruction: try .read(from: &reader),
      command: try .read(from: &reader),
      edit: try .read(from: &reader),
      restartsService: try .read(from: &reader))
  }
}

extension RemedyEdit: Compiled {
  func write(to writer: inout ByteWriter) {
    setting.write(to: &writer)
    to.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> RemedyEdit {
    RemedyEdit(
      setting: try .read(from: &reader),
      to: try .read(from: &reader))
  }
}

extension Reference: Compiled {
  func write(to writer: inout ByteWriter) {
    article.write(to: &writer)
    section.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> Reference {
    Reference(
      article: try .read(from: &reader),
      section: try .read(from: &reader))
  }
}

extension Article: Compiled {
  func write(to writer: inout ByteWriter) {
    id.write(to: &writer)
    title.write(to: &writer)
    url.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> Article {
    Article(
      id: try .read(from: &reader),
      title: try .read(from: &reader),
      url: try .read(from: &reader))
  }
}
