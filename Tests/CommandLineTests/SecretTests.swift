import Foundation
import TestSupport
import Testing

extension RealProgram {
  /// No password of any configuration is in anything that the program prints.
  @Suite struct SecretTests {
    /// Six to 64 characters, with signs that shells, patterns and encodings treat in their own ways.
    ///
    /// No apostrophe: the start script quotes with it.
    static let passwords = [
      "Qz7$xK", "Zq7$x.(a|b)*[1]?+^{2}", "sp ace\\back\"quote`tick`", "pässwörd-Ünïcode-鍵-🔑",
      "%41%42percent&amp;<tag>#x", "a/b+c==d?e=f&g;h", "-Dlooks.like=an-option",
      "tr0ub4dor\\n\\t\\u0041-end",
      "6CzA7rY3Wm1Xq9Lk5Jd2Hs8Gf4Tb0Pn6Rv3Eu7Io1Ya9Sw5Dq2Zc8Vk4Mx0Nj6L",
    ]

    /// Words that stand in every report; what matters is that they neither block it nor are shown
    /// where they were read.
    static let ordinary = ["keystore", "certificate", "agent", "changeit", "password", "12345678"]

    /// A copy of an agent's host on which everything that can hold a secret holds one.
    private struct Host {
      let scratch: Scratch
      let secrets: [String]

      /// A host whose configuration has `password`, which `opens` the keystore or does not.
      init(_ password: String, opens: Bool) throws {
        scratch = try Scratch()
        let others = (1...15).map { "Sekr3t-\($0)-\(["Wq", "Zj", "Xk"][$0 % 3])vB7n" }
        secrets = [password] + others
        let home = "root/opt/xmatters/xa"
        let stored = opens ? password : "an0ther-One"
        try Self.makeKeystore(scratch, password: stored)
        secretsOfStore = stored
        let options = """
          --server.ssl.enabled=true --server.ssl.key-store=/etc/xagent/agent.p12 \
          --server.ssl.key-store-type=PKCS12 --server.ssl.key-alias=agent \
          --server.ssl.key-store-password='\(password)'
          """
        func script(_ more: String) -> String {
          """
          #!/bin/bash
          # --server.ssl.key-store-password=\(others[0])
          export XMATTERS_KEY=\(others[1])
          java -Dhttp.proxyPassword=\(others[2]) -jar /opt/xmatters/xa/bin/xa.jar \(more)

          """
        }
        try scratch.write(script(options), home + "/bin/systemd.start.sh")
        try scratch.write(
          script(
            "--server.ssl.key-store-pasword=\(others[3]) --server.ssl.key-pasword=\(others[4])"),
          home + "/bin/xa.sh")
        try scratch.write(
          script(options.replacingOccurrences(of: "'\(password)'", with: others[5])),
          home + "/bin/systemd.start.sh.bak")
        try scratch.write(
          """
          export XMATTERS_KEY=\(others[6])
          export SERVER_SSL_TRUST_STORE_PASSWORD="\(others[7])"
          WEBHOOK_URL=https://hook:\(others[8])@example.com/path

          """, "root/etc/xmatters/xa/xa.conf")
        let user = password.replacingOccurrences(of: " ", with: "%20")
        try scratch.write(
          """
          2026-11-20 10:00:00.000  INFO 1 --- [main] c.x.XAgentApplication : Starting XAgentApplication
          2026-11-20 10:00:01.000  INFO 1 --- [main] c.x.Boot : Command line: --server.ssl.key-store-password=\(others[9]) Keystore was tampered with, or password was incorrect
          2026-11-20 10:00:02.000 ERROR 1 --- [main] c.x.Boot : XMATTERS_KEY=\(others[10]) java.io.IOException: keystore password was incorrect
          2026-11-20 10:00:03.000 ERROR 1 --- [main] c.x.Http : Authorization: Bearer \(others[11]) PKIX path building failed: unable to find valid certification path to requested target
          2026-11-20 10:00:04.000 ERROR 1 --- [main] c.x.Http : https://user:\(others[12])@example.com/x java.net.ConnectException: Connection refused
          2026-11-20 10:00:05.000 ERROR 1 --- [main] c.x.Http : {"password": "\(others[13])"} javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure

          """, "root/var/log/xmatters/xmatters-xa/agent-communication-xmatters.log")
        // Only who has read the password in the configuration can know that this is one.
        try scratch.write(
          """
          2026-11-20 10:00:00.000  INFO 1 --- [main] c.x.XAgentApplication : Starting XAgentApplication
          2026-11-20 10:00:06.000 ERROR 1 --- [main] c.x.Http : tried \(password) and \(user) Cannot recover key

          """, "root/var/log/xmatters/xmatters-xa/agent-communication-xmatters-2.log")
        try scratch.write(Self.pem(others[14]), "root/etc/xagent/agent.pem")
        try scratch.write(password + "\n", "password")
      }

      private let secretsOfStore: String

      private static func pem(_ secret: String) -> String {
        """
        Bag Attributes: https://user:\(secret)@example.com/
        -----BEGIN CERTIFICATE-----
        \(secret)
        -----END CERTIFICATE-----

        """
      }

