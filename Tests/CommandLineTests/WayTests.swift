import Foundation
import Glibc
import TestSupport
import Testing

extension RealProgram {
  /// What lies on the way to a port, and which port: in a network of the test's own where loopback
  /// cannot do it.
  @Suite struct WayTests {
    /// Networks and mounts are for root alone, and for no root in some containers.
    static let makesNetworks: Bool = {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
      process.arguments = [
        "-nmpf", "--mount-proc", "/bin/sh", "-c", "PATH=/usr/sbin:/sbin ip link set lo up",
      ]
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }()
    static let why: Comment = "this user cannot make a network of its own here"

    private static let root = ["--trust", Fixture.path("tls/root.pem")]

    /// Runs the program in a network of its own, after `setup` has laid it out; what that starts
    /// ends with it.
    private func diagnose(
      _ setup: String, host: String, port: UInt16 = 8443
    ) async throws -> (output: String, report: ReportView) {
      let scratch = try Scratch()
      let hosts = try scratch.write(
        "127.0.0.1 localhost\n192.0.2.7 agent01.example\n2001:db8::7 agent01.example\n", "hosts")
      let arguments =
        [
          Binary.path, "--non-interactive", "--host", host, "--port", "\(port)", "--timeout", "1",
          "--format", "json",
        ] + Self.root
      let script = """
        set -e
        mount --bind \(hosts) /etc/hosts
        ip link set lo up
        \(setup)
        "$@"
        """
      let process = try RunningProcess(
        [
          "/usr/bin/unshare", "-nmpf", "--mount-proc", "--kill-child", "/bin/sh", "-c", script,
          "sh",
        ] + arguments,
        ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=\(scratch.folder)", "LC_ALL=C.UTF-8"],
        scratch, .kept)
      _ = try await process.wait(.seconds(60))
      let output = scratch.text("out")
      let report = try? JSONDecoder().decode(ReportView.self, from: Data(output.utf8))
      return (output, try #require(report, "\(scratch.text("err"))"))
    }

    @Test(
      .enabled(if: makesNetworks, why),
      arguments: ["unreachable", "prohibit"])
    func `a host that no route leads to is network.host-unreachable`(kind: String) async throws {
      let (output, report) = try await diagnose(
        "ip route add \(kind) 198.51.100.0/24", host: "198.51.100.7")
      #expect(report.conclusions == ["network.host-unreachable error confirmed"], "\(output)")
    }

    /// A server on the addresses of `families`, that says so before it is asked.
    private func serving(_ addresses: [String]) -> String {
      let leaf = ["pem", "key"].map { Fixture.path("tls/leaf.\($0)") }
      let chain = Fixture.path("tls/intermediate.pem")
      return """
        ip addr add 192.0.2.7/32 dev lo
        ip -6 addr add 2001:db8::7/128 dev lo nodad
        for address in \(addresses.joined(separator: " ")); do
          mkfifo "$HOME/$address"
          openssl s_server -www -accept "$address:8443" -cert \(leaf[0]) -key \(leaf[1]) \
            -cert_chain \(chain) > "$HOME/$address" 2>&1 &
          exec 3< "$HOME/$address"
          while read -r line <&3; do case "$line" in ACCEPT*) break;; esac; done
        done
        """
    }

    @Test(.enabled(if: makesNetworks, why))
    func `a name whose IPv6 address refuses is network.address-family-differs`() async throws {
      let (output, report) = try await diagnose(serving(["192.0.2.7"]), host: "agent01.example")
      #expect(
        report.conclusions == ["network.address-family-differs warning confirmed"], "\(output)")
      #expect(report.diagnoses.first?.summary.contains("IPv6") == true)
    }

    @Test(.enabled(if: makesNetworks, why))
    func `a name that answers on both families is healthy`() async throws {
      let (output, report) = try await diagnose(
        serving(["192.0.2.7", "[2001:db8::7]"]), host: "agent01.example")
      #expect(report.conclusions.isEmpty, "\(output)")
      #expect(report.outcome == "healthy")
    }

