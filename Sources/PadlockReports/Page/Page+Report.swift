import PadlockModel

extension Page {
  /// The whole report: the verdict, every target with what was found about it, and below what was
  /// seen, what was not looked at, and what was read.
  init(_ report: Report) {
    let names = ReportNames(report)
    let verdict = Verdict(report)
    title = "Padlock: \(verdict.place.isEmpty ? "report" : verdict.place)"
    blocks = [.status(Tone(report.outcome), [.strong(verdict.sentence)])]
    let known = Set(report.targets.map(\.id))
    for target in report.targetsByRank {
      blocks.append(.heading(2, [.text("\(target.name), \(Verdict.place(target))")]))
      blocks.append(Self.facts(of: target))
      blocks += TargetPart(report, names) { $0 == target.id }.blocks
    }
    blocks += TargetPart(report, names) { !known.contains($0) }.blocks
    blocks += Self.symptoms(report)
    blocks += Self.unchecked(report.unchecked)
    blocks += Self.certificates(report.certificates, names)
    blocks += Self.ledger(report.ledger)
    let rules = Count.text(report.tool.rules.count, "rule")
    blocks.append(
      .paragraph([
        .text(
          "\(report.tool.name) \(report.tool.version), \(rules) in "
            + "\(Count.text(report.tool.rules.packs, "pack")), \(report.generated)")
      ]))
  }

  private static func facts(of target: ReportedTarget) -> Block {
    let rows: [(String, String?)] = [
      ("Product", target.product), ("Address", target.url), ("Home", target.home),
      ("Platform", target.platform?.rawValue), ("Offline", target.offline ? "yes" : nil),
    ]
    return .table(
      header: ["Target", target.name],
      rows: rows.compactMap { name, value in value.map { [[.text(name)], [.code($0)]] } })
  }

  private static func symptoms(_ report: Report) -> [Block] {
    let groups = [
      ("Symptoms", report.symptoms.filter(\.current)),
      ("Symptoms from before the last start", report.symptoms.filter { !$0.current }),
      ("Not explained by any diagnosis", report.unexplained),
    ]
    return groups.filter { !$0.1.isEmpty }.flatMap { title, symptoms -> [Block] in
      [
        .heading(2, [.text(title)]),
        .table(
          header: ["Symptom", "Said by", "Where", "Times", "Text"],
          rows: symptoms.map { one in
            let side = one.side == .either ? [] : [one.side.rawValue]
            let place = one.source.map { source in one.line.map { "\(source):\($0)" } ?? source }
            let last = one.time.map { [.text(", last "), .time($0)] as [Span] } ?? []
            return [
              [.text(one.id)], [.text((one.software + side).joined(separator: ", "))],
              [.text(place ?? one.origin.rawValue)], [.text(String(one.count))] + last,
              [.code(one.text)],
            ]
          }),
      ]
    }
  }

  private static func unchecked(_ unchecked: [Unchecked]) -> [Block] {
    guard !unchecked.isEmpty else { return [] }
    return [
      .heading(2, [.text("Not looked at")]),
      .list(
        unchecked.map { one in
          [
            .paragraph([.strong(one.what), .text(": \(one.why)")]),
            one.how.isEmpty ? nil : .paragraph([.text(one.how)]),
          ].compactMap { $0 }
        }, isNumbered: false),
    ]
  }

  private static func certificates(
    _ certificates: [CertificateRecord], _ names: ReportNames
  ) -> [Block] {
    guard !certificates.isEmpty else { return [] }
    let leavesFirst = certificates.filter { !$0.isCA } + certificates.filter(\.isCA)
    return [.heading(2, [.text("Certificates")]), .figure(Figure(leavesFirst))]
      + leavesFirst.map { one in
        let rows: [(String, String)] = [
          ("Issuer", one.subject == one.issuer ? "itself" : one.issuer), ("Serial", one.serial),
          ("Valid", "\(one.notBefore) to \(one.notAfter)"),
          ("Names", one.subjectAlternativeNames.joined(separator: ", ")),
          ("Key", "\(one.keyType) \(one.keyBits), \(one.signatureAlgorithm)"),
          ("CA", one.isCA ? "yes" : "no"), ("SHA-256", one.sha256),
          ("Seen at", one.seenAt.map(names.name).joined(separator: ", ")),
        ]
        return .folded(
          one.subject.isEmpty ? "(no subject)" : one.subject,
          [
            .table(
              header: ["Field", "Value"],
              rows: rows.filter { !$0.1.isEmpty }.map { [[.text($0.0)], [.code($0.1)]] })
          ])
      }
  }

  private static func ledger(_ ledger: [LedgerEntry]) -> [Block] {
    guard !ledger.isEmpty else { return [] }
    return [
      .heading(2, [.text("Files")]),
      .folded(
        Count.text(ledger.count, "file"),
        [
          .table(
            header: ["File", "Read"],
            rows: ledger.map { one in
              let read =
                one.outcome == .read
                ? Count.text(one.bytes, "byte") : "refused" + (one.why.map { ": \($0)" } ?? "")
              return [[.code(one.path)], [.text(read)]]
            })
        ]),
    ]
  }
}
