import Foundation
import FoundationXML
import PadlockModel

/// Reads XML as settings: attributes and texts, named by the path of their element.
///
/// ```
/// <agent-config>
///   <service-gateway ssl="true" host="localhost" port="8081"/>
/// </agent-config>
/// ```
/// yields `service-gateway@host`, `service-gateway@port`, `service-gateway@ssl` and
/// `service-gateway`, all on line 2: the root is left out of the path, and so are namespace prefixes. A text is named by the path
/// alone, `primary-servers/url`; so is an element that has attributes, or nothing at all, inside,
/// with an empty text, so that elements can be counted. Of a name given twice the first counts. A
/// line is the one on which the start tag ends. What does not parse has the defect
/// `not-well-formed`, and none of its settings counts.
public enum XMLSettings {
  /// The deepest nesting of elements that is read.
  public static let depthLimit = 100
  /// The longest name of a setting that is kept, in bytes.
  static let nameLimit = 1_024

  /// Reads `bytes`, at most ``ConfigurationLimit/bytes``; nothing outside them is ever opened.
  ///
  /// - Parameter bytes: the file.
  /// - Returns: the settings in file order, the attributes of one element by name.
  /// - Throws: ``ReaderFailure`` when the file is too large, nests too deep, has too many settings, or
  ///   declares or uses entities of its own, or declares attributes or notations.
  public static func parse(bytes: [UInt8]) throws(ReaderFailure) -> ConfigurationDocument {
    try ConfigurationLimit.check(bytes.count)
    let decoded = DecodedText(bytes)
    var document = ConfigurationDocument(
      encoding: decoded.encoding, usesCarriageReturns: decoded.usesCarriageReturns)
    let text = XMLProlog.withData(XMLProlog.withoutDeclaration(decoded.text))
    if let line = XMLProlog.declarationLine(in: text) { throw .usesEntities(line: line) }
    let walk = XMLWalk()
    let parser = XMLParser(data: Data(text.utf8))
    parser.shouldResolveExternalEntities = false
    parser.shouldProcessNamespaces = false
    parser.delegate = walk
    let isWellFormed = parser.parse()
    if let line = walk.tooDeepLine { throw .tooDeep(line: line, limit: depthLimit) }
    if walk.hasTooMany { throw .tooManySettings(limit: ConfigurationLimit.settings) }
    document.settings = walk.settings
    if isWellFormed, walk.hasRoot, walk.errorLine == nil {
      var seen: Set<String> = []
      for index in document.settings.indices {
        document.settings[index].isEffective =
          seen.insert(document.settings[index].key).inserted
      }
    } else {
      for index in document.settings.indices { document.settings[index].isEffective = false }
      let line = max(walk.errorLine ?? parser.lineNumber, 1)
      document.defects = [Defect(.notWellFormed, line: line)]
    }
    return document
  }
}

/// What stands around the elements of an XML text, as far as it must be known before parsing.
private enum XMLProlog {
  /// The text with blanks for `<?xml …?>`, whose encoding it no longer has.
  static func withoutDeclaration(_ text: String) -> String {
    guard text.hasPrefix("<?xml"), let end = text.firstRange(of: "?>")?.upperBound else {
      return text
    }
    let blank = text[..<end].unicodeScalars.map { $0 == "\n" || $0 == "\r" ? $0 : " " }
    return String(String.UnicodeScalarView(blank)) + text[end...]
  }

