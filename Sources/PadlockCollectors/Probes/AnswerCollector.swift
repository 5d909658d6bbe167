import Foundation
public import PadlockModel
import PadlockNetwork

/// Asks for the first page and reads who answers, and what time it is there.
///
/// Over TLS it is a GET of its own, which any browser would send too: it leaves a line in an access
/// log and no symptom. A port that speaks plain HTTP has answered one already.
public struct AnswerCollector: Collector {
  public init() {}

  public let title = "Ask for the first page"
  public let how = "Open the service's address in a browser, from another machine."
  public let offer = CollectorOffer(
    id: "answer",
    provides: [
      "listener.http-status", "listener.http-headers", "listener.http-title",
      "listener.clock-difference", "listener.clock-side",
    ],
    // After the other hellos: some servers talk to one client at a time.
    needs: ["listener.tls", "listener.legacy-protocol"], cost: .slow)

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    await Listeners.observe(request, findings, offer) { listener in
      switch await answer(listener, request, findings.facts) {
      case .success(let response): AnswerFacts(response, listener).observations
      case .failure(let unknown):
        offer.provides.unknown(of: listener, unknown.reason)
          + (unknown.unchecked.map { [.unchecked($0)] } ?? [])
      }
    }
  }

  private struct NoAnswer: Error {
    let reason: UnknownReason
    var unchecked: Unchecked?
  }

  private func answer(
    _ listener: Listeners.Listener, _ request: CollectionRequest, _ facts: FactSet
  ) async -> Result<HTTPResponse, NoAnswer> {
    if facts["listener.speaks", listener.subject].value == .text("http"),
      let response = request.workbench.read({ $0.plainAnswers[listener.name] })
    {
      return .success(response)
    }
    guard facts["listener.tls", listener.subject].value == .text("handshake"),
      facts["listener.client-certificate", listener.subject].value != .text("required"),
      let address = request.connectedAddress(of: listener)
    else { return .failure(NoAnswer(reason: .notApplicable)) }
    let outcome = await HTTPExchange.perform(
      HTTPRequest(
        .https, host: listener.host, port: listener.port, address: address, bodyBound: 1 << 16,
        identity: request.options.identity),
      timeout: request.options.timeout, before: request.options.run)
    switch outcome {
    case .responded(let response): return .success(response)
    // Who speaks TLS and no HTTP is no web server, which is no fault.
    case .failed(let failure), .timedOut(let failure):
      let unchecked = Unchecked(
        what: "what \(listener.name) answers to a request",
        why: "no answer of HTTP came: \(failure.meaning)",
        how:
          "open https://\(listener.name)/ in a browser, unless the service speaks something else "
          + "than HTTP inside TLS")
      return .failure(NoAnswer(reason: .notApplicable, unchecked: unchecked))
    case .stopped: return .failure(NoAnswer(reason: .failed("the run was stopped")))
    }
  }
}

/// What an HTTP answer says of who gave it.
struct AnswerFacts {
  private let response: HTTPResponse
  private let listener: Listeners.Listener

  init(_ response: HTTPResponse, _ listener: Listeners.Listener) {
    self.response = response
    self.listener = listener
  }

  var observations: [Observation] {
    let title = Self.title(in: response.body)
    let seen = Evidence(
      .probe, listener.name,
      excerpt: "\(listener.name) answered \(response.statusLine)"
        + (title.map { ": \($0)" } ?? ""))
    return [
      .known("listener.http-status", of: listener.subject, .integer(response.status), seen),
      .known("listener.http-headers", of: listener.subject, .list(headers), seen),
      title.map { .known("listener.http-title", of: listener.subject, .text($0), seen) }
        ?? .absent("listener.http-title", of: listener.subject, seen),
      .check(
        CheckRecord(
          id: "answer", subject: listener.subject, title: "Ask \(listener.name) for a page",
          detail: seen.excerpt,
          facts: [
            "listener.http-status", "listener.http-headers", "listener.clock-difference",
          ])),
    ] + clock
  }

  /// Values may hold what belongs to a session; these two name programs (RFC 9110 §7.6.3, §10.2.4).
  private var headers: [String] {
    response.headers.prefix(100).map { header in
      let name = header.name.lowercased()
      return ["server", "via"].contains(name) ? "\(name): \(header.value.prefix(100))" : name
    }
  }

  /// An answer from a cache has the time of another one (RFC 9111 §5.1).
  private var clock: [Observation] {
    let names: [FactName] = ["listener.clock-difference", "listener.clock-side"]
    guard response.header("Age") == nil, let text = response.header("Date"),
      let date = HTTPDate.seconds(text)
    else { return names.map { .unknown($0, of: listener.subject, .notApplicable) } }
    let ahead = date - response.received
    let evidence = Evidence(
      .probe, listener.name,
      excerpt: "its answer is dated \(Timestamp(secondsSince1970: date)), it came at "
        + "\(Timestamp(secondsSince1970: response.received))")
    return [
      .known(names[0], of: listener.subject, .duration(seconds: Int(abs(ahead))), evidence),
      .known(names[1], of: listener.subject, .text(ahead < 0 ? "behind" : "ahead"), evidence),
    ]
  }

  /// What stands in the page's `<title>`, on one line, at most 120 characters.
  static func title(in body: [UInt8]) -> String? {
    let page = String(decoding: body.prefix(1 << 14), as: UTF8.self)
    guard let open = page.range(of: "<title", options: .caseInsensitive),
      let start = page.range(of: ">", range: open.upperBound..<page.endIndex),
      let end = page.range(
        of: "</title", options: .caseInsensitive, range: start.upperBound..<page.endIndex)
    else { return nil }
    let words = page[start.upperBound..<end.lowerBound].split(whereSeparator: \.isWhitespace)
    let title = PeerSpeech.visible(Array(words.joined(separator: " ").utf8), limit: 120)
    return title.isEmpty ? nil : title
  }
}

/// The date of an HTTP header, `Sat, 21 Nov 2026 10:14:09 GMT` (RFC 9110 §5.6.7).
enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Seconds since 1970; nil for any other form, obsolete ones included.
  static func seconds(_ text: String) -> Int64? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])),
      let day = Int(parts[1]), let year = Int(parts[3]), (1970...9999).contains(year),
      (1...31).contains(day), let hour = Int(parts[4].prefix(2)), (0...23).contains(hour)
    else { return nil }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return Timestamp(iso8601: "\(year)-\(two(month + 1))-\(two(day))T\(parts[4])Z")?
      .secondsSince1970
  }
}
