public import PadlockModel

extension Report: Maskable {
  /// The report with `change` applied to all text that may come from outside.
  ///
  /// Ids of rules, names of facts, titles and words of fixed meaning are our own and stay.
  public func changingOutsideText(_ change: (String) -> String) -> Report {
    var report = self
    report.targets = targets.map { $0.changing(change) }
    report.diagnoses = diagnoses.map { $0.changing(change) }
    for index in masked.indices {
      report.masked[index].target = change(masked[index].target)
      report.masked[index].subject = masked[index].subject.map(change)
      report.masked[index].by = change(masked[index].by)
    }
    for index in ruledOut.indices {
      report.ruledOut[index].target = change(ruledOut[index].target)
      report.ruledOut[index].subject = ruledOut[index].subject.map(change)
      for place in ruledOut[index].by.indices {
        report.ruledOut[index].by[place].value = change(ruledOut[index].by[place].value)
      }
    }
    for index in checks.indices {
      report.checks[index].target = change(checks[index].target)
      report.checks[index].subject = checks[index].subject.map(change)
      report.checks[index].title = change(checks[index].title)
      report.checks[index].detail = change(checks[index].detail)
    }
    report.symptoms = symptoms.map { $0.changing(change) }
    report.unexplained = unexplained.map { $0.changing(change) }
    report.facts = facts.map { $0.changing(change) }
    report.certificates = certificates.map { $0.changing(change) }
    report.unchecked = unchecked.map { $0.changing(change) }
    report.ledger = ledger.map { $0.changing(change) }
    return report
  }

  public func changingNames(_ change: (String) -> String) -> Report {
    var report = self
    for index in checks.indices { report.checks[index].id = change(checks[index].id) }
    for index in facts.indices where FactCatalogue.definition(of: facts[index].name) == nil {
      report.facts[index].name = FactName(change(facts[index].name.rawValue))
    }
    report.symptoms = symptoms.map { $0.changingNames(change) }
    report.unexplained = unexplained.map { $0.changingNames(change) }
    report.certificates = certificates.map { $0.changingNames(change) }
    return report
  }
}

extension ReportedTarget {
  fileprivate func changing(_ change: (String) -> String) -> ReportedTarget {
    var target = self
    target.id = change(id)
    target.name = change(name)
    target.host = change(host)
    target.url = url.map(change)
    target.home = home.map(change)
    target.subjects = subjects.map {
      Part(id: change($0.id), kind: $0.kind, name: change($0.name))
    }
    return target
  }
}

extension ReportedSymptom {
  fileprivate func changing(_ change: (String) -> String) -> ReportedSymptom {
    var symptom = self
    symptom.text = change(text)
    symptom.source = source.map(change)
    return symptom
  }

  fileprivate func changingNames(_ change: (String) -> String) -> ReportedSymptom {
    var symptom = self
    symptom.id = change(id)
    symptom.software = software.map(change)
    return symptom
  }
}

extension Unchecked {
  func changing(_ change: (String) -> String) -> Unchecked {
    Unchecked(what: change(what), why: change(why), how: change(how))
  }
}

extension LedgerEntry {
  func changing(_ change: (String) -> String) -> LedgerEntry {
    LedgerEntry(path: change(path), bytes: bytes, outcome: outcome, why: why.map(change))
  }
}

extension Evidence {
  func changing(_ change: (String) -> String) -> Evidence {
    var evidence = self
    evidence.source = change(source)
    evidence.excerpt = change(excerpt)
    evidence.about = about.map(change)
    return evidence
  }
}

extension ReportedFact {
  fileprivate func changing(_ change: (String) -> String) -> ReportedFact {
    var fact = self
    fact.target = change(target)
    fact.subject = subject.map(change)
    fact.evidence = evidence.map { $0.changing(change) }
    switch state {
    case .value(.text(let text)): fact.state = .value(.text(change(text)))
    case .value(.list(let texts)): fact.state = .value(.list(texts.map(change)))
    case .unknown(let reason): fact.state = .unknown(change(reason))
    case .value, .absent: break
    }
    return fact
  }
}

extension CertificateRecord {
  func changing(_ change: (String) -> String) -> CertificateRecord {
    var certificate = self
    certificate.subject = change(subject)
    certificate.issuer = change(issuer)
    certificate.subjectAlternativeNames = subjectAlternativeNames.map(change)
    certificate.keyType = change(keyType)
    certificate.signatureAlgorithm = change(signatureAlgorithm)
    certificate.seenAt = seenAt.map(change)
    return certificate
  }

  fileprivate func changingNames(_ change: (String) -> String) -> CertificateRecord {
    var certificate = self
    certificate.id = change(id)
    certificate.serial = change(serial)
    certificate.sha256 = change(sha256)
    return certificate
  }
}

extension Diagnosis {
  fileprivate func changing(_ change: (String) -> String) -> Diagnosis {
    var diagnosis = self
    diagnosis.target = change(target)
    diagnosis.subject = subject.map(change)
    diagnosis.causes = causes.map(change)
    diagnosis.causedBy = causedBy.map(change)
    diagnosis.summary = change(summary)
    diagnosis.evidence = evidence.map { $0.changing(change) }
    diagnosis.why = why.changingOutsideText(change)
    diagnosis.toConfirm = toConfirm.map { ToConfirm(fact: $0.fact, how: change($0.how)) }
    diagnosis.remedies = remedies.map { remedy in
      FilledRemedy(
        title: remedy.title, platform: remedy.platform,
        steps: remedy.steps.map { $0.changing(change) },
        verify: remedy.verify?.changingOutsideText(change))
    }
    return diagnosis
  }
}

extension FilledRemedy.Step {
  fileprivate func changing(_ change: (String) -> String) -> FilledRemedy.Step {
    FilledRemedy.Step(
      instruction: change(instruction), command: command.map(change),
      edit: edit.map {
        Edit(
          file: change($0.file), line: $0.line, before: change($0.before), after: change($0.after))
      }, restart: restart.map(change))
  }
}

extension SubjectID {
  func changing(_ change: (String) -> String) -> SubjectID {
    SubjectID(kind, change(name))
  }
}

extension ConditionTree: Maskable {
  public func changingOutsideText(_ change: (String) -> String) -> ConditionTree {
    switch self {
    case .all(let parts, let result):
      return .all(parts.map { $0.changingOutsideText(change) }, result)
    case .any(let parts, let result):
      return .any(parts.map { $0.changingOutsideText(change) }, result)
    case .none(let parts, let result):
      return .none(parts.map { $0.changingOutsideText(change) }, result)
    case .fact(var leaf):
      leaf.value = leaf.value.map(change)
      leaf.subject = leaf.subject.changing(change)
      leaf.operands = leaf.operands.map { FactKey($0.name, $0.subject.changing(change)) }
      if case .failed(let why) = leaf.reason { leaf.reason = .failed(change(why)) }
      leaf.evidence = leaf.evidence.map { $0.changing(change) }
      return .fact(leaf)
    }
  }
}
