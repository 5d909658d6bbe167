import PadlockModel
import PadlockRedaction
import Testing

@Suite struct MaskerTests {
  private static let canary = "Zq7-canary"

  @Test func `published words are no secret, and what goes on beyond them is`() {
    var masker = Masker()
    masker.add(quotes: [":key values mismatch", "Cannot recover key"])
    for text in [
      "f:X_private_key:key values mismatch", "wrong password: Cannot recover key",
    ] { #expect(masker.mask(text, from: "t") == text) }
    for text in [
      "password: Zq7-canary Cannot recover key", "password=Zq7-canary: Cannot recover key",
      "private_key:key values mismatchZq7-canary", "Cannot recover key, password: Zq7-canary",
      "password: Cannot recover key Zq7-canary",
    ] { #expect(!masker.mask(text, from: "t").contains(Self.canary), "\(text)") }
  }

  @Test func `what was registered as a secret is one, whoever published it`() {
    var masker = Masker()
    masker.add(quotes: ["Cannot recover Zq7-canary"])
    masker.register(Secret(Self.canary), from: "a file")
    #expect(masker.mask("Cannot recover Zq7-canary", from: "t") == "Cannot recover <secret 1>")
  }

  @Test(arguments: [
    "JAVA_OPTS=-Dserver.ssl.key-store-password=Zq7-canary -jar agent.jar",
    "java \"-Dserver.ssl.key-store-password=Zq7-canary\" -jar agent.jar",
    "java -Djavax.net.ssl.keyStorePassword='Zq7-canary' -jar agent.jar",
    "wrapper.java.additional.20=-Dserver.ssl.key-password=Zq7-canary",
    "java -jar a.jar --server.ssl.key-store-password=Zq7-canary --server.port=8081",
    "keytool -list -storepass Zq7-canary -keystore a.jks",
    "keytool -genkey -keypass 'Zq7-canary' -alias a",
    "openssl pkcs12 -in a.p12 -passin pass:Zq7-canary -nodes",
    "curl -u admin:Zq7-canary https://host/",
    "tool --password Zq7-canary --port 1",
    "server.ssl.key-store-password = Zq7-canary",
    "  password: Zq7-canary",
    "  - password: \"Zq7-canary\"",
    "{\"keyStorePassword\": \"Zq7-canary\", \"port\": 8081}",
    "{\\\"apiKey\\\": \\\"Zq7-canary\\\"}",
    "<password>Zq7-canary</password>",
    "<Connector keystorePass=\"Zq7-canary\" port=\"8443\"/>",
    "<property name=\"db.password\" value=\"Zq7-canary\"/>",
    "<entry key=\"password\">Zq7-canary</entry>",
    "https://admin:Zq7-canary@host.example.com/path",
    "GET /api?apiKey=Zq7-canary&page=2 HTTP/1.1",
    "Authorization: Bearer Zq7-canary",
    "curl -H 'Authorization: Basic Zq7-canary' https://host/",
    "Cookie: JSESSIONID=Zq7-canary",
    "export XMATTERS_KEY=Zq7-canary",
    "API_KEY='Zq7-canary'",
    "WEBSOCKET_SECRET=Zq7-canary",
    "set OWNER_API_KEY=Zq7-canary",
    "auth.token=Zq7-canary",
    "secure_link_secret Zq7-canary;",
    "set $api_key 'Zq7-canary';",
    "proxy_set_header Authorization \"Basic Zq7-canary\";",
    "#password=Zq7-canary",
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\nZq7-canary\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
    "<<password>Zq7-canary</password>",
    "a < b <password>Zq7-canary</password>",
    "<a x=\"<password>Zq7-canary</password>",
    "-----BEGIN RSA PRIVATE KEY-----\nAAAA\nZq7-canary",
    "x routines:X509_check_private_key:Zq7-canary",
    "error:0B08007:x routines:private_key:Zq7-canary",
    "error:0B080074:x routines:f:private_key:Zq7-canary",
    "error:0B080074:x routines:private_key=Zq7-canary",
    "error:0B080074:\nx routines:private_key:Zq7-canary",
    "secret: java.io.IOException: Zq7-canary",
    "the secret: java.io.Zq7-canary: x", "the secret: Zq7-canary.IOException: x",
    "the secret:java.io.IOException:Zq7-canary",
    // Where a key is is no secret; the key itself, and a password that looks like a path, are.
    "private_key: Zq7-canary", "private_key: /Zq7-canary", "private_key: Zq7-canary/site.key",
    "private_key=/9j/4AAQ+Zq7-canary/abc=", "private_key: /etc/ssl/site.key Zq7-canary",
    "password: /etc/Zq7-canary/site.key", "private_key_password=/etc/Zq7-canary/site.key",
    "-----BEGIN PRIVATE KEY-----\nZq7-canary/site.key\n-----END PRIVATE KEY-----",
    "<signingKey>Zq7-canary</signingKey>", "tool --private-key Zq7-canary",
  ])
  func `a secret is masked in each shape`(text: String) {
    var masker = Masker()
    let masked = masker.mask(text, from: "a.conf")
    #expect(!masked.contains(Self.canary))
    #expect(masked.contains("<secret "))
  }

  @Test(arguments: [
    "(SSL: error:0B080074:x509 certificate routines:X509_check_private_key:key values mismatch)",
    "Cannot load the secret: java.io.IOException: keystore was tampered with",
    "could not decrypt the private_key: javax.crypto.BadPaddingException: last block",
  ])
  func `words of errors are no secrets`(text: String) {
    var masker = Masker()
    #expect(masker.mask(text, from: "a.log") == text)
  }

  @Test(arguments: [
    "Authorization: Basic Ym9iOlpxNy1jYW5hcnk=",
    "curl -H 'authorization: basic Ym9iOlpxNy1jYW5hcnk=' https://host.example.com/",
    "proxy_set_header Authorization \"Basic Ym9iOlpxNy1jYW5hcnk=\";",
    "proxy_set_header Authorization \"Bearer Zq7-canary\";",
  ])
  func `the password in a header is masked wherever else it stands`(text: String) {
    var masker = Masker()
    let masked = masker.mask("\(text)\ntried Zq7-canary, and Ym9i too", from: "a.conf")
    #expect(!masked.contains(Self.canary) && !masked.contains("Ym9iOl"), "\(masked)")
    #expect(masked.contains("\ntried <secret ") && masked.hasSuffix(">, and Ym9i too"))
  }

  @Test func `what is no base64 of a user and a password is a value like any other`() {
    for text in ["Basic realm", "Basic Zq7", "Basic ////", "Basic", "Basic Ym9iOg=="] {
      var masker = Masker()
      _ = masker.mask("Authorization: \(text)", from: "a.conf")
      #expect(masker.vault.entries.count == 1, "\(text)")
    }
  }

  @Test(arguments: [
    ("java -Dserver.ssl.key-store-password=Zq7-canary -jar agent.jar", " -jar agent.jar"),
    ("GET /api?apiKey=Zq7-canary&page=2 HTTP/1.1", "&page=2 HTTP/1.1"),
    ("https://admin:Zq7-canary@host.example.com/path", "@host.example.com/path"),
    ("<Connector keystorePass=\"Zq7-canary\" port=\"8443\"/>", "\" port=\"8443\"/>"),
    ("password=two words Zq7-canary\nport=8081", "\nport=8081"),
    ("proxy_set_header Authorization \"Bearer Zq7-canary\";", "\";"),
  ])
  func `what stands beside a secret stays`(text: String, rest: String) {
    var masker = Masker()
    #expect(masker.mask(text, from: "a.conf").hasSuffix("<secret 1>" + rest))
  }

  @Test(arguments: [
    "Keystore was tampered with, or password was incorrect",
    "server.ssl.key-store=/etc/xagent/agent.jks",
    "keytool -list -storepass:file /etc/pass -alias agent",
    "openssl pkcs12 -passin env:PASSWORD_NAME",
    "-Dserver.ssl.key-store-password=${KEYSTORE_PASSWORD}",
    "-Dserver.ssl.key-store-password=<the new password>",
    "password-file: /run/secrets/a",
    "private_key: /usr/share/certs/server.key", "{\"private_key\": \"/etc/ssl/my-site.pem\"}",
    "server.ssl.certificate-private-key=C:\\certs\\site.key", "tool --private-key /etc/a.key -x",
    "<privateKey>/etc/ssl/site.key</privateKey>", "<a name=\"privateKey\" value=\"/etc/a.key\"/>",
    "http://host:8081/path?x=1@2",
    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    "java.io.IOException: bypass=1",
    "the keystore has another password here; see the log",
  ])
  func `text without a secret stays as it is`(text: String) {
    var masker = Masker()
    #expect(masker.mask(text, from: "a.conf") == text)
  }

  @Test(arguments: [
    "export A_PASSWORD=\"hunter2222\"\nexport OTHER=plain\n",
    "java -Dx.password=hunter2222 -Dother=plain\nnext <line>",
    "<password>hunter2222</password> <a/>",
    "https://bob:hunter2222@host/ -storepass hunter3333 <and> more",
    "<secret>hunter2222</secret>\n<other>plain</other>",
    "export A_PASSWORD=hunter2222\nset $a_hunter2222-and-more;\n",
    "export A_PASSWORD='hunter\"2222'\nprivate_key: \"hunter\"2222/and/more\"\n",
    "token=<secret\0",
    "-----BEGIN PRIVATE KEY, its password: hunter2222-----\nMIIB\n-----END and more",
  ])
  func `what is masked stays as it is when it is masked again`(text: String) {
    var masker = Masker()
    let masked = masker.mask(text, from: "a file")
    #expect(masked != text)
    #expect(masker.mask(masked, from: "a report") == masked)
    var other = Masker()
    #expect(other.mask(masked, from: "a report") == masked)
  }

  @Test(arguments: [
    (">later77", "hunter2222later77 and >later77", "<secret 2>later77 and <secret 1>"),
    ("later77<", "later77hunter2222 and later77<", "later77<secret 2> and <secret 1>"),
  ])
  func `a value that is spelled as a stand-in ends, or begins, is not looked for across one`(
    value: String, text: String, masked: String
  ) {
    var masker = Masker()
    masker.register(Secret(value), from: "a file")
    masker.register(Secret("hunter2222"), from: "a file")
    #expect(masker.mask(text, from: "a log") == masked)
    #expect(masker.mask(masked, from: "a report") == masked)
  }

  @Test func `a value has one stand-in wherever it comes again`() {
    var masker = Masker()
    let first = masker.mask("password=Zq7-canary\nkeypass: other-one9", from: "a.conf")
    #expect(first == "password=<secret 1>\nkeypass: <secret 2>")
    #expect(
      masker.mask("tried other-one9, then Zq7-canary.", from: "a.log")
        == "tried <secret 2>, then <secret 1>.")
    #expect(masker.vault.entries.map(\.source) == ["a.conf", "a.conf"])
  }

  @Test func `encoded forms of a registered value are masked`() {
    var masker = Masker()
    masker.register(Secret("Zq7-canary&"), from: "a.conf")
    #expect(masker.mask("v=Zq7-canary&amp; Zq7-canary%26", from: "x") == "v=<secret 1> <secret 1>")
  }

  @Test func `an ordinary value is masked where it was read and nowhere else`() {
    var masker = Masker()
    #expect(masker.mask("password=changeit", from: "a.conf") == "password=<secret 1>")
    #expect(masker.mask("changeit is the default", from: "b") == "changeit is the default")
    #expect(masker.vault.notices.count == 1)
    #expect(!(masker.vault.notices.first ?? "").contains("changeit"))
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `no mixture of signs traps, and a registered value never stays`(seed: UInt64) {
    let fragments = [
      "password", "=", ":", "\"", "'", "\\", "<", ">", "</", "/>", "-D", "--", " ", "\n", "\r",
      "\t",
      "Authorization", "Basic ", "://", "@", "-----BEGIN PRIVATE KEY-----", "-----END ",
      "-storepass",
      "-passin pass:", "${", "}", "<secret 1>", "Zq7-canary", "value=", "name=", "<![CDATA[", "]]>",
      "é",
      "export ", "?", "&", ",", "[", "{", "token",
    ]
    var random = SeededGenerator(seed: seed)
    var text = ""
    for _ in 0..<Int.random(in: 0...60, using: &random) {
      text += fragments.randomElement(using: &random) ?? ""
    }
    var masker = Masker()
    masker.register(Secret("Zq7-canary"), from: "a.conf")
    #expect(!masker.mask(text, from: "b").contains(Self.canary), "seed \(seed)")
  }

  @Test(arguments: [
    "-Dpassword=<secret> -jar agent.jar <file>\n", "token=<secret>\nnext line\n",
    "<password><secret></password>\n<a>plain</a>", "a <secret> and <secret>\nis kept",
  ])
  func `what stands behind a stand-in without a number is no element's text`(text: String) {
    var masker = Masker()
    #expect(masker.mask(text, from: "a report") == text)
  }

  @Test(arguments: [
    "<secret>hunter2222</secret>", "<secret>hunter2222<!-- old --></secret>",
    "<secret>\n  hunter2222\n</secret>", "<secret><![CDATA[hunter2222]]></secret>",
    "INFO <secret>hunter2222",
  ])
  func `the text of an element with that name is masked`(text: String) {
    var masker = Masker()
    #expect(!masker.mask(text, from: "a file").contains("hunter2222"))
  }

  @Test func `more values than are remembered are masked all the same`() {
    var masker = Masker()
    let text = (0..<520).map { "token=value-\($0)-x" }.joined(separator: "\n")
    let masked = masker.mask(text, from: "a.conf")
    #expect(!masked.contains("value-"))
    #expect(masked.hasSuffix("token=<secret unnumbered>"))
    #expect(masker.vault.entries.count == Masker.mostLearned)
    #expect(masker.mask(masked, from: "a report") == masked)
  }
}

/// What is no secret, and how lines are kept.
@Suite struct PlainWordsTests {
  @Test(arguments: [
    "--server.ssl.key-store-password=<the keystore's password>",
    "--server.ssl.key-store-password=<its password>",
    "Then --server.ssl.key-store-password, in single quotes round the whole option",
  ])
  func `words that stand for a password, or follow its option, are no password`(text: String) {
    var masker = Masker()
    #expect(masker.mask(text, from: "a rule") == text)
  }

  @Test func `a masked text has as many lines as it had where that is asked for`() {
    let key = "-----BEGIN PRIVATE KEY-----\nMIIB\nMIIC\n-----END PRIVATE KEY-----"
    var masker = Masker()
    let kept = masker.mask("first\n\(key)\nlast", from: "a.pem", keepingLines: true)
    #expect(kept.split(separator: "\n", omittingEmptySubsequences: false).count == 6)
    #expect(kept.hasSuffix("-----END PRIVATE KEY-----\nlast"))
    #expect(!kept.contains("MII"))
  }
}
