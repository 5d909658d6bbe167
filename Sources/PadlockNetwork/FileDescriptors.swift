import Glibc

/// How many files and connections this process may have open.
public enum FileDescriptors {
  /// Raises the soft limit to the hard one, and returns what holds then; 256 where the system does
  /// not tell.
  public static func raiseLimit() -> Int {
    let resource = Int32(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard unsafe getrlimit(resource, &limit) == 0 else { return 256 }
    var raised = limit
    raised.rlim_cur = limit.rlim_max
    let holds = unsafe setrlimit(resource, &raised) == 0 ? raised.rlim_cur : limit.rlim_cur
    return Int(clamping: holds)
  }
}
