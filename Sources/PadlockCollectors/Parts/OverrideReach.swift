import PadlockModel
import PadlockReaders

/// Finds out why a call still goes to the default host although a file could say otherwise.
struct OverrideReach {
  /// What stands in the way.
  enum Obstacle {
    /// There is no such file, and nothing leads to one.
    case nothingSet
    case fileMissing
    case fileMalformed
    case sectionMissing
    case sectionMisnamed
    case linkMissing
    case linkIgnored
    /// A file that counts before sets the same.
    case shadowed
  }

  enum State: String {
    case present, missing, malformed
  }

  let file: OverrideFile?
  /// The file's state; nil where that is not known.
  let state: State?
  let failure: YAMLFailure?
  private let layer: LayeredYAML.Layer?

  init(_ file: OverrideFile?, _ files: any FileAccess) {
    self.file = file
    guard let file else {
      (state, failure, layer) = (nil, nil, nil)
      return
    }
    do throws(FileFailure) {
      let bytes = try files.contents(of: file.path, limit: ConfigurationLimit.bytes)
      do throws(YAMLFailure) {
        layer = try LayeredYAML.Layer(file.path, bytes)
        (state, failure) = (.present, nil)
      } catch {
        layer = nil
        (state, failure) = error.isUnclear ? (nil, nil) : (.malformed, error)
      }
    } catch {
      (failure, layer) = (nil, nil)
      // Where the folder above its own is there, its own is missing and not merely left out.
      let isMissing =
        error == .missing
        || error == .notCollected && files.status(of: TargetPath(file.path).folder) == .missing
      state = isMissing ? .missing : nil
    }
  }

  /// Why the call goes where it goes, with the place that shows it.
  func obstacle(
    _ call: CallSurvey.Call, _ configuration: ServiceConfiguration, _ isGood: (String) -> Bool
  ) -> (Obstacle, Evidence) {
    let key = call.call.host
    // What the packaged main file says counts least, as the built-in default does.
    if let set = call.hostSetting, set.file != call.service.configuration {
      let hidden = configuration.yaml.values(key).first { $0.layer > set.layer && isGood($0.text) }
      return (hidden == nil ? .nothingSet : .shadowed, call.hostPlace)
    }
    for addition in configuration.additions {
      switch addition.content {
      case .malformed(let failure) where addition.isNamedRight:
        return (
          .fileMalformed,
          Evidence(.file, addition.path, line: failure.line, excerpt: failure.problem)
        )
      case .dangling where addition.isNamedRight:
        return (
          .fileMissing, Evidence(.file, addition.path, excerpt: "the link leads to no file")
        )
      case .read(let layer) where !addition.isNamedRight:
        if let host = LayeredYAML([layer])[key], isGood(host.text) {
          return (
            .linkIgnored,
            Evidence(
              .file, addition.path,
              excerpt: "\(call.service.name) reads no file of this name")
          )
        }
      default: continue
      }
    }
    return reached(call, configuration)
  }

  /// Nothing is broken: either no link is there, or the file does not have the section.
  private func reached(
    _ call: CallSurvey.Call, _ configuration: ServiceConfiguration
  ) -> (Obstacle, Evidence) {
    guard let file, let layer, state == .present else { return (.nothingSet, call.hostPlace) }
    let links = configuration.additions.filter {
      TargetPath($0.path).name == file.link && $0.isNamedRight
    }
    let reads =
      configuration.yaml.layers.contains { read in
        links.contains { $0.path == read.file }
      }
    // A link that reads something else is none to this file.
    guard reads, LayeredYAML([layer])[call.call.host] == nil else {
      let folder = call.service.additions ?? "its folder"
      return (.linkMissing, Evidence(.file, folder, excerpt: "holds no \(file.link)"))
    }
    for section in call.call.mistakenSections {
      if let line = layer.place(of: section) {
        return (
          .sectionMisnamed, Evidence(.file, file.path, line: line, excerpt: "\(section):")
        )
      }
    }
    return (
      .sectionMissing,
      Evidence(.file, file.path, excerpt: "does not set \(call.call.host)")
    )
  }
}
