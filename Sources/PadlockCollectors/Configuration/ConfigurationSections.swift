import PadlockModel
import PadlockReaders

/// The sections of a configuration that repeats a block for each listener, and the ports they open.
struct ConfigurationSections: Sendable {
  /// What a section takes one key and certificate from.
  struct Key: Sendable {
    let settings: ProductSettings
    /// Every setting as it is written, by Padlock's name, with its file.
    let written: [String: (setting: Setting, file: String)]
    /// Where its section begins.
    let place: Evidence
    /// What tells its section from others.
    let section: String
    /// The path of its innermost block.
    let block: String
  }

  /// A port that one or several sections open.
  struct Port: Sendable {
    let number: Int
    /// Whether it is opened with TLS; nil where a variable decides.
    var isTLS: Bool?
    /// Whether its section names a key, although it opens no port with TLS.
    var isMeant: Bool
    /// The addresses it is bound to; nil for all.
    var addresses: Set<String>?
    /// Whether it refuses names that no section has.
    var refusesNames: Bool
    var place: Evidence
    var keys: [Key]
  }

  /// The configuration's files, without those that they include.
  let files: [String]
  /// By number.
  let ports: [Port]
  /// Places of listeners whose port is not known.
  let unknown: [Evidence]
  /// Why there may be more; nil where every file was read.
  let gap: UnknownReason?

  /// The port that HTTP has (RFC 9110 §4.2.1); a key beside it alone means nothing.
  private static let plainPort = 80
  /// Words that switch TLS on.
  private static let on: Set<String> = ["true", "on", "yes", "1"]

  /// Nil for a product whose configuration repeats nothing.
  init?(
    _ request: CollectionRequest, _ active: [ReadConfiguration], _ reading: ConfigurationReading,
    _ gap: UnknownReason?
  ) {
    guard let definition = request.product.sections else { return nil }
    self.gap = gap
    files = active.map(\.path)
    var ports: [Int: Port] = [:]
    var unknown: [Evidence] = []
    for file in active where file.malformation == nil {
      for section in SectionReading.sections(of: file, reading, definition, request, gap) {
        let listeners = section.listeners.filter { !Self.isExcepted($0.settings, definition) }
        let isSecure = listeners.contains { Self.isTLS($0.settings) != false }
        for listener in listeners {
          guard let number = listener.settings.values["server.port"].flatMap({ Int($0.value.text) })
          else {
            if listener.settings.unknown["server.port"] != nil { unknown.append(listener.place) }
            continue
          }
          guard (1...65_535).contains(number) else { continue }
          Self.add(section, listener, number, isSecure, to: &ports)
        }
      }
    }
    self.ports = ports.values.sorted { $0.number < $1.number }
    self.unknown = unknown
  }

  private static func add(
    _ section: SectionReading, _ listener: SectionReading.Listener, _ number: Int,
    _ isSecure: Bool, to ports: inout [Int: Port]
  ) {
    let isTLS = isTLS(listener.settings)
    let isMeant = !isSecure && section.hasOwnKey && number != plainPort
    let keys = isTLS != false || isMeant ? section.keys(isTLS: isTLS != false) : []
    let addresses = (listener.settings.values["server.address"]?.value.text).map { Set([$0]) }
    let refuses = listener.settings.values["tls.refuses-names"].map { on.contains($0.value.text) }
    guard var port = ports[number] else {
      ports[number] = Port(
        number: number, isTLS: isTLS, isMeant: isMeant, addresses: addresses,
        refusesNames: refuses ?? false, place: listener.place, keys: keys)
      return
    }
    if isTLS == true, port.isTLS != true { port.place = listener.place }
    port.isTLS = port.isTLS == true || isTLS == true ? true : port.isTLS == nil ? nil : isTLS
    port.isMeant = port.isMeant || isMeant
    port.addresses = port.addresses.flatMap { known in addresses.map { known.union($0) } }
    port.refusesNames = port.refusesNames || refuses ?? false
    port.keys += keys
    ports[number] = port
  }

  private static func isTLS(_ settings: ProductSettings) -> Bool? {
    if settings.unknown["https.enabled"] != nil { return nil }
    return settings.values["https.enabled"].map { on.contains($0.value.text.lowercased()) } ?? false
  }

  private static func isExcepted(
    _ settings: ProductSettings, _ definition: SectionDefinition
  ) -> Bool {
    definition.exceptions.contains { exception in
      guard let value = settings.values[exception.setting]?.value.text else { return false }
      return exception.values.contains {
        PathPattern.fits(value.lowercased(), $0.lowercased())
      }
    }
  }
}
