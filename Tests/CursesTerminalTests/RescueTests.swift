import Glibc
import Testing

@testable import CursesTerminal

/// Installs the rescue on a thread that has this stack for the handlers of its signals, and says which
/// one it has then; the thread gets back its own.
private nonisolated func install(on given: stack_t) -> stack_t {
  var given = given
  var former = stack_t()
  var installed = stack_t()
  sigaltstack(&given, &former)
  removeWhenKilled("/nowhere/padlock")
  spareWhenKilled("/nowhere/padlock")
  sigaltstack(nil, &installed)
  sigaltstack(&former, nil)
  return installed
}

/// What has to be in place before a signal ends the program.
@Suite struct RescueTests {
  @Test func `a thread's own stack for signals stays`() async {
    await #expect(processExitsWith: .success) {
      var own = stack_t()
      own.ss_size = 65_536
      own.ss_sp = .allocate(byteCount: own.ss_size, alignment: 16)
      defer { own.ss_sp.deallocate() }
      #expect(install(on: own).ss_sp == own.ss_sp)
    }
  }

  @Test func `a thread without a stack for signals gets one`() async {
    await #expect(processExitsWith: .success) {
      var none = stack_t()
      none.ss_flags = Int32(SS_DISABLE)
      #expect(install(on: none).ss_flags & Int32(SS_DISABLE) == 0)
    }
  }
}
