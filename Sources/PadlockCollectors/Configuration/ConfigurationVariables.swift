import PadlockModel
import PadlockReaders

/// What `${name}` stands for in a product's configuration, as far as its product file tells.
struct ConfigurationVariables {
  private let values: [String: String]

  init(_ request: CollectionRequest) {
    let home = request.target.home
    values = (request.installation?.variables ?? [:]).compactMapValues { value in
      guard value.contains("{home}") else { return value }
      return home.map { value.replacing("{home}", with: $0) }
    }
    isUsed = request.installation?.variables.isEmpty == false
  }

  /// Whether the product has variables at all.
  private let isUsed: Bool

  /// The text with the variables that are known, and whether none is left.
  func replaced(in text: String) -> (text: String, isKnown: Bool) {
    guard isUsed, text.contains("${") else { return (text, true) }
    var result = ""
    var isKnown = true
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      result += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      guard let end = rest.firstIndex(of: "}") else { return (text, false) }
      let name = rest[..<end]
      if let value = values[String(name)] {
        result += value
      } else {
        result += "${\(name)}"
        isKnown = false
      }
      rest = rest[rest.index(after: end)...]
    }
    return (result + rest, isKnown)
  }

  func replaced(in document: ConfigurationDocument) -> ConfigurationDocument {
    guard isUsed else { return document }
    var document = document
    for index in document.settings.indices {
      let (text, isKnown) = replaced(in: document.settings[index].value.text)
      document.settings[index].value = ConfiguredValue(text)
      if !isKnown { document.settings[index].isKnown = false }
    }
    return document
  }
}
