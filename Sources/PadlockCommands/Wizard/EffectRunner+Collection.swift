import Foundation
import OpenSSLBridge
import PadlockCollectors
import PadlockEngine
import PadlockModel
import PadlockNetwork
import PadlockReaders
import PadlockRedaction
import PadlockReports
import PadlockWizard
import Synchronization

extension EffectRunner {
  /// Collects what was ordered, judges it, and says what the user could add.
  func collect(
    _ id: EffectID, _ order: CollectionOrder, _ flag: CancellationFlag, _ answer: @escaping Answer
  ) async {
    let (wish, options, targets) = await prepare(order, flag)
    await tell(id, wish, flag, answer) { watch in
      let run = DiagnosisRun(rules: rules, wish: wish, options: options, watch: watch)
      return (run, await run.perform(on: targets))
    }
  }

  /// Judges the last collection again with these answers.
  func reconsider(
    _ id: EffectID, _ answers: [PadlockModel.Answer], _ flag: CancellationFlag,
    _ answer: @escaping Answer
  ) async {
    guard let last = last.withLock({ $0 }) else {
      return answer(.collectionStopped(id, reason: "there is nothing yet to judge"))
    }
    let options = options(answers, last.wish, flag)
    await tell(id, last.wish, flag, answer) { watch in
      let run = DiagnosisRun(rules: rules, wish: last.wish, options: options, watch: watch)
      return (run, await run.judgeAgain(last.outcome))
    }
  }

  /// Collects what tells whether a remedy worked, and judges that alone.
  func verify(
    _ id: EffectID, _ order: VerificationOrder, _ flag: CancellationFlag, _ answer: @escaping Answer
  ) async {
    let (wish, options, targets) = await prepare(order.collection, flag)
    let progress = CollectionProgress(id, attemptLimit: base.timeoutSeconds, answer)
    let run = DiagnosisRun(
      rules: rules, wish: wish, options: options,
      watch: { event in
        progress.note(event)
        self.log?.note(event)
      })
    let name = order.diagnosis.target
    let starts = await run.inquiries(of: targets)
    guard let start = starts.first(where: { $0.request.target.id == name }) else {
      return answer(.failed(id, reason: "\(name) is not found any more"))
    }
    let verification = await run.verify(order, from: start)
    if flag.isRaised { return }
    guard let verification else {
      return answer(.failed(id, reason: "these rules have nothing to verify for this remedy"))
    }
    let masker = self.masker.withLock { masker in
      for (secret, source) in verification.secrets { masker.register(secret, from: source) }
      return masker
    }
    log?.learn(masker.vault, rules)
    answer(
      .verified(
        id, verification.tree.masked(by: masker),
        consequences: verification.consequences.mapValues { $0.masked(by: masker) }))
  }

  /// What a collection or a verification looks at, and how.
  private func prepare(
    _ order: CollectionOrder, _ flag: CancellationFlag
  ) async -> (TargetWish, RunOptions, [FoundTarget]) {
    let chosen = order.target
    var wish = self.wish
    let archive = chosen.tree.flatMap { path in archives.withLock { $0[path] } }
    if let archive {
      wish.bundle = archive
    } else {
      wish.root = chosen.tree ?? wish.root
    }
    var options = options(order.answers, wish, flag)
    switch order.symptom {
    case .everything: break
    case .known(let id): options.chosenSymptom = id
    case .words(let words): options.reportedTexts.append(words)
    }
    wish.product = chosen.product ?? wish.product
    wish.host = chosen.host
    wish.port = chosen.port ?? wish.port
    wish.home = chosen.home ?? wish.home
    options.keystore = chosen.keystore ?? options.keystore
    var targets = chosen.detected.flatMap { name in found.withLock { $0[name] } }.map { [$0] } ?? []
    let isChanged = targets.first.map {
      $0.target.host != chosen.host || $0.target.port != chosen.port
        || $0.target.home != chosen.home
    }
    if isChanged ?? true {
      if targets.first?.target.home == chosen.home { wish.home = self.wish.home }
      targets = await TargetDetection(rules, wish).targets()
    }
    options.host = targets.first?.target.host ?? chosen.host
    options.port = chosen.port
    return (wish, options, targets)
  }

