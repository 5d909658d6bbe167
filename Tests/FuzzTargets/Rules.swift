import PadlockModel
import PadlockRules

private let questions = ((try? EmbeddedRules.load()) ?? RuleSet()).questions

/// Whether each problem names its line, in words that can be shown.
private func demandProblems(
  _ problems: [RuleProblem], in bytes: [UInt8]
) throws(BrokenProperty) {
  for problem in problems {
    try demand(problem.source.line >= 1 && problem.source.column >= 1, "a problem nowhere")
    try demand(problem.source.line <= bytes.count + 1, "a problem on line \(problem.source.line)")
  }
}

func checkRuleFile(_ bytes: [UInt8]) throws(BrokenProperty) {
  let names = ["rules", "symptoms", "questions", "product", "pack", "articles"]
  let kind = names[Int(bytes.first ?? 0) % names.count]
  let content = Array(bytes.dropFirst())
  let file = RuleFile(path: kind == "articles" ? "articles.yml" : "p/\(kind).yml", bytes: content)
  let loaded = RuleLoader.load([file])
  try demandEqual(RuleLoader.load([file]), loaded, "loaded twice, it differs")
  try demandProblems(RuleLint.problems(in: loaded), in: content)
  let compiled = CompiledRules.encode(loaded.rules)
  try demandEqual(try? CompiledRules.decode(compiled), loaded.rules, "compiled, it differs")
}

func checkCompiledRules(_ bytes: [UInt8]) throws(BrokenProperty) {
  _ = try? CompiledRules.decode(bytes)
  let read = { () throws(CompiledRulesFailure) in try CompiledRules.decodeUnchecked(bytes[...]) }
  guard let rules = try demandStable(read) else { return }
  try demandEqual(
    try? CompiledRules.decode(CompiledRules.encode(rules)), rules, "written and read, it differs")
}

func checkSession(_ bytes: [UInt8]) throws(BrokenProperty) {
  let rules = RuleSet(questions: questions)
  let file = RuleFile(path: "session.yml", bytes: bytes)
  let (session, problems) = SessionFile.read(file, knowing: rules)
  try demandProblems(problems, in: bytes)
  let text = SessionFile.text(session)
  try demandVisible(text, allowing: ["\n"])
  let written = RuleFile(path: "session.yml", bytes: Array(text.utf8))
  var (again, wrong) = SessionFile.read(written, knowing: rules)
  try demand(wrong.isEmpty, "what was written has problems: \(wrong)")
  for index in again.answers.indices where session.answers.indices.contains(index) {
    again.answers[index].line = session.answers[index].line
  }
  try demandEqual(again, session, "written and read, it differs")
}

func checkAnswers(_ bytes: [UInt8]) throws(BrokenProperty) {
  let file = RuleFile(path: "answers.json", bytes: bytes)
  let (answers, problems) = AnswerFile.read(file, asking: questions)
  try demandProblems(problems, in: bytes)
  for answer in answers {
    try demand(questions.contains { $0.id == answer.question }, "an answer to \(answer.question)")
  }
}
