/// What unpacks one packed stream, step by step; each is the one owner of its C handle.
protocol StreamDecoder: AnyObject {
  /// Puts the next unpacked bytes at the beginning of `buffer`, which is not empty, and returns how
  /// many; 0 is the end.
  ///
  /// What comes before a cut or damage is handed out before it throws.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DecompressionFailure) -> Int
}

extension Compression {
  /// What unpacks `input` with a window of at most so many bytes.
  ///
  /// libarchive gives nothing of a block that it cannot finish, and its blocks are larger than many
  /// an archive; what most archives are packed with is therefore unpacked without it.
  func decoder(
    _ input: InputPieces, window: Int
  ) throws(DecompressionFailure) -> any StreamDecoder {
    switch self {
    case .gzip: try GzipDecoder(input)
    case .xz: try XZDecoder(input, window: window)
    case .zstd, .bzip2, .lz4: try ArchiveDecoder(self, input)
    }
  }
}
