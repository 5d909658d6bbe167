import CellGrid
import PadlockModel
import Testing

@testable import PadlockWizard

/// Files, folders and searches line by line.
@Suite struct PlainFilesTests {
  @Test func `what begins so is listed where a path is asked`() throws {
    var user = PlainDriver()
    user.endProbes()
    user.type("3")
    #expect(user.text.contains("a path and *: lists what begins so"))
    user.type("/opt/x*")
    #expect(user.told == ["Looking…"])
    #expect(user.state.plainPrompt == nil)
    user.listFolders()
    #expect(user.told == ["Looking…", "/opt/x/", "/opt/xmatters/"])
    #expect(user.state.plainPrompt == "> ")
    user.type("/etc/*")
    user.listFolders()
    #expect(user.told.contains("/etc/hosts"), "an archive is a file")
    #expect(!user.text.contains(".pwd.lock"))
    user.type("/nothing/*")
    user.listFolders()
    #expect(user.told.last == "/nothing is not there.")
    user.type("/opt/z*")
    user.listFolders()
    #expect(user.told.last == "Nothing there begins so.")
    user.type("/opt/xmatters")
    #expect(
      user.effects.contains { if case .detect(_, in: "/opt/xmatters") = $0 { true } else { false } }
    )
  }

  @Test func `a search lists its places, and their numbers show the pages`() throws {
    var user = PlainDriver.diagnosed()
    user.type("/cannot recover")
    #expect(user.told == ["Searching…"])
    user.index()
    #expect(user.text.contains("“cannot recover” stands in 2 places:"))
    #expect(user.text.contains("1. The key's password differs"))
    user.type("3")
    #expect(user.text.contains("Type a number from 1 to 2"))
    user.type("1")
    #expect(user.text.contains("Evidence") || user.text.contains("Checks"))
    #expect(user.text.contains("Cannot recover key"))
    user.type("/")
    #expect(user.text.contains("What was checked"))
    user.type("2")
    #expect(user.text.contains("The agent does not start"), "a number chooses a cause again")
    user.type("/q?jk")
    user.index()
    #expect(user.text.contains("“q?jk” stands nowhere in the report."))
  }

  @Test func `the lines around a place are read on, and other places chosen`() throws {
    var user = PlainDriver.diagnosed()
    user.type("1", "o")
    #expect(user.told == ["Reading…"])
    user.answerFile(lines: 40)
    #expect(user.told.contains { $0.contains(" (named): line ") })
    #expect(user.text.contains("place 1 of "))
    #expect(user.text.contains("Enter: the lines that follow"))
    let before = try #require(user.told.last { $0.contains("line ") })
    user.type("")
    #expect(!user.text.contains(before))
    #expect(user.text.contains("line "))
    user.type("2")
    user.answerFile(lines: 1)
    #expect(user.text.contains("place 2 of "))
    user.type("")
    #expect(user.text.contains("No more of this file is at hand"))
    user.type("b")
    #expect(user.text.contains("4 of 6. Diagnosis"))
  }

  @Test func `steps are ticked off, and their files opened`() {
    var user = PlainDriver.diagnosed()
    user.type("f", "t 2")
    #expect(user.told == ["Step 2: done."])
    user.type("t1")
    user.type("b", "f")
    #expect(user.text.contains("Steps done: 1, 2."))
    user.type("t2")
    #expect(user.told == ["Step 2: not done."])
    user.type("t9")
    #expect(user.text.contains("Type a number from 1 to 4"))
    user.type("o1")
    #expect(user.text.contains("This step changes no line of a file."))
    user.type("o3")
    #expect(user.told == ["Reading…"])
  }
}
