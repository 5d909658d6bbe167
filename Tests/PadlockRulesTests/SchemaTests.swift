import Foundation
import PadlockModel
import PadlockRules
import Testing
import Yams

@Suite struct SchemaTests {
  @Test func `the schema is JSON, the same each time, and names every fact`() throws {
    let text = RuleSchema.text()
    #expect(text == RuleSchema.text())
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let schema = try #require(value as? [String: Any])
    let definitions = try #require(schema["$defs"] as? [String: Any])
    let condition = try #require(definitions["condition"] as? [String: Any])
    let properties = try #require(condition["properties"] as? [String: Any])
    #expect(
      Set(properties.keys)
        == Set(FactCatalogue.all.map(\.name.rawValue)).union(["all", "any", "none"]))
    for part in RuleSchema.Part.allCases { #expect(definitions[part.rawValue] != nil) }
  }

  private struct Case {
    var part: RuleSchema.Part
    var yaml: String
    var fits: Bool
  }

  /// Which of the files fit their schemas, as Python's jsonschema says; nil where it is missing.
  private func validate(_ cases: [Case]) throws -> [Bool]? {
    let folder = FileManager.default.temporaryDirectory.appending(path: "schema-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for part in RuleSchema.Part.allCases {
      try write(RuleSchema.text(for: part), to: folder.appending(path: part.rawValue))
    }
    for (index, one) in cases.enumerated() {
      try write(one.yaml, to: folder.appending(path: "\(index).\(one.part.rawValue)"))
    }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-W", "ignore", "-c", Self.script, folder.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: answer, as: UTF8.self).split(separator: "\n").map { $0 == "yes" }
  }

  private func write(_ text: String, to file: URL) throws {
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  /// Ends with 0 unless a module is missing; times stay texts, as they are for Padlock.
  private static let script = """
    import sys, json, os, jsonschema, yaml
    class Plain(yaml.SafeLoader): pass
    Plain.yaml_implicit_resolvers = {
      k: [r for r in v if 'timestamp' not in r[0]]
      for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()}
    folder = sys.argv[1]
    validators = {}
    for name in sorted((n for n in os.listdir(folder) if '.' in n), key=lambda n: int(n.split('.')[0])):
      part = name.split('.')[1]
      if part not in validators:
        schema = json.load(open(folder + '/' + part))
        # Every schema has the same definitions, so checking one checks them all.
        if part == 'rules':
          try:
            jsonschema.Draft202012Validator.check_schema(schema)
          except jsonschema.SchemaError:
            schema = False
        validators[part] = jsonschema.Draft202012Validator(schema)
      value = yaml.load(open(folder + '/' + name), Loader=Plain)
      print('yes' if validators[part].is_valid(value) else 'no')
    """

  @Test func `files that load fit the schema, and spoiled ones do not`() throws {
    var cases = [
      Case(part: .rules, yaml: SampleRules.rules, fits: true),
      Case(part: .rules, yaml: SampleRules.others, fits: true),
      Case(part: .product, yaml: SampleRules.product, fits: true),
      Case(part: .symptoms, yaml: SampleRules.symptoms, fits: true),
      Case(part: .articles, yaml: SampleRules.articles, fits: true),
      Case(part: .pack, yaml: "prefix: [ a, b ]", fits: true),
      Case(part: .questions, yaml: QuestionTests.questions, fits: true),
      Case(part: .rules, yaml: QuestionTests.rules, fits: true),
      Case(part: .questions, yaml: "[ { id: saved, asks: Was it?, help: Look. } ]", fits: false),
    ]
    for (old, new) in [
      ("severity: error", "severty: error"), ("severity: error", "severity: eror"),
      ("entry.key-opens: false", "entry.key-open: false"),
      ("entry.kind: private-key", "entry.kind: key"),
      ("{ contains: key-password-differs }", "{ less-than: 4 }"),
      ("expect: likely", "expect: probably"), ("- restart: service", "- restart: all"),
    ] {
      let spoiled = SampleRules.rules.replacing(old, with: new)
      cases.append(Case(part: .rules, yaml: spoiled, fits: false))
    }
    guard let answers = try validate(cases) else { return }
    #expect(answers == cases.map(\.fits))
  }
}