      private static func makeKeystore(_ scratch: Scratch, password: String) throws {
        let path = try scratch.write("", "root/etc/xagent/agent.p12")
        let file = try scratch.write(password + "\n", "stored")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = [
          "pkcs12", "-export", "-name", "agent", "-inkey", Fixture.path("tls/leaf.key"), "-in",
          Fixture.path("tls/leaf.pem"), "-out", path, "-passout", "file:\(file)",
        ]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
      }

      /// All files of the bundle that was made last, one after the other.
      func bundle() throws -> String {
        let script = """
          import sys, zipfile
          archive = zipfile.ZipFile(sys.argv[1])
          assert archive.testzip() is None
          for member in archive.infolist():
              print(member.filename)
              sys.stdout.buffer.write(archive.read(member))
              sys.stdout.flush()
          """
        return try Command.need(["python3", "-c", script, scratch.path("bundle.zip")])
      }

      /// Every way to look at this host.
      var runs: [[String]] {
        let root = ["--root", scratch.path("root")]
        let file = ["--password-file", scratch.path("password")]
        let log = ["--log", "/var/log/xmatters/xmatters-xa/agent-communication-xmatters.log"]
        let report = ["--non-interactive"]
        var runs = [
          ["collect", "--yes", "--force", "-o", scratch.path("bundle.zip")] + root,
          report + root, report + root + file + ["--format", "json"], report + root + ["--quiet"],
          report + root + ["--format", "json"], report + root + log,
          report + root + log + ["--config", "/opt/xmatters/xa/bin/xa.sh", "--format", "json"],
          report + root + log + ["--config", "/opt/xmatters/xa/bin/systemd.start.sh.bak"],
          report + root + log + ["--config", "/etc/xmatters/xa", "--format", "json"],
          report + root + ["--keystore", "/etc/xagent/agent.pem", "--format", "json"],
          report + root + ["--format", "xml"],
          report + root + ["--symptom", "password=\(secrets[1]) Cannot recover key"],
          ["inspect", scratch.path("root/etc/xagent/agent.p12")] + file,
          ["inspect", scratch.path("root/etc/xagent/agent.pem"), "--format", "json"] + file,
        ]
        for id in [
          "keystore.password-wrong", "keystore.default-password", "xagent.option-unknown",
          "xagent.https-set-elsewhere", "xagent.start-line-shell-characters",
          "keystore.key-password-differs", "xagent.placeholder-left", "tls.plain-http-client",
        ] { runs.append(["why", id] + root) }
        return runs
      }
    }

    @Test(arguments: passwords.indices)
    func `no password leaves in any form`(index: Int) async throws {
      let host = try Host(Self.passwords[index], opens: index % 2 == 0)
      // One of them is looked at in every way, the others in those that show most.
      try await expectNoSecret(of: host, in: index == 1 ? host.runs : Array(host.runs.prefix(4)))
    }

    private func expectNoSecret(of host: Host, in runs: [[String]]) async throws {
      for words in runs {
        var run = try await Binary.run(words)
        if words.first == "collect" { run.output += try host.bundle() }
        #expect([0, 1, 2, 64].contains(run.code), "\(words): \(run.everything)")
        for secret in host.secrets {
          for form in SecretForms.all(of: secret) where run.holds(form.text) {
            let line = run.everything.split(separator: "\n").first { $0.contains(form.text) }
            Issue.record(
              "\(form.name) of \(secret) in \(words.joined(separator: " ")): \(line ?? "")")
          }
        }
      }
    }

    @Test(arguments: ordinary)
    func `a password that is an ordinary word blocks no report and is masked where it stands`(
      password: String
    ) async throws {
      let host = try Host(password, opens: true)
      for words in host.runs.prefix(4) {
        var run = try await Binary.run(words)
        if words.first == "collect" { run.output += try host.bundle() }
        #expect([0, 1, 2, 64].contains(run.code), "\(words): \(run.everything)")
        #expect(!run.everything.contains("password=\(password)"))
        #expect(!run.everything.contains("password='\(password)"))
        for secret in host.secrets.dropFirst() { #expect(!run.everything.contains(secret)) }
      }
    }

    @Test func `an ordinary password is said to be one`() async throws {
      let host = try Host("certificate", opens: true)
      let run = try await Binary.run(["--non-interactive", "--root", host.scratch.path("root")])
      #expect(run.errors.contains("is a common word"), "\(run.errors)")
      #expect(run.errors.contains("systemd.start.sh"))
    }

    @Test func `the symptoms in those logs are shown all the same`() async throws {
      let host = try Host(Self.passwords[1], opens: false)
      let run = try await Binary.run(
        ["--non-interactive", "--root", host.scratch.path("root"), "--format", "json"])
      #expect(run.report?.errors.first == "keystore.password-wrong confirmed", "\(run.output)")
      #expect(run.output.contains("<secret"))
      #expect(run.output.contains("password was incorrect"))
    }
  }
}
