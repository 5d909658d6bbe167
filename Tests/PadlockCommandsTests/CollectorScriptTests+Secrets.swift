import Foundation
import TestSupport
import Testing

@testable import PadlockCommands

/// Secrets that one line alone does not tell, and those of its own session.
extension CollectorScriptTests {
  /// Secrets, each `5ec…`, of which all or the rest stands after the line that names them, and what
  /// is none, each `fine…`.
  private static let continued = #"""
    wrapper.java.additional.1=-Dserver.ssl.key-store-password=5ecret01\
    5ecret02
    java -Dserver.ssl.key-store-password=5ecret03\
    5ecret04 -jar fine01.jar
    keytool -importkeystore -srcstorepass \
       5ecret05 -alias fine02 \
       -deststorepass "5ecret06" \
       -destalias fine03
    password: >-
      5ecret07
      5ecret08
    next: fine04
    token: |
      5ecret09
    password:
      5ecret10
    password:
    same: fine05
    passwords: [5ecret11, "5ecret12"]
    passwords:
      - 5ecret13
      - "5ecret14"
    password: {value: 5ecret15}
    credentials:
      user: fine06
      value: 5ecret16
    "secrets": [
      "5ecret17",
      "5ecret18"
    ],
    password: "5ecret19
      5ecret20"
    after: fine07
    <c password="5ecret21
    5ecret22" port="fine08"/>
    <property name="db.password"
      value="5ecret23"/>
    <x value="fine09"/>
    password=
    fine=fine10
    Enter the password:
      fine11
    password:
    	at fine12.Class(Foo.java:1)
    echo "Enter the password: "
    fine13
    password="5ecret24
    port=fine14
    list:
      - password: |
          5ecret25
        name: fine15
    """#

  @Test(arguments: Shell.allCases)
  func `it leaves a secret that goes on after its line, and takes what does not`(
    shell: Shell
  ) throws {
    let scratch = try layOut()
    try scratch.write(Self.continued + "\n", "opt/made up 2/conf/agent.xml")
    let bundle = scratch.path("bundle.tar.gz")
    try Command.need(shell.words + [scratch.path("collector.sh"), "-n", "-o", bundle])
    let everything = try Command.run(["/bin/tar", "-xzOf", bundle]).output
    #expect(everything.matches(of: /5ecret[0-9][0-9]/).map { String($0.output) } == [])
    for number in 1...15 {
      let word = "fine" + (number < 10 ? "0" : "") + String(number)
      #expect(everything.contains(word), "\(word)")
    }
    #expect(everything.contains("password: >-\n  secret-"), "the mark of the text stays")
  }

  @Test(arguments: Shell.allCases)
  func `a long line without an end of names takes no longer than its letters`(shell: Shell) throws {
    let scratch = try layOut()
    let line = String(repeating: "0af9", count: 15_000)
    let lines = String(repeating: line + "\n", count: 10) + "password: l0ngsecret\n"
    try scratch.write(lines, "opt/made up 2/conf/agent.xml")
    let bundle = scratch.path("bundle.tar.gz")
    // With a search from each letter it took minutes.
    try Command.need(
      shell.words + [scratch.path("collector.sh"), "-n", "-o", bundle], seconds: 60)
    let everything = try Command.run(["/bin/tar", "-xzOf", bundle]).output
    #expect(everything.contains("\n" + line + "\npassword: secret-"))
    #expect(!everything.contains("l0ngsecret"))
  }

  /// What `openssl s_client` says of a session, in short.
  private static let session = """
    #!/bin/sh
    cat <<'END'
    SSL-Session:
        Protocol  : TLSv1.2
        Master-Key: 0C5EAA11BB22CC33
        Resumption PSK: 5EAA11BB22CC33DD
        PSK identity: None
        TLS session ticket lifetime hint: 7200 (seconds)
        TLS session ticket:
        0000 - 2e 96 c5 1a 2f 44 90 0b-71 5e 8b 5a 6d 0f 3c 11   ..../D..q^.Zm.<.
        0010 - d7 8e                                             ..

        Verify return code: 18 (self-signed certificate)
    END
    """

  @Test(arguments: Shell.allCases)
  func `what would decrypt or resume its own session stays out`(shell: Shell) throws {
    let scratch = try layOut()
    let openssl = try scratch.write(Self.session, "bin/openssl")
    try Command.need(["/bin/chmod", "755", openssl])
    let bundle = scratch.path("bundle.tar.gz")
    try Command.need(
      shell.words + [scratch.path("collector.sh"), "-p", "8081", "-o", bundle],
      variables: ["PATH": scratch.path("bin") + ":/usr/bin:/bin"])
    let said = try Command.need([
      "/bin/tar", "-xzOf", bundle, "padlock-bundle/host/tls-8081.txt",
    ])
    #expect(said.contains("    Protocol  : TLSv1.2\n    PSK identity: None\n"))
    #expect(said.contains("(seconds)\n\n    Verify return code: 18 (self-signed certificate)\n"))
    #expect(!said.contains(/Master-Key|Resumption|0010 -|C5EAA11|5EAA11BB/))
  }
}
