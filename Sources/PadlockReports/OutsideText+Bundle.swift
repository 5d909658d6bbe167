public import PadlockModel

/// A file of a bundle that is written as JSON.
public protocol BundleDocument: Maskable, Encodable {}

extension Recording: BundleDocument {
  /// Words by which rules judge stay as they are: names of facts, symptoms and collectors, and the
  /// values of facts that have only certain words.
  public func changingOutsideText(_ change: (String) -> String) -> Recording {
    var recording = self
    for index in targets.indices {
      recording.targets[index].findings = targets[index].findings.changing(change)
    }
    return recording
  }
}

extension Findings {
  fileprivate func changing(_ change: (String) -> String) -> Findings {
    var findings = Findings(target: target.changing(change))
    for subject in facts.subjects.values.sorted(by: { $0.id < $1.id }) {
      findings.facts.add(
        Subject(
          subject.id.changing(change), name: change(subject.name),
          within: Set(subject.within.sorted().map { $0.changing(change) })))
    }
    for kind in facts.enumerated { findings.facts.markEnumerated(kind) }
    for key in facts.states.keys.sorted() {
      findings.facts.set(
        FactKey(key.name, key.subject.changing(change)),
        facts[key].changing(change, of: FactCatalogue.definition(of: key.name)?.type))
    }
    findings.sightings = sightings.map {
      var sighting = $0
      sighting.text = change($0.text)
      sighting.source = $0.source.map(change)
      return sighting
    }
    findings.answers = answers.map {
      Answer(question: $0.question, value: $0.value, source: change($0.source), line: $0.line)
    }
    findings.checks = checks.map {
      var check = $0
      check.subject = $0.subject.changing(change)
      check.title = change($0.title)
      check.detail = change($0.detail)
      check.skipped = $0.skipped.map(change)
      return check
    }
    findings.settings = settings.map {
      var place = $0
      place.file = change($0.file)
      place.before = $0.before.map(change)
      place.pattern = change($0.pattern)
      place.subject = $0.subject.map { $0.changing(change) }
      return place
    }
    findings.certificates = certificates.map { $0.changing(change) }
    findings.unchecked = unchecked.map { $0.changing(change) }
    findings.ledger = ledger.map { $0.changing(change) }
    findings.restart = restart.map(change)
    findings.timings = timings
    findings.failures = failures.map(change)
    return findings
  }
}

extension Target {
  fileprivate func changing(_ change: (String) -> String) -> Target {
    var target = self
    target.id = change(id)
    target.name = change(name)
    target.host = change(host)
    target.home = home.map(change)
    return target
  }
}

extension FactState {
  fileprivate func changing(_ change: (String) -> String, of type: FactType?) -> FactState {
    switch self {
    case .known(let value, let evidence):
      .known(value.changing(change, of: type), evidence: evidence.map { $0.changing(change) })
    case .absent(let evidence): .absent(evidence: evidence.map { $0.changing(change) })
    case .unknown(.failed(let why)): .unknown(.failed(change(why)))
    case .unknown: self
    }
  }
}

extension FactValue {
  fileprivate func changing(_ change: (String) -> String, of type: FactType?) -> FactValue {
    switch (self, type) {
    case (.text(let word), .choice(let words)?) where words.contains(word): self
    case (.text(let text), _): .text(change(text))
    case (.list(let texts), .list(let words?)?):
      .list(texts.map { words.contains($0) ? $0 : change($0) })
    case (.list(let texts), _): .list(texts.map(change))
    default: self
    }
  }
}

extension InspectReport: BundleDocument {}

extension BundleManifest: BundleDocument {
  /// Digests stay: they are of what has left secrets behind.
  public func changingOutsideText(_ change: (String) -> String) -> BundleManifest {
    var manifest = self
    manifest.files = files.map {
      Member(path: change($0.path), bytes: $0.bytes, sha256: $0.sha256)
    }
    manifest.ledger = ledger.map { $0.changing(change) }
    return manifest
  }
}

extension BundledFiles: BundleDocument {
  public func changingOutsideText(_ change: (String) -> String) -> BundledFiles {
    BundledFiles(
      files: files.map {
        var file = $0
        file.path = change($0.path)
        file.member = $0.member.map(change)
        return file
      })
  }
}
