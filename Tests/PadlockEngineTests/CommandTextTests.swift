import PadlockModel
import Testing

@testable import PadlockEngine

@Suite struct CommandTextTests {
  private func filled(_ template: String, _ value: String, _ platform: Platform) -> String {
    CommandText.filled(Template(template), for: platform) { _ in value }
  }

  @Test(arguments: [
    ("cp {{keystore.path}} {{keystore.path}}.bak", "/etc/a.jks", "cp /etc/a.jks /etc/a.jks.bak"),
    ("cp {{keystore.path}}.bak", "/my keys/a", "cp '/my keys/a'.bak"),
    ("ls {{keystore.path}}", "/a;rm -rf ~", "ls '/a;rm -rf ~'"),
    ("ls {{keystore.path}}", "$(id)'`id`", #"ls '$(id)'\''`id`'"#),
    ("ls \"{{keystore.path}}\" {{keystore.path}}", "$(id)\"", #"ls "\$(id)\"" '$(id)"'"#),
    ("ss 'sport = :{{keystore.path}}'", "1'; id '", #"ss 'sport = :1'\''; id '\'''"#),
    ("curl https://{{keystore.path}}/", "[::1]:8081", "curl https://[::1]:8081/"),
    ("ls {{keystore.path}}", "", "ls ''"),
  ])
  func `on Linux a value stays one word`(template: String, value: String, command: String) {
    #expect(filled(template, value, .linux) == command)
  }

  @Test(arguments: [
    ("icacls \"{{keystore.path}}\"", #"C:\Program Files\a"#, #"icacls "C:\Program Files\a""#),
    ("icacls {{keystore.path}}", #"C:\certs\a.jks"#, #"icacls C:\certs\a.jks"#),
    ("icacls {{keystore.path}}", #"C:\a & calc"#, #"icacls "C:\a & calc""#),
    ("icacls \"{{keystore.path}}\"", #"a" & calc & ""#, #"icacls "a & calc & ""#),
  ])
  func `on Windows a value stays one word`(template: String, value: String, command: String) {
    #expect(filled(template, value, .windows) == command)
  }

  @Test(
    arguments: ["a\ncalc.exe", "a\rb", "a\u{1B}[2Jb", "a\u{2028}b"], [Platform.linux, .windows])
  func `what nobody can type is left to words`(value: String, platform: Platform) {
    #expect(filled("cat {{keystore.path|FILE}}", value, platform) == "cat FILE")
    #expect(filled("cat \"{{keystore.path}}\"", value, platform) == "cat \"…\"")
  }

  @Test func `words that stand in for what is unknown are the rule's own`() {
    let command = CommandText.filled(Template("ls {{keystore.path|THE KEYSTORE}}"), for: .linux) {
      _ in nil
    }
    #expect(command == "ls THE KEYSTORE")
  }
}
