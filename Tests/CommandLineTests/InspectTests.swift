import Foundation
import TestSupport
import Testing

extension RealProgram {
  /// `padlock inspect` of files that openssl and keytool made.
  @Suite struct InspectTests {
    private static let made = Result { () throws -> CertificateShop in
      let shop = try CertificateShop()
      let rsa = ["-newkey", "rsa:2048"]
      try shop.issue("ec")
      try shop.issue("ec2", subject: "/CN=other.example")
      try shop.issue("rsa", key: rsa)
      try shop.issue("rsa2", subject: "/CN=other.example", key: rsa)
      try shop.issue("pss", key: ["-newkey", "rsa-pss"])
      try shop.issue("ed", key: ["-newkey", "ed25519"])
      try shop.issue("soon", days: 5, "basicConstraints=CA:FALSE")
      for name in ["ec", "rsa"] {
        try shop.join("\(name).pem", "\(name).key", as: "\(name)-pair.pem")
        try shop.join("\(name).pem", "\(name)2.key", as: "\(name)-mixed.pem")
      }
      try shop.join("int.pem", "ec.pem", "ec.key", as: "issuer-first.pem")
      try shop.openssl(
        "pkey", "-in", shop.path("rsa.key"), "-aes256", "-passout", "pass:Winter-2031", "-out",
        shop.path("locked.key"))
      try shop.openssl(
        "ec", "-in", shop.path("ec.key"), "-conv_form", "compressed", "-out",
        shop.path("compressed.key"))
      try shop.openssl(
        "pkey", "-in", shop.path("rsa.key"), "-outform", "DER", "-out", shop.path("rsa.der"))
      for (name, encryption) in [("locked", []), ("open-chain", ["-certpbe", "NONE"])] {
        try shop.openssl(
          ["pkcs12", "-export", "-name", "agent", "-inkey", shop.path("rsa.key"), "-in"]
            + [shop.path("rsa.pem"), "-passout", "pass:Winter-2031"] + encryption
            + ["-out", shop.path("\(name).p12")])
      }
      try shop.write(Data("Winter-2031\n".utf8), "password")
      try shop.write(Data("Summer-2031\n".utf8), "wrong")
      return shop
    }

    private func inspect(
      _ names: [String], _ options: [String] = []
    ) async throws -> (code: Int32, output: String) {
      let shop = try Self.made.get()
      let run = try await Binary.run(["inspect"] + names.map(shop.path) + options)
      #expect(run.errors.isEmpty, "\(run.errors)")
      // Where lines are wrapped does not matter.
      let words = run.output.replacing(shop.folder + "/", with: "").split(
        whereSeparator: \.isWhitespace)
      return (run.code, words.joined(separator: " "))
    }

    private func option(_ name: String, _ file: String) throws -> [String] {
      [name, try Self.made.get().path(file)]
    }

    @Test(arguments: [
      (["ec-pair.pem"], "belongs to CN=srv.example"),
      (["rsa-pair.pem"], "belongs to CN=srv.example"),
      (["ec.pem", "ec.key"], "belongs to CN=srv.example in ec.pem"),
      (["rsa.key", "ec.pem", "rsa.pem"], "belongs to CN=srv.example in rsa.pem"),
      (["rsa.der", "rsa.pem"], "belongs to CN=srv.example in rsa.pem"),
      (["pss.pem", "pss.key"], "belongs to CN=srv.example in pss.pem"),
      (["ed.pem", "ed.key"], "belongs to CN=srv.example in ed.pem"),
      (["ec.pem", "compressed.key"], "belongs to CN=srv.example in ec.pem"),
      (["root.pem", "root.key", "int.pem", "int.key"], "belongs to CN=Shop Issuer in int.pem"),
    ])
    func `a key that belongs to a certificate says to which`(
      names: [String], words: String
    ) async throws {
      let run = try await inspect(names)
      #expect(run.output.contains("✓ the key " + words), "\(run.output)")
      #expect(!run.output.contains("✗"), "\(run.output)")
      #expect(run.code == 0)
    }

    @Test(arguments: [
      (["ec-mixed.pem"], "does not belong to this certificate, CN=srv.example"),
      (["rsa-mixed.pem"], "does not belong to this certificate, CN=srv.example"),
      (
        ["rsa-mixed.pem", "rsa2.pem"],
        "does not belong to this certificate, CN=srv.example, but to CN=other.example in rsa2.pem"
      ),
      (["issuer-first.pem"], "certificate, CN=Shop Issuer, but to CN=srv.example"),
      (["ec.pem", "ec2.key"], "does not belong to CN=srv.example in ec.pem"),
      (["rsa.pem", "rsa2.key"], "does not belong to CN=srv.example in rsa.pem"),
      (["rsa.pem", "ec.key"], "does not belong to CN=srv.example in rsa.pem"),
      (["rsa.pem", "int.pem", "ec.key"], "belongs to none of the 2 certificates here"),
    ])
    func `a key of another certificate is told from its own`(names: [String], words: String)
      async throws
    {
      let run = try await inspect(names)
      #expect(run.output.contains(words), "\(run.output)")
      #expect(!run.output.contains("✓"), "\(run.output)")
      #expect(run.code == 0, "\(run.output)")
    }

