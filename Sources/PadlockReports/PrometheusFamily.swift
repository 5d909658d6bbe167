import PadlockRedaction

/// Samples of one name (text exposition format 0.0.4 of Prometheus).
struct PrometheusFamily {
  struct Sample {
    let labels: [(name: String, value: String)]
    let value: Int64

    init(_ labels: [(name: String, value: String)], _ value: Int64) {
      self.labels = labels
      self.value = value
    }
  }

  let name: String
  let help: String
  let samples: [Sample]

  init(_ name: String, _ help: String, _ samples: [Sample]) {
    self.name = name
    self.help = help
    self.samples = samples
  }

  /// Each set of labels stands once, for a second one would make the whole file invalid.
  var text: String {
    var seen: Set<String> = []
    let lines = samples.compactMap { sample -> String? in
      let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
      let all = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
      return seen.insert(all).inserted ? "\(name)\(all) \(sample.value)" : nil
    }
    return "# HELP \(name) \(help)\n# TYPE \(name) gauge\n" + lines.joined(separator: "\n") + "\n"
  }

  private static func escaped(_ value: String) -> String {
    VisibleText.make(value).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
