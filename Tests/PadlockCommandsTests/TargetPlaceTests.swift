import Testing

@testable import PadlockCommands

/// What one word of the command line names.
@Suite struct TargetPlaceTests {
  @Test(arguments: [
    ("https://agent01:8443/path", "agent01", 8443), ("https://agent01", "agent01", 443),
    ("HTTPS://agent01.example.com/?a=b", "agent01.example.com", 443),
    ("http://10.0.0.7/", "10.0.0.7", 80), ("agent01:8443", "agent01", 8443),
    ("agent01:8443/path", "agent01", 8443), ("https://[::1]:9443/", "::1", 9443),
    ("[fe80::1]:443", "fe80::1", 443), ("https://agent01:/", "agent01", 443),
    ("https://agent01/@user", "agent01", 443), ("bücher.example:443", "bücher.example", 443),
  ])
  func `an address or a host with its port is one`(word: String, host: String, port: Int) throws {
    let place = try #require(try TargetPlace(word))
    #expect(place.host == host)
    #expect(place.port == port)
  }

  @Test(arguments: [
    "inspekt", "agent01", "agent01.example.com", "c.pem", "/etc/agent.jks", "C:\\agent.jks",
    "agent01:", ":443", "https://", "[::1]", "::1", "a b:443", "agent01:https", "[x]:443", "",
  ])
  func `another word is none`(word: String) throws {
    #expect(try TargetPlace(word) == nil)
  }

  @Test(arguments: [
    ("https://user:pa55@agent01/", TargetPlace.Refusal.userinfo), ("u:p@agent01:443", .userinfo),
    ("ftp://agent01/", .scheme), ("https://agent01:99999/", .port), ("agent01:0", .port),
    ("https://user:pa55/word@agent01/", .port),
  ])
  func `what cannot be taken is refused without being repeated`(
    word: String, refusal: TargetPlace.Refusal
  ) {
    #expect(throws: refusal) { try TargetPlace(word) }
    #expect(MistypedCommand.problem(in: [word]) == refusal.sentence)
    #expect(!refusal.sentence.contains("pa55"))
  }

  @Test(arguments: [
    (["inspekt", "c.pem", "--no-keys"], "did you mean 'inspect'?"),
    (["explian", "x"], "did you mean 'explain'?"),
    (["agent01"], "HOST:PORT"), (["pa55 word!"], "neither a subcommand"),
    (["--url", "https://agent01/"], "padlock https://HOST:PORT/"),
    (["--non-interactive", "--url=https://agent01/"], "padlock https://HOST:PORT/"),
    (["/"], "padlock inspect"),
  ])
  func `a slip is named, with what may have been meant`(words: [String], part: String) throws {
    let problem = try #require(MistypedCommand.problem(in: words))
    #expect(problem.contains(part), "\(problem)")
    #expect(!problem.contains("pa55"))
  }

  @Test(arguments: [
    [], ["inspect", "c.pem"], ["help"], ["--help"], ["agent01:8443"],
    ["https://agent01/", "--quiet"],
    ["explain", "--url"],
  ])
  func `what the parser knows is left to it`(words: [String]) {
    #expect(MistypedCommand.problem(in: words) == nil)
  }
}
