import PadlockModel
import PadlockRedaction
import Testing

/// Values that stand below their key, in brackets, or in quotes over several lines.
@Suite struct SpreadValueTests {
  @Test(arguments: [
    "password: >-\n  Zq7-canary\n", "token: |\n  one\n\n  Zq7-canary\n",
    "a:\n  token: |+2\n    Zq7-canary\n",
    "- password: |\n    Zq7-canary\n", "password:\n  Zq7-canary\n",
    "password:\n  one\n  Zq7-canary\n",
    "password: # the old one\n  Zq7-canary\n", "password: !!str\n  'Zq7-canary'\n",
    "password: #Zq7-canary\n", "password: !Zq7-canary\n", "password: |Zq7-canary\n",
    "passwords: [one, Zq7-canary]\n", "passwords: [\n  \"Zq7-canary\"\n]\n",
    "passwords=[Zq7-canary]\n",
    "passwords:\n  - one\n  - Zq7-canary\n", "passwords:\n- one\n- \"Zq7-canary\"\n",
    "a:\n  passwords:\n  - user: bob\n  - >-\n    Zq7-canary\n", "passwords:\n-\n  Zq7-canary\n",
    "password: {value: Zq7-canary}\n", "password:\n  value: Zq7-canary\n",
    "\"password\": {\n  \"user\": \"bob\",\n  \"value\": \"Zq7-canary\"\n}\n",
    "password: \"one\n  Zq7-canary\"\n", "password: 'one\n  Zq7-canary'\n",
    "<Connector password=\"one\nZq7-canary\"/>\n",
    "<Connector password='one\nZq7-canary' port='1'/>\n",
    "? password\n: Zq7-canary\n", "? password\n: |\n  Zq7-canary\n",
    "credentials:\n  - user: bob\n    password: Zq7-canary\n  - plain-one1\n",
    "password:\r\n  Zq7-canary\r\n",
  ])
  func `a value that is spread over lines is masked`(text: String) {
    var masker = Masker()
    let masked = masker.mask(text + "port: 8081\n", from: "a file", keepingLines: true)
    #expect(!masked.contains("Zq7-canary") && masked.hasSuffix("port: 8081\n"), "\(masked)")
    #expect(masked.utf8.count { $0 == 0x0A } == text.utf8.count { $0 == 0x0A } + 1)
    #expect(masker.mask(masked, from: "a report") == masked)
  }

  @Test(arguments: [
    "password=\nserver.port=8081\n", "password=\n  server.port=8081\n", "password:\nport: 8081\n",
    "  password:\n  port: 8081\n", "  password:\nport: 8081\n",
    "Enter the password:\nthen press Enter\n", "Enter the password:\n  then press Enter\n",
    "2026-11-20 ERROR cannot read the password:\n\tat com.example.Agent.run(Agent.java:7)\n",
    "password:\n\tat com.example.Agent.run(Agent.java:7)\n",
    "password:\n    at com.example.Agent.run(Agent.java:7)\n",
    "credentials:\n  user: bob\n  host: agent01\n", "credentials: {user: bob, host: agent01}\n",
    "\"secrets\": {\n  \"user\": \"bob\"\n}\n", "passwords: []\n", "passwords: [\n",
    "password:\n\n",
    "echo \"Enter the password: \"\necho \" done\"\n", "passwords: [${ONE}, ${TWO}]\n",
  ])
  func `what only follows the name of a secret stays`(text: String) {
    var masker = Masker()
    #expect(masker.mask(text, from: "a file") == text)
  }

  @Test(arguments: [
    ("passwords: [one-zq7, 'two zq7']", "passwords: [<secret 1>, '<secret 2>']"),
    ("password: {value: one-zq7, user: bob}", "password: {value: <secret 1>, user: bob}"),
    ("passwords:\n  - one-zq7\n  - \"two-zq7\"", "passwords:\n  - <secret 1>\n  - \"<secret 2>\""),
    ("password: >-\n  one-zq7\nport: 8081", "password: >-\n  <secret 1>\nport: 8081"),
    ("? password\n: one-zq7\nport: 8081", "? password\n: <secret 1>\nport: 8081"),
    (
      "password: 'one-zq7\nport: 8081\nname: 'bob'",
      "password: '<secret 1>\nport: 8081\nname: 'bob'"
    ),
  ])
  func `of a spread value only the scalars are masked`(text: String, expected: String) {
    var masker = Masker()
    #expect(masker.mask(text, from: "a file") == expected)
  }
}