    @Test func `a key alone is neither`() async throws {
      let run = try await inspect(["ec.key"])
      #expect(!run.output.contains("belong"))
      #expect(run.code == 0)
    }

    @Test func `a locked key names the option that opens it, and is compared then`() async throws {
      let locked = try await inspect(["locked.key", "rsa.pem"])
      #expect(locked.output.contains("private key, encrypted, not opened"))
      #expect(locked.output.contains("--key-password-file"))
      #expect(!locked.output.contains("belong"))
      #expect(locked.code == 0)
      let opened = try await inspect(
        ["locked.key", "rsa.pem"], try option("--key-password-file", "password"))
      #expect(opened.output.contains("✓ the key belongs to CN=srv.example in rsa.pem"))
      #expect(opened.code == 0)
      let other = try await inspect(
        ["locked.key", "rsa2.pem"], try option("--key-password-file", "password"))
      #expect(other.output.contains("✗ the key does not belong to CN=other.example in rsa2.pem"))
      #expect(other.code == 0)
      let wrong = try await inspect(["locked.key"], try option("--key-password-file", "wrong"))
      #expect(wrong.output.contains("does not open with that password"))
      #expect(wrong.code == 0)
    }

    @Test func `a store says what is not readable without its password`() async throws {
      let locked = try await inspect(["locked.p12"])
      #expect(locked.output.contains("not readable without the password"))
      #expect(locked.output.contains("--password-file"))
      #expect(!locked.output.contains("no certificate"))
      #expect(locked.code == 2)
      let wrong = try await inspect(["locked.p12"], try option("--password-file", "wrong"))
      #expect(wrong.output.contains("✗ The password is not this store's"))
      #expect(!wrong.output.contains("no certificate"))
      #expect(wrong.code == 2)
      let readable = try await inspect(["open-chain.p12"], ["--no-keys"])
      #expect(readable.output.contains("CN=srv.example"))
      #expect(!readable.output.contains("not readable"))
      #expect(readable.code == 0)
      let opened = try await inspect(["locked.p12"], try option("--password-file", "password"))
      #expect(opened.output.contains("✓ the key belongs to CN=srv.example"))
      #expect(opened.code == 0)
    }

    @Test(
      arguments: [
        ("rsa.jks", "✓ the key belongs to CN=agent-rsa"),
        ("keytool.p12", "✓ the key belongs to"), ("ec.jceks", "✓ the key belongs to"),
        ("mismatch.jks", "✗ the key does not belong to this certificate"),
        ("mismatch.jceks", "✗ the key does not belong to this certificate"),
        ("key-differs.jks", "the key does not open with that password"),
        ("certificates-only.jks", "certificate"),
      ] as [(String, String)])
    func `Java's stores say of each key whether it belongs`(
      name: String, words: String
    ) async throws {
      let scratch = try Scratch()
      let password = try scratch.write("changeit\n", "password")
      let run = try await Binary.run([
        "inspect", Fixture.path("keystores/\(name)"), "--password-file", password,
      ])
      #expect(run.output.contains(words), "\(run.everything)")
      #expect(run.code == 0, "\(run.everything)")
    }

    @Test func `requests, dates and missing names are said as they are`() async throws {
      let run = try await inspect(["ec.csr", "soon.pem"])
      #expect(run.output.contains("– The file holds a certificate request"))
      #expect(!run.output.contains("✗"))
      #expect(run.output.contains("(4 days left)") || run.output.contains("(5 days left)"))
      #expect(run.output.contains("none (no subjectAltName)"))
      #expect(run.code == 0)
    }

    @Test func `JSON says where the certificate of a key is`() async throws {
      let run = try await inspect(["ec.pem", "ec.key"], ["--format", "json"])
      #expect(run.output.contains("\"keyBelongs\" : true"))
      #expect(run.output.contains("\"keyBelongsTo\" : {"))
      #expect(run.output.contains("\"path\" : \"ec.pem\""))
      #expect(run.output.contains("\"keyEncrypted\" : false"))
      let mixed = try await inspect(["ec-mixed.pem"], ["--format", "json"])
      #expect(mixed.output.contains("\"keyBelongs\" : false"))
      #expect(mixed.code == 0)
    }

    @Test func `a missing file is one line`() async throws {
      let run = try await Binary.run(["inspect", "/missing.pem"])
      #expect(run.output == "✗ /missing.pem: The file cannot be read: it is not there.\n")
      #expect(run.code == 2)
    }
  }
}
