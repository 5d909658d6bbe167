public import PadlockModel
import PadlockReaders

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
  private let reading: ConfigurationReading

  /// Nil where the product is one service alone, or its files are not at hand.
  init?(_ request: CollectionRequest) {
    guard let parts = request.installation?.parts else { return nil }
    self.parts = parts
    reading = ConfigurationReading(product: request.product)
    services = parts.services.filter { $0.isPresent(in: request.files) }
  }

  func has(_ name: String) -> Bool { services.contains { $0.name == name } }

  /// Whether the service takes its certificate from the product's file at `path`: a setting names
  /// it, and not a comment.
  func serves(_ service: ProductService, _ path: String, _ files: any FileAccess) -> Bool {
    if service.certificateIn.isEmpty { return true }
    return service.certificateIn.contains { file in
      PathPattern(file.path).matches(in: files).contains { name in
        guard let bytes = try? files.contents(of: name, limit: ConfigurationFiles.limit),
          let document = try? reading.read(bytes, as: file)
        else { return false }
        return document.settings.contains { $0.value.text == path }
      }
    }
  }

  /// Whether the service that opens the listener takes its certificate from elsewhere.
  func servesAnother(_ listener: ProductListener?, _ request: CollectionRequest) -> Bool {
    guard let name = listener?.service, let service = services.first(where: { $0.name == name }),
      let path = request.workbench.read({ $0.settings["certificate.path"]?.value.text })
    else { return false }
    return !serves(service, path, request.files)
  }
}
