import FuzzTargets
import Glibc

/// What libFuzzer calls with each input (`FuzzerInterface.h`); its `main` is the program's.
///
/// The target's name comes in the environment, for libFuzzer starts the program again with arguments
/// of its own.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  do {
    try target.check(Array(UnsafeBufferPointer(start: bytes, count: size)))
  } catch {
    stop("what must hold does not: \(error)")
  }
  return 0
}

private let target: FuzzTarget = {
  let name = getenv("PADLOCK_FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget(rawValue: name) else { stop("PADLOCK_FUZZ_TARGET is no target") }
  return target
}()

private func stop(_ words: String) -> Never {
  let bytes = Array((words + "\n").utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
  abort()
}
