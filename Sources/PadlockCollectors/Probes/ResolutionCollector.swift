import Glibc
public import PadlockModel
import PadlockNetwork

/// Looks up the host's addresses.
public struct ResolutionCollector: Collector {
  public init() {}

  public let title = "Resolve the host's name"
  public let how = "Run Padlock where the clients are, without --no-probe."
  public let offer = CollectorOffer(
    id: "resolution",
    provides: ["listener.resolution", "listener.addresses", "prober.proxies"],
    needs: ["listener.port"], cost: .slow)

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    let listeners = Listeners(request, findings)
    let facts: [FactName] = ["listener.resolution", "listener.addresses"]
    if request.options.noProbe {
      return listeners.unknown(facts, .byChoice)
        + [.unknown("prober.proxies", of: .target, .byChoice), .unchecked(request.leftOut)]
    }
    var observations = [Self.proxies(request.options.proxies)]
    if request.options.address != nil {
      return observations + listeners.unknown(facts, .notApplicable)
    }
    var outcomes = request.options.firstLook.resolutions
    for listener in listeners.all {
      if outcomes[listener.host] == nil {
        outcomes[listener.host] = await Resolver.resolve(
          listener.host, port: listener.port,
          timeout: max(request.options.timeout, Resolver.patience), before: request.options.run)
      }
      outcomes[listener.host].map { observations += Self.observations($0, listener) }
    }
    return observations
  }

  private static func proxies(_ environment: ProxyEnvironment) -> Observation {
    guard environment.namesProxy else { return .absent("prober.proxies", of: .target) }
    // Without evidence: it says nothing of the target, so it is no observation of it.
    return .known(
      "prober.proxies", of: .target,
      .list(environment.settings.map { "\($0.variable)=\($0.value)" }))
  }

  private static func observations(
    _ outcome: ResolutionOutcome, _ listener: Listeners.Listener
  ) -> [Observation] {
    let host = listener.host.given
    func seen(_ word: String, _ excerpt: String, _ addresses: [String]? = nil) -> [Observation] {
      let evidence = Evidence(.probe, host, excerpt: excerpt)
      return [
        .known("listener.resolution", of: listener.subject, .text(word), evidence),
        addresses.map {
          .known("listener.addresses", of: listener.subject, .list($0), evidence)
        } ?? .unknown("listener.addresses", of: listener.subject, .notApplicable),
        .check(
          CheckRecord(
            id: "resolution", subject: listener.subject, title: "Resolve \(host)",
            detail: excerpt, facts: ["listener.resolution"])),
      ]
    }
    func unknown(_ why: String) -> [Observation] {
      ["listener.resolution", "listener.addresses"].map {
        .unknown($0, of: listener.subject, .failed(why))
      }
    }
    switch outcome {
    case .addresses(let addresses):
      let texts = addresses.map(\.text)
      return seen("resolved", texts.joined(separator: ", "), texts)
    case .notFound(_, let text): return seen("not-found", "\(host) does not resolve: \(text)")
    case .temporarilyFailing(_, let text):
      return seen("failing", "no name server answered for \(host): \(text)")
    case .failed(_, let text): return seen("failing", "looking up \(host) failed: \(text)")
    case .timedOut:
      let why = "no answer came in time, so that it may or may not exist"
      return unknown(why) + [
        .unjudged(
          Unchecked(
            what: "the name \(host)", why: why,
            how: "ask for it by itself (getent hosts \(host)), or name the address with --address"))
      ]
    case .stopped: return unknown("the run was stopped")
    case .unaskable(let code):
      let why = "this machine could not look it up: \(String(cString: strerror(code)))"
      return unknown(why) + [
        .unchecked(
          Unchecked(
            what: "whether \(host) resolves", why: why,
            how:
              "allow the program more open files (ulimit -n), processes (ulimit -u) or memory, and run again"
          ))
      ]
    }
  }
}
