import Testing

/// `padlock explain` where somebody types.
@Suite(.serialized, .enabled(if: TmuxSession.isAvailable, "tmux and the program are needed"))
struct ExplainTests {
  @Test func `without a message it says how to paste one`() throws {
    let terminal = try TmuxSession("explain")
    try terminal.expect("Ctrl-D")
    try terminal.expect("ended with 64")
  }

  @Test func `a pasted ticket ends with its last line`() throws {
    let terminal = try TmuxSession("explain -", columns: 120, rows: 40)
    try terminal.expect("press Ctrl-D")
    try terminal.type("java.security.UnrecoverableKeyException:")
    try terminal.press("Enter")
    try terminal.type("Cannot recover key")
    try terminal.press("Enter", "C-d")
    try terminal.expect("keystore.key-password-differs")
    try terminal.expect("ended with 0")
  }
}