    @Test(.enabled(if: makesNetworks, why))
    func `an nginx that may not bind is network.port-forbidden`() async throws {
      let scratch = try Scratch()
      chmod(scratch.folder, 0o777)
      let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      let temporary = folders.map { "\($0)_temp_path \(scratch.path($0));" }.joined(separator: " ")
      let configuration = try scratch.write(
        """
        daemon off; pid \(scratch.path("pid")); error_log stderr; events {}
        http { access_log off; \(temporary) server { listen 83; } }
        """, "nginx.conf")
      let nginx = try RunningProcess(
        [
          // In a network of its own ports below 1024 are root's, whatever this machine's rule is.
          "/usr/bin/unshare", "-n", "/usr/bin/setpriv", "--reuid=65534", "--regid=65534",
          "--clear-groups",
          "--bounding-set=-all", "/usr/sbin/nginx", "-p", scratch.folder, "-c", configuration,
        ], ["PATH=/usr/sbin:/usr/bin:/bin"], scratch, .kept)
      #expect(try await nginx.wait(.seconds(20)) == 1)
      let run = try await Binary.run([
        "--non-interactive", "--host", "127.0.0.1", "--port", "83", "--timeout", "1", "--format",
        "json", "--log", scratch.path("err"),
      ])
      let report = try #require(run.report, "\(run.everything)")
      #expect(
        report.errors.first == "network.port-forbidden confirmed", "\(run.output)")
      #expect(report.diagnoses.filter(\.rootCause).count == 1)
    }

    @Test func `a localhost whose IPv6 address refuses is healthy`() async throws {
      let nginx = try await Nginx()
      let run = try await Binary.run(
        [
          "--non-interactive", "--host", "localhost", "--port", "\(nginx.port)", "--timeout", "1",
          "--format", "json",
        ] + Self.root)
      let report = try #require(run.report, "\(run.everything)")
      #expect(report.conclusions.isEmpty, "\(run.output)")
    }

    /// An agent whose script names this port.
    private func agent(_ port: UInt16) throws -> Scratch {
      let scratch = try Scratch()
      try scratch.write(
        """
        #!/bin/sh
        java -jar /opt/xmatters/xa/bin/xa.jar --server.port=\(port)
        """, "opt/xmatters/xa/bin/systemd.start.sh")
      return scratch
    }

    @Test func `without a probe, a refused client makes the wrong port likely`() async throws {
      let tree = try agent(8443)
      let run = try await Binary.run([
        "--non-interactive", "--product", "xagent", "--root", tree.folder, "--host",
        "agent01.example", "--port", "9443", "--no-probe", "--symptom",
        "java.net.ConnectException: Connection refused", "--format", "json",
      ])
      let report = try #require(run.report, "\(run.everything)")
      let wrong = report.diagnoses.first { $0.id == "network.wrong-port" }
      #expect(wrong?.certainty == "likely", "\(run.output)")
    }

    private func diagnose(_ agent: Scratch, _ port: UInt16) async throws -> ReportView {
      let run = try await Binary.run(
        [
          "--non-interactive", "--product", "xagent", "--root", agent.folder, "--host",
          "agent01.example", "--address", "127.0.0.1", "--port", "\(port)", "--timeout", "1",
          "--format", "json",
        ] + Self.root)
      return try #require(run.report, "\(run.everything)")
    }

    @Test func `a closed port, and an open one in the configuration, is network.wrong-port`()
      async throws
    {
      let (open, closed) = (try await Nginx(), try ClosedPort())
      let report = try await diagnose(agent(open.port), closed.port)
      let wrong = try #require(report.diagnoses.first { $0.id == "network.wrong-port" })
      #expect(wrong.certainty == "confirmed" && wrong.rootCause)
      #expect(wrong.summary.contains("\(open.port)"))
      #expect(report.errors.contains("network.port-refused confirmed"))
    }

    @Test func `the configured port, or a port that is forwarded to it, is the right one`()
      async throws
    {
      let (open, closed) = (try await Nginx(), try ClosedPort())
      for (configured, asked) in [(open.port, open.port), (closed.port, open.port)] {
        let report = try await diagnose(agent(configured), asked)
        #expect(!report.diagnoses.contains { $0.id == "network.wrong-port" })
      }
      // Where neither answers, the port is not what is wrong.
      let other = try ClosedPort()
      let report = try await diagnose(agent(other.port), closed.port)
      #expect(!report.diagnoses.contains { $0.id == "network.wrong-port" })
    }

    @Test func `a product whose log is judged is not asked for old versions`() async throws {
      let server = try OpenSSLServer(
        certificate: "tls/leaf.pem", key: "tls/leaf.key", chain: "tls/intermediate.pem",
        ["-www", "-cipher", "ALL:@SECLEVEL=0"])
      let scratch = try Scratch()
      let log = try scratch.write("nothing of note\n", "server.log")
      let run = try await Binary.run(
        [
          "--non-interactive", "--host", "agent01.example", "--address", "127.0.0.1", "--port",
          "\(server.port)", "--timeout", "2", "--format", "json", "--log", log,
        ] + Self.root)
      let report = try #require(run.report, "\(run.everything)")
      #expect(report.conclusions.isEmpty, "\(run.output)")
      #expect(report.checks.contains { $0.id == "hellos" && $0.result == "skipped" })
    }
  }
}
