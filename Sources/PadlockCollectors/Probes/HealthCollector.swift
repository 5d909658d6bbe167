import Foundation
public import PadlockModel
import PadlockNetwork

/// Asks the health endpoint over HTTPS.
public struct HealthCollector: Collector {
  public init() {}

  public let title = "Ask the health endpoint"
  public let how = "Open the health address in a browser, from another machine."
  public let offer = CollectorOffer(
    id: "health", provides: ["listener.health"], needs: ["listener.tls"], cost: .slow)

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    await Listeners.observe(request, findings, offer) { listener in
      guard findings.facts["listener.tls", listener.subject].value == .text("handshake"),
        let health = listener.definition?.health,
        let address = request.connectedAddress(of: listener)
      else { return offer.provides.unknown(of: listener, .notApplicable) }
      return await ask(health, listener, at: address, request.options)
    }
  }

  private func ask(
    _ health: HealthEndpoint, _ listener: Listeners.Listener, at address: SocketAddress,
    _ options: RunOptions
  ) async -> [Observation] {
    var tried: [String] = []
    for path in health.paths {
      let outcome = await HTTPExchange.perform(
        HTTPRequest(
          .https, host: listener.host, port: listener.port, path: path, address: address,
          identity: options.identity),
        timeout: options.timeout, before: options.run)
      switch outcome {
      case .responded(let response):
        if let said = Self.value(of: health.key, in: response.body) {
          let isUp = said == health.healthy
          return seen(
            isUp ? "up" : "down", "\(path) answered \(response.status): \(health.key) is \(said)",
            listener)
        }
        tried.append("\(path) answered \(response.status)")
      case .failed(let failure), .timedOut(let failure): tried.append("\(path): \(failure.meaning)")
      case .stopped:
        return [
          .unknown("listener.health", of: listener.subject, .failed("the run was stopped"))
        ]
      }
    }
    return seen("unrecognised", tried.joined(separator: "; "), listener)
  }

  private func seen(
    _ word: String, _ excerpt: String, _ listener: Listeners.Listener
  ) -> [Observation] {
    [
      .known(
        "listener.health", of: listener.subject, .text(word),
        Evidence(.probe, listener.name, excerpt: excerpt)),
      .check(
        CheckRecord(
          id: offer.id, subject: listener.subject, title: title, detail: excerpt,
          facts: ["listener.health"])),
    ]
  }

  /// The text that a top-level key of a JSON object holds; nil where it is no such object.
  static func value(of key: String, in body: [UInt8]) -> String? {
    guard body.count <= 1 << 20,
      let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
    else { return nil }
    return (object[key] as? String).map { String($0.prefix(100)) }
  }
}