  private func options(
    _ answers: [PadlockModel.Answer], _ wish: TargetWish, _ flag: CancellationFlag
  ) -> RunOptions {
    var options = base
    options.run = Deadline(after: .seconds(deadline), cancelledBy: flag)
    // What is mended while the wizard runs is younger than its start.
    if !hasFixedTime {
      options.now =
        wish.bundle?.time ?? Timestamp(secondsSince1970: Int64(Date().timeIntervalSince1970))
    }
    options.answers = answers
    options.typedPasswords = passwords.withLock { $0 }
    return options
  }

  /// Reports on the way and at the end of a run, and keeps what it observed.
  private func tell(
    _ id: EffectID, _ wish: TargetWish, _ flag: CancellationFlag, _ answer: @escaping Answer,
    _ perform: (@escaping @Sendable (Investigation.Event) -> Void) async
      -> (DiagnosisRun, DiagnosisRun.Outcome)
  ) async {
    let progress = CollectionProgress(id, attemptLimit: base.timeoutSeconds, answer)
    let ticking = Task.detached { await progress.tick() }
    let (run, outcome) = await perform { event in
      progress.show(event)
      self.log?.note(event)
    }
    ticking.cancel()
    log?.learn(outcome.secrets, rules)
    let masker = Masker(outcome.secrets)
    last.withLock { last in
      // A collection that was stopped may end after the one that followed it.
      guard (last?.id.number ?? 0) < id.number else { return }
      last = LastCollection(id: id, wish: wish, outcome: outcome)
      self.masker.withLock { $0 = masker }
    }
    let report = outcome.report.masked(by: masker)
    let open = flag.isRaised ? OpenPoints() : OpenPoints(of: outcome, run)
    if let question = open.question { log?.note(.asked(question.question)) }
    answer(.reportReady(id, report, open))
  }

  /// Whether a keystore of the last collection opens with a password, which is used from now on.
  func opens(_ need: PasswordNeed, with secret: Secret) -> Bool? {
    let inquiries = last.withLock { $0?.outcome.inquiries } ?? []
    for inquiry in inquiries {
      guard
        let bytes = try? inquiry.request.files.contents(
          of: need.path, limit: KeystoreBounds.bytes)
      else { continue }
      let opens = inspectKeystore(bytes: bytes, password: secret, openKeys: false).opens
      if opens == true { passwords.withLock { $0[need.path] = secret } }
      return opens
    }
    return nil
  }
}

extension OpenPoints {
  /// What the user could add to what a run observed.
  fileprivate init(of outcome: DiagnosisRun.Outcome, _ run: DiagnosisRun) {
    self.init()
    let engine = run.engine
    for findings in outcome.inquiries.map(\.findings) {
      if question == nil, let next = engine.nextQuestion(findings) {
        question = engine.weigh(next.question, findings).map { AskedQuestion($0) }
      }
      for answer in run.options.answers {
        guard !answered.contains(where: { $0.question.id == answer.question }),
          let question = run.rules.questions.first(where: { $0.id == answer.question }),
          let weighed = engine.weigh(question, findings)
        else { continue }
        answered.append(AskedQuestion(weighed, given: answer))
      }
    }
    passwords = outcome.inquiries.flatMap(\.keystoresWithoutPassword)
  }
}

extension AskedQuestion {
  fileprivate init(_ weighed: WeighedQuestion, given: Answer? = nil) {
    self.init(
      question: weighed.asked.question, why: weighed.asked.why,
      answers: weighed.outcomes.map {
        PossibleAnswer(value: $0.value, concludes: $0.concludes, rulesOut: $0.rulesOut)
      }, given: given)
  }
}

extension Inquiry {
  /// Keystores that were read and could not be opened because nothing names a password.
  fileprivate var keystoresWithoutPassword: [PasswordNeed] {
    let closed = request.workbench.read { bench in
      bench.keystores.filter { _, inspection in
        inspection.opens == nil && [.jks, .jceks, .pkcs12].contains(inspection.format)
      }.keys
    }
    return closed.sorted().map { name in
      PasswordNeed(path: findings.facts.path(of: SubjectID(.keystore, name)))
    }
  }
}
