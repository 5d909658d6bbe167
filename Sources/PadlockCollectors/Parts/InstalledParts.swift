public import PadlockModel

extension ProductService {
  /// Whether one of the paths that it brings along is there.
  public func isPresent(in files: any FileAccess) -> Bool {
    present.contains { path in
      PathPattern(path).matches(in: files).contains { found in
        switch files.status(of: found) {
        case .file, .folder, .special, .denied: true
        case .missing, .notCollected: false
        }
      }
    }
  }
}

/// Those of a product's services that are installed on the target.
struct InstalledParts {
  let parts: ProductParts
  let services: [ProductService]

  /// Nil where the product is one service alone, or its files are not at hand.
  init?(_ request: CollectionRequest) {
    guard let parts = request.installation?.parts else { return nil }
    self.parts = parts
    services = parts.services.filter { $0.isPresent(in: request.files) }
  }

  func has(_ name: String) -> Bool { services.contains { $0.name == name } }
}
