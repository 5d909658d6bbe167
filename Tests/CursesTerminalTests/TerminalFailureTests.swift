import CursesTerminal
import Glibc
import Testing

@MainActor @Suite(.enabled(if: isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0))
struct TerminalFailureTests {
  @Test func `without a terminal the error says so`() {
    #expect(throws: TerminalFailure.notATerminal) { try CursesTerminal() }
  }
}
