import PadlockModel

extension TextPage {
  /// What is hidden, below what hides it.
  mutating func masked(_ masked: [MaskedDiagnosis]) {
    guard !masked.isEmpty else { return }
    heading("Not judged while the above is unsolved")
    for group in Grouping.inOrder(masked, by: \.by) {
      line("Hidden by \(name(group.key)):", indent: 2, hanging: 4)
      for one in group.elements {
        let subject = one.subject.map { " (\(name($0)))" } ?? ""
        item(sign("–", "-"), "\(one.title)\(subject)", indent: 4)
      }
    }
  }

  /// How much is ruled out, and where it stands.
  mutating func ruledOut(_ ruledOut: [RuledOutDiagnosis]) {
    guard !ruledOut.isEmpty else { return }
    heading("Ruled out")
    line(RuledOutDiagnosis.summary(ruledOut), indent: 2)
  }

  mutating func checks(_ checks: [Check]) {
    guard !checks.isEmpty else { return }
    heading("Checks")
    let titles = checks.map { visible(names.title($0)) }
    let column = min(titles.map { Columns.width($0) }.max() ?? 0, options.width / 2)
    for (check, title) in zip(checks, titles) {
      let (sign, style) = mark(check.result)
      let inner = Columns.width(sign) + 3
      let room = options.width - inner - column - 2
      let longest = visible(check.detail).split(separator: " ").map { Columns.width($0) }.max()
      if Columns.width(title) <= column, (longest ?? 0) <= room {
        item("\(sign) \(Columns.padded(title, to: column)) ", check.detail, indent: 2, style: style)
      } else {
        item(sign, title, indent: 2, style: style)
        line(check.detail, indent: inner + 2)
      }
    }
  }

  private func mark(_ result: Check.Result) -> (String, TextStyle?) {
    switch result {
    case .passed: (sign("✓", "ok  "), .green)
    case .failed: (sign("✗", "FAIL"), .red)
    case .warned: (sign("!", "warn"), .yellow)
    case .notice: (sign("i", "note"), nil)
    case .skipped: (sign("–", "skip"), .faint)
    case .unknown: (sign("?", "?   "), .yellow)
    }
  }

  mutating func symptoms(_ symptoms: [ReportedSymptom]) {
    let groups = [
      ("Symptoms", symptoms.filter(\.current)),
      ("Symptoms from before the last start", symptoms.filter { !$0.current }),
    ]
    for (title, group) in groups where !group.isEmpty {
      heading(title)
      for one in group { symptom(one) }
    }
  }

  mutating func unexplained(_ symptoms: [ReportedSymptom]) {
    guard !symptoms.isEmpty else { return }
    heading("Not explained by any diagnosis")
    for one in symptoms { symptom(one) }
  }

  private mutating func symptom(_ one: ReportedSymptom) {
    let place = one.source.map { source in one.line.map { "\(source):\($0)" } ?? source }
    let head = [
      one.id, one.software.isEmpty ? nil : one.software.joined(separator: ", "),
      one.side == .either ? nil : one.side.rawValue, place ?? one.origin.rawValue,
      [one.firstTime, one.time].compactMap { $0?.description }.joined(separator: " to "),
      one.count > 1 ? "\(one.count) times" : nil,
    ]
    line(
      head.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "; "), indent: 2, hanging: 4)
    line(one.text, indent: 4)
  }

  mutating func unchecked(_ unchecked: [Unchecked]) {
    guard !unchecked.isEmpty else { return }
    heading("Not looked at")
    for one in unchecked {
      item(sign("–", "-"), "\(one.what): \(one.why)", indent: 2)
      if !one.how.isEmpty { line(one.how, indent: 4) }
    }
  }

  mutating func certificates(_ certificates: [CertificateRecord]) {
    guard !certificates.isEmpty else { return }
    heading("Certificates")
    let leavesFirst = certificates.filter { !$0.isCA } + certificates.filter(\.isCA)
    for one in leavesFirst { certificate(one, indent: 2) }
  }

  /// One certificate; `now` tells how long it is still valid, and `isShown` that a server shows it,
  /// so that its names count.
  mutating func certificate(
    _ one: CertificateRecord, indent: Int, isShown: Bool = false, at now: Timestamp? = nil
  ) {
    line(one.subject.isEmpty ? "(no subject)" : one.subject, indent: indent, hanging: indent + 2)
    let inner = indent + 2
    let rows = [
      ("issuer", one.subject == one.issuer ? "itself" : one.issuer), ("serial", one.serial),
      ("valid", "\(one.notBefore) to \(one.notAfter)\(now.map { one.remaining(at: $0) } ?? "")"),
      (
        "names",
        one.subjectAlternativeNames.isEmpty && isShown
          ? "none (no subjectAltName): browsers and newer clients refuse it as a server's"
          : one.subjectAlternativeNames.joined(separator: ", ")
      ),
      ("key", "\(one.keyType) \(one.keyBits), \(one.signatureAlgorithm)\(one.isCA ? ", CA" : "")"),
      ("SHA-256", one.sha256), ("seen at", one.seenAt.map(name).joined(separator: ", ")),
    ]
    for (name, value) in rows where !value.isEmpty {
      item(Columns.padded(name, to: 7), value, indent: inner)
    }
  }

  mutating func ledger(_ ledger: [LedgerEntry]) {
    guard !ledger.isEmpty else { return }
    heading("Files")
    for one in ledger {
      switch one.outcome {
      case .read: line("\(one.path)  \(Count.text(one.bytes, "byte"))", indent: 2, hanging: 4)
      case .refused:
        let why = one.why.map { ": \($0)" } ?? ""
        line("\(one.path)  refused\(why)", indent: 2, hanging: 4)
      }
    }
  }
}

extension CertificateRecord {
  /// How long it is still valid, in brackets.
  fileprivate func remaining(at now: Timestamp) -> String {
    if now < notBefore { return " (begins in \(Self.days(from: now, to: notBefore)))" }
    if now > notAfter { return " (ended \(Self.days(from: notAfter, to: now)) ago)" }
    return " (\(Self.days(from: now, to: notAfter)) left)"
  }

  private static func days(from begin: Timestamp, to end: Timestamp) -> String {
    let days = begin.wholeDays(until: end)
    return days == 0 ? "less than a day" : Count.text(days, "day")
  }
}

extension Timestamp {
  /// The whole days until `end`; a day that has begun since counts, so that an end an hour ago is -1.
  func wholeDays(until end: Timestamp) -> Int {
    let left = end.secondsSince1970 - secondsSince1970
    return Int(left >= 0 ? left / 86_400 : -((-left + 86_399) / 86_400))
  }
}
