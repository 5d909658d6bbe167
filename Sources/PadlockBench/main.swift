// Measures within one process what a command line cannot show: loading the embedded rules, and
// judging generated ones. Prints one object of JSON; `scripts/bench rules` reads it.

import PadlockEngine
import PadlockModel
import PadlockRules

let factCount = 200

/// The median of `count` runs of `body`, in milliseconds.
func milliseconds(of count: Int, _ body: () throws -> Void) rethrows -> Double {
  var times: [Duration] = []
  for _ in 0..<count {
    times.append(try ContinuousClock().measure(body))
  }
  return times.sorted()[count / 2] / .milliseconds(1)
}

/// Facts of three types, each with evidence as a collector gives it.
func facts() -> [Observation] {
  (0..<factCount).map { index in
    let value: FactValue =
      switch index % 3 {
      case 0: .boolean(index % 2 == 0)
      case 1: .integer(index)
      default: .text("value \(index)")
      }
    let evidence = Evidence(.file, "/etc/generated.conf", line: index + 1, excerpt: "a = \(index)")
    return .fact(FactKey(name(index)), .known(value, evidence: [evidence]))
  }
}

func name(_ index: Int) -> FactName { FactName("generated.fact-\(index % factCount)") }

/// One line of a condition, which holds where `holds`.
func line(_ index: Int, holds: Bool) -> Condition {
  let index = index % factCount
  let comparison: Comparison =
    switch index % 3 {
    case 0: .is(.boolean((index % 2 == 0) == holds))
    case 1: .atLeast(.integer(holds ? index : index + 1))
    default: holds ? .endsWith("\(index)") : .in([.text("another"), .text("a third")])
    }
  return .fact(name(index), [comparison])
}

/// Rules with the shape of the written ones: every second is confirmed.
func rules(_ count: Int) -> RuleSet {
  let rules = (0..<count).map { index in
    let holds = index % 2 == 0
    return Rule(
      id: RuleID("generated.\(index)"), title: "Rule \(index)",
      applies: line(index + 1, holds: true),
      confirmed: .all([
        line(index, holds: true),
        .any([line(index * 7 + 3, holds: false), line(index * 5 + 1, holds: holds)]),
      ]),
      suspected: line(index * 3 + 2, holds: false))
  }
  return RuleSet(rules: rules, packs: ["generated"])
}

let load = try milliseconds(of: 21) { _ = try EmbeddedRules.load() }
var judged: [String] = []
for count in [100, 1_000, 10_000] {
  let engine = Engine(rules: rules(count), now: Timestamp(secondsSince1970: 1_790_000_000))
  var findings = Findings(
    target: Target(id: "bench", product: "generic", name: "Bench", host: "localhost"))
  for fact in facts() { findings.add(fact) }
  var confirmed = 0
  let time = milliseconds(of: 11) {
    confirmed = engine.judge(findings).conclusions.standings.count { $0 == .concluded(.confirmed) }
  }
  judged.append(#"{"rules": \#(count), "confirmed": \#(confirmed), "milliseconds": \#(time)}"#)
}
print(#"{"load": \#(load), "judged": [\#(judged.joined(separator: ", "))]}"#)
