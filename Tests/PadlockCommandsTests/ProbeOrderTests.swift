import PadlockCollectors
import PadlockModel
import PadlockNetwork
import Synchronization
import TestSupport
import Testing

@testable import PadlockCommands

/// Padlock must not read in a log what its own connections caused.
@Suite struct ProbeOrderTests {
  @Test func `logs are read before the first connection is made`() async throws {
    let listener = try LoopbackListener.answering(Array("HTTP/1.1 400 \r\n\r\n".utf8))
    let events = Mutex<[String]>([])
    _ = try await AgentTree().report(probing: listener.port) { _ in
    } watch: { event in
      let word: String? =
        switch event {
        case .started(let id, _): "\(id) starts"
        case .progressed(let id, _): "\(id) goes on"
        case .finished(let id, _, _): "\(id) ends"
        default: nil
        }
      if let word { events.withLock { $0.append(word) } }
    }
    let order = events.withLock { $0 }
    #expect(order.contains("log goes on"))
    let read = try #require(order.firstIndex(of: "log ends"))
    for probe in ["connect", "handshake"] {
      let begun = try #require(order.firstIndex(of: "\(probe) starts"))
      #expect(read < begun, "\(order)")
    }
  }

  /// Also where no rule needs a log until the port has answered.
  @Test func `probes wait for the logs whatever the rules ask first`() async throws {
    let listener = try LoopbackListener.answering(Array("HTTP/1.1 400 \r\n\r\n".utf8))
    let rules = RuleSet(rules: [
      Rule(
        id: "a.b", title: "Refused", forEach: .listener,
        confirmed: .fact("listener.tcp", [.is(.text("refused"))]))
    ])
    var wish = TargetWish()
    wish.host = "127.0.0.1"
    wish.port = Int(listener.port)
    var options = RunOptions(
      now: Timestamp(secondsSince1970: 1_796_000_000), run: Deadline(after: .seconds(600)))
    options.host = wish.host
    options.port = wish.port
    let events = Mutex<[String]>([])
    _ = await DiagnosisRun(rules: rules, wish: wish, options: options) { event in
      if case .started(let id, _) = event { events.withLock { $0.append(id) } }
    }.perform()
    let order = events.withLock { $0 }
    let read = try #require(order.firstIndex(of: "log"))
    let begun = try #require(order.firstIndex(of: "connect"))
    #expect(read < begun, "\(order)")
  }
}
