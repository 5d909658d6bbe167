import PadlockCollectors
import PadlockModel

/// A machine on which these processes run, one of which holds a port.
struct SmallMachine: SystemAccess {
  let running: [RunningProcess]
  let port: Int
  let holder: Int?

  let user = UserIdentity(name: "root", id: 0, groups: [0])
  func processes() -> [RunningProcess] { running }
  let seesEveryProcess = true
  func listeners() -> [ListeningSocket]? {
    [ListeningSocket(address: "0.0.0.0", port: port, process: holder)]
  }
  func unit(_ name: String) -> UnitState? { nil }
  func executable(of process: Int) -> String? { nil }
}
