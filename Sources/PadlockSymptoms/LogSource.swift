/// The bytes of a log in order: of a file, out of a decompressor, turned into UTF-8.
///
/// A pass over a log reads from several threads, one at a time, so what a source keeps between its
/// reads is best held in a `Mutex`, which then costs next to nothing.
public protocol LogSource: AnyObject, Sendable {
  /// Puts at most as many bytes as `buffer` holds at its beginning and returns how many; 0 is the
  /// end of the log, after which it is not called again.
  ///
  /// It may give fewer bytes than fit. Where it cannot know when more will come it must not wait for
  /// them, for a pass cannot be stopped meanwhile.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}
