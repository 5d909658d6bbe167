import PadlockModel

extension RulePage {
  /// The page for a terminal.
  public var text: String {
    var lines = ["\(id)", "  \(title)", ""]
    let about = forEach.map { ", for each \($0.rawValue)" } ?? ""
    lines.append("  \(severity.rawValue), \(frequency.rawValue)\(about)")
    lines.append("  \(file):\(line)")
    section("Summary", summary.split(separator: "\n").map(String.init), &lines)
    section("Applies where", [applies].compactMap { $0 }, &lines)
    section("Confirmed by", [confirmed].compactMap { $0 }, &lines)
    section("Suspected from", [suspected].compactMap { $0 }, &lines)
    section("Causes", causes, &lines)
    section("Caused by", causedBy, &lines)
    section("Masks", masks, &lines)
    section("Masked by", maskedBy, &lines)
    section("Not concluded beside", unless, &lines)
    for remedy in remedies {
      let platform = remedy.platform.map { " (\($0.rawValue))" } ?? ""
      section("Remedy: \(remedy.title)\(platform)", Self.steps(remedy), &lines)
    }
    section("References", references.map(\.line), &lines)
    section("Examples", examples.flatMap(Self.lines), &lines)
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(_ title: String, _ content: [String], _ lines: inout [String]) {
    guard !content.isEmpty else { return }
    lines += ["", title] + content.map { "  \($0)" }
  }

  private static func steps(_ remedy: Remedy) -> [String] {
    var lines = remedy.applies.map { ["where: \($0)"] } ?? []
    for (index, step) in remedy.steps.enumerated() {
      let number = "\(index + 1). "
      let fallback = step.restartsService ? "Restart the service" : ""
      lines.append(number + (step.instruction ?? fallback))
      if let command = step.command {
        lines += command.split(separator: "\n").map { "   $ \($0)" }
      }
      if let setting = step.setting { lines.append("   \(setting) = \(step.to ?? "")") }
    }
    if let verify = remedy.verify { lines.append("then holds: \(verify)") }
    return lines
  }

  private static func lines(_ example: Example) -> [String] {
    ["\(example.name): \(example.expect)"]
      + example.facts.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
  }
}

extension FilledReference {
  /// Title, section and, where there is one, the address.
  fileprivate var line: String {
    "\(title), \(section)" + (url.map { " <\($0)>" } ?? "")
  }
}