  /// The text with a blank in each processing instruction that is a name alone, as `<?name?>`.
  ///
  /// FoundationXML ends the program at one without data, wherever it stands; the blank is no setting,
  /// unless such a thing is quoted in one.
  static func withData(_ text: String) -> String {
    guard text.contains("<?") else { return text }
    var bytes: [UInt8] = []
    var isName = false
    for byte in text.utf8 {
      let last = bytes.last
      switch byte {
      case 0x3F where last == 0x3C: isName = true
      case 0x3E where last == 0x3F && isName:
        bytes[bytes.count - 1] = 0x20
        bytes.append(0x3F)
        isName = false
      case 0x20, 0x09, 0x0A, 0x0D, 0x3C, 0x3E: isName = false
      default: break
      }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The line of the first declaration, or of an entity that is used beside the five that XML has.
  ///
  /// Only a text with a document type can have one and still parse. FoundationXML ends the program at
  /// notations and at attributes that have no value.
  static func declarationLine(in text: String) -> Int? {
    let bytes = Array(text.utf8)
    var line = 1
    var hasType = false
    for index in bytes.indices {
      switch bytes[index] {
      case 0x0A: line += 1
      case 0x3C where hasType && declarations.contains(where: bytes[index...].starts): return line
      case 0x3C where bytes[index...].starts(with: documentType): hasType = true
      case 0x26 where hasType && !isPredefined(bytes[(index + 1)...]): return line
      default: break
      }
    }
    return nil
  }

  private static let documentType = Array("<!DOCTYPE".utf8)
  private static let declarations = ["<!ENTITY", "<!ATTLIST", "<!NOTATION"].map { Array($0.utf8) }
  private static let predefined = ["amp;", "lt;", "gt;", "quot;", "apos;", "#"].map {
    Array($0.utf8)
  }

  private static func isPredefined(_ rest: ArraySlice<UInt8>) -> Bool {
    predefined.contains { rest.starts(with: $0) }
  }
}

/// Gathers settings while the parser goes through the text.
private final class XMLWalk: NSObject, XMLParserDelegate {
  private struct Element {
    let path: String
    let line: Int
    let number: Int
    let hasAttributes: Bool
    var hasElements = false
    var text = ""
  }

  private(set) var settings: [Setting] = []
  private(set) var hasRoot = false
  private(set) var errorLine: Int?
  private(set) var tooDeepLine: Int?
  private(set) var hasTooMany = false
  private var open: [Element] = []
  /// How many elements began so far; the root has the number 0.
  private var count = 0

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
    qualifiedName qName: String?, attributes attributeDict: [String: String]
  ) {
    let line = max(parser.lineNumber, 1)
    guard open.count < XMLSettings.depthLimit else {
      tooDeepLine = tooDeepLine ?? line
      parser.abortParsing()
      return
    }
    hasRoot = true
    let name = Self.local(elementName)
    let path =
      switch open.last?.path {
      case nil: ""
      case ""?: name
      case let above?: above.utf8.count > XMLSettings.nameLimit ? above : "\(above)/\(name)"
      }
    if !open.isEmpty { open[open.count - 1].hasElements = true }
    let attributes = attributeDict.sorted { $0.key < $1.key }.filter {
      $0.key != "xmlns" && !$0.key.hasPrefix("xmlns:")
    }
    open.append(
      Element(path: path, line: line, number: count, hasAttributes: !attributes.isEmpty))
    count += 1
    for (attribute, value) in attributes {
      add("\(path)@\(Self.local(attribute))", value, line, .attribute, parser)
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    guard !open.isEmpty else { return }
    open[open.count - 1].text += string
  }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    guard !open.isEmpty else { return }
    open[open.count - 1].text += String(decoding: block, as: UTF8.self)
  }

  func parser(
    _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?,
    qualifiedName qName: String?
  ) {
    guard let element = open.popLast(), !element.path.isEmpty else { return }
    let text = element.text[...].trimmingJavaSpace
    if !text.isEmpty || element.hasAttributes || !element.hasElements {
      add(element.path, String(text), element.line, .element, parser)
    }
  }

  func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) {
    errorLine = errorLine ?? max(parser.lineNumber, 1)
  }

  private func add(
    _ key: String, _ value: String, _ line: Int, _ source: Setting.Source, _ parser: XMLParser
  ) {
    guard key.utf8.count <= XMLSettings.nameLimit, !hasTooMany else { return }
    guard settings.count < ConfigurationLimit.settings else {
      hasTooMany = true
      parser.abortParsing()
      return
    }
    settings.append(
      Setting(
        key: key, value: ConfiguredValue(value), line: line, source: source,
        blocks: open.dropFirst().prefix(Setting.blockLimit).map(\.number)))
  }

  private static func local(_ name: String) -> String {
    name.split(separator: ":").last.map(String.init) ?? name
  }
}
