import Foundation
import TestSupport

/// One run of the program against one of the servers, and what is wrong with it.
struct HostileRun: Sendable, CustomStringConvertible {
  /// The time of one attempt.
  static let timeout = 1.5
  /// The most that all attempts may take: connecting, a hello, a plain request or two more hellos,
  /// and a request for a page, each with an eighth of a second for a machine that is busy, and the
  /// pause before a hello is sent again.
  static let probing = 4 * (timeout + 0.125) + 1
  /// The most time of a run, with the start of the program, perhaps unoptimised, beside nine
  /// others on a machine that is busy with more.
  static let deadline = 30
  /// The most memory that a run may hold, also unoptimised; under a sanitizer, which keeps notes and
  /// what was freed, eight times that.
  static let memoryBound = 96 << 20
  /// The most connections of it that may be accepted.
  static let connectionBound = 7

  let server: HostileServer
  private let code: Int32
  private let output: String
  private let errors: String
  /// The same report as text.
  private let shown: String
  private let elapsed: Duration
  private let peak: Int
  private let connections: Int
  private let report: ReportView?

  init(_ server: HostileServer, _ certificates: HostileCertificates) async throws {
    self.server = server
    let peer = try server.make(certificates)
    let scratch = try Scratch()
    let began = ContinuousClock.now
    let process = try Binary.start(
      [
        "--non-interactive", "--host", "agent01.example", "--address", "127.0.0.1", "--port",
        "\(peer.port)", "--timeout", "\(Self.timeout)", "--deadline", "\(Self.deadline)", "--trust",
        Fixture.path("tls/root.pem"), "--format", "json",
      ], scratch)
    var peak = 0
    code = try await process.wait(.seconds(60)) { peak = max(peak, process.peakMemory() ?? 0) }
    elapsed = began.duration(to: .now)
    self.peak = peak
    connections = peer.acceptedCount
    (output, errors) = (scratch.text("out"), scratch.text("err"))
    report = try? JSONDecoder().decode(ReportView.self, from: Data(output.utf8))
    shown = try await Binary.run(["open", "--non-interactive", scratch.path("out")]).everything
  }

  /// Each in a few words.
  var faults: [String] {
    guard let report else { return ["no report"] }
    var faults: [String] = []
    func demand(_ isMet: Bool, _ fault: String) { if !isMet { faults.append(fault) } }
    demand(report.conclusions == server.concluded, "expected \(server.concluded)")
    demand(report.outcome == server.outcome, "expected \(server.outcome)")
    demand(code == ["healthy": 0, "problems": 1, "inconclusive": 2][report.outcome], "exit code")
    demand(server.says.map(isSaid) ?? true, "does not say \(server.says ?? "")")
    demand(
      report.outcome != "inconclusive"
        || report.unchecked.contains { !$0.why.isEmpty && !$0.how.isEmpty },
      "does not say how to find out")
    let probed = report.timings.filter { Self.probes.contains($0.key) }.values.reduce(0, +)
    demand(Double(probed) <= Self.probing * 1000, "probed for \(probed) ms")
    demand(elapsed <= .seconds(Self.deadline), "too slow")
    demand(peak > 0 && peak <= Self.memoryBound * (Sanitizer.isActive ? 8 : 1), "memory")
    demand(connections <= Self.connectionBound, "too many connections")
    demand(errors.isEmpty || report.outcome == "inconclusive", errors)
    demand(shown.contains("\n\nChecks\n"), "is not shown: \(shown.prefix(200))")
    demand(
      !(output + errors + shown).unicodeScalars.contains(where: Self.acts), "acts on a terminal")
    return faults
  }

  private static let probes: Set = ["connect", "handshake", "hellos", "answer", "health"]

  private func isSaid(_ words: String) -> Bool { texts.contains { $0.contains(words) } }

  /// Every text of the report, as a reader of its JSON gets it.
  private var texts: [String] {
    func texts(_ value: Any) -> [String] {
      switch value {
      case let text as String: [text]
      case let list as [Any]: list.flatMap(texts)
      case let object as [String: Any]: object.keys + object.values.flatMap(texts)
      default: []
      }
    }
    return (try? JSONSerialization.jsonObject(with: Data(output.utf8))).map(texts) ?? []
  }

  /// Whether a terminal would do something else with it than show it.
  private static func acts(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: scalar != "\n"
    case .format, .surrogate, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  var description: String {
    "exit \(code), \(report?.outcome ?? output), \(report?.conclusions ?? []), \(elapsed), "
      + "\(peak >> 20) MiB, \(connections) connections, \(report?.timings ?? [:]), "
      + "\(report?.checks.map(\.detail) ?? []), \(report?.unchecked.map { "\($0.what): \($0.why)" } ?? [])"
  }
}
