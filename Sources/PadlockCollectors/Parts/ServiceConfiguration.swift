import PadlockModel
import PadlockReaders

/// What one service of a product reads, in the order in which it counts.
///
/// The files of the additional folder come first, by their names; of them those count whose name
/// ends in `.yml` and begins with no full stop. What does not parse is skipped, as the services do.
struct ServiceConfiguration {
  /// A file of the additional folder.
  struct Addition {
    enum Content {
      case read(LayeredYAML.Layer)
      case malformed(YAMLFailure)
      /// A link that leads nowhere.
      case dangling
    }

    let path: String
    let content: Content
    /// Whether the service reads a file of this name at all.
    let isNamedRight: Bool
  }

  let additions: [Addition]
  let yaml: LayeredYAML
  /// Why some of it is not known here; nil where all of it was read.
  let gap: UnknownReason?

  private static let additionLimit = 200

  /// - Parameters:
  ///   - service: the service.
  ///   - files: the target's files.
  ///   - isOverrideMissing: whether what links lead to is known to be missing, and not merely
  ///     left out of the tree.
  init(_ service: ProductService, _ files: any FileAccess, isOverrideMissing: Bool) {
    var additions: [Addition] = []
    var gap: UnknownReason?
    func read(_ path: String) -> Addition.Content? {
      do throws(FileFailure) {
        let bytes = try files.contents(of: path, limit: ConfigurationLimit.bytes)
        do throws(YAMLFailure) {
          return .read(try LayeredYAML.Layer(path, bytes))
        } catch {
          if !error.isUnclear { return .malformed(error) }
          gap = gap ?? .failed("\(path):\(error.line): \(error.problem)")
        }
      } catch {
        switch error {
        case .missing, .outsideTree: return .dangling
        case .notCollected where isOverrideMissing: return .dangling
        case .notCollected: gap = gap ?? .offline
        case .denied: gap = gap ?? .failed("this user may not read \(path)")
        default: gap = gap ?? .failed("\(path) could not be read")
        }
      }
      return nil
    }
    if let folder = service.additions {
      do throws(FileFailure) {
        for name in try files.names(in: folder).prefix(Self.additionLimit) {
          let path = TargetPath(folder).appending(name)
          guard let content = read(path) else { continue }
          additions.append(
            Addition(
              path: path, content: content,
              isNamedRight: name.hasSuffix(".yml") && !name.hasPrefix(".")))
        }
      } catch {
        switch error {
        case .missing: break
        case .notCollected: gap = gap ?? .offline
        default: gap = gap ?? .failed("\(folder) could not be read")
        }
      }
    }
    var layers: [LayeredYAML.Layer] = []
    for case .read(let layer) in additions.filter(\.isNamedRight).map(\.content) {
      layers.append(layer)
    }
    if let main = service.configuration, case .read(let layer)? = read(main) {
      layers.append(layer)
    }
    self.additions = additions
    yaml = LayeredYAML(layers)
    self.gap = gap
  }
}
