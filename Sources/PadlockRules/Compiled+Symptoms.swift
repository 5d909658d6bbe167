import PadlockModel

extension Symptom: Compiled {
  func write(to writer: inout ByteWriter) {
    id.write(to: &writer)
    pack.write(to: &writer)
    situation.write(to: &writer)
    title.write(to: &writer)
    meaning.write(to: &writer)
    accuses.write(to: &writer)
    decidedBy.write(to: &writer)
    near.write(to: &writer)
    texts.write(to: &writer)
    diagnoses.write(to: &writer)
    source.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> Symptom {
    Symptom(
      id: try .read(from: &reader),
      pack: try .read(from: &reader),
      situation: try String.read(from: &reader),
      title: try .read(from: &reader),
      meaning: try .read(from: &reader),
      accuses: try .read(from: &reader),
      decidedBy: try .read(from: &reader),
      near: try .read(from: &reader),
      texts: try .read(from: &reader),
      diagnoses: try .read(from: &reader),
      source: try .read(from: &reader))
  }
}

extension SymptomText: Compiled {
  func write(to writer: inout ByteWriter) {
    text.write(to: &writer)
    software.write(to: &writer)
    side.write(to: &writer)
    versions.write(to: &writer)
    wholeLine.write(to: &writer)
    ordinaryAtDebug.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> SymptomText {
    SymptomText(
      text: try .read(from: &reader),
      software: try .read(from: &reader),
      side: try .read(from: &reader),
      versions: try .read(from: &reader),
      wholeLine: try .read(from: &reader),
      ordinaryAtDebug: try .read(from: &reader))
  }
}
