/// How far a packed stream is unpacked.
///
/// A stream that wants more is cut: what came before stays, and the failure says which limit it was.
public struct DecompressionLimits: Sendable, Equatable {
  /// Bytes that may come out.
  public var output: Int
  /// How many bytes may come out for one that went in, once ``freeOutput`` bytes are out.
  public var ratio: Int
  /// Bytes that may come out whatever their ratio is.
  public var freeOutput: Int
  /// Bytes that the decompressor may take for its window.
  public var window: Int

  /// 1 GiB, 1,000 to 1 beyond 64 MiB, and windows of 128 MiB, the most that `zstd` takes unasked.
  public init(
    output: Int = 1 << 30, ratio: Int = 1_000, freeOutput: Int = 64 << 20, window: Int = 128 << 20
  ) {
    self.output = output
    self.ratio = ratio
    self.freeOutput = freeOutput
    self.window = window
  }
}

/// Why a packed stream was not unpacked to its end.
public enum DecompressionFailure: Error, Equatable, Sendable {
  /// More than this many bytes wanted to come out.
  case output(limit: Int)
  /// More than this many bytes came out for each that went in.
  case ratio(limit: Int)
  /// It asks for a window of this many bytes, and so many are allowed.
  case window(asked: Int, limit: Int)
  /// It is damaged or cut off; the words of the library that unpacks it.
  case damaged(String)
  /// This libarchive cannot unpack it.
  case unsupported
  /// The packed bytes could not be read to their end.
  case input

  static let cut = Self.damaged("its end is missing")
}
