import PadlockModel

/// Boxes joined by lines: the causes of a report, or its certificate chains.
struct Figure: Equatable {
  struct Box: Equatable {
    /// From the left, counting from 0.
    var column: Int
    /// From the top, counting from 0.
    var row: Int
    /// At most four lines.
    var lines: [Line]
    var tone: Page.Tone
    /// Something that was named and not seen.
    var isMissing = false
  }

  struct Line: Equatable {
    enum Style {
      /// Prose.
      case title
      /// What people or programs named: a path, an address, a certificate's owner.
      case name
      /// What is said of it in a few words.
      case note
    }

    var style: Style
    var text: String
  }

  /// The places of two boxes in ``boxes``.
  struct Edge: Equatable {
    var from: Int
    var to: Int
  }

  /// What the whole shows, for those who do not see it.
  var title: String
  var boxes: [Box] = []
  var edges: [Edge] = []
  private var nextRow = 0

  /// The most boxes that are drawn; a report with more is read as text.
  private static let boxLimit = 200

  /// Causes on the left, what they bring about to their right.
  init(_ trees: [CauseTree], _ names: ReportNames) {
    title = "Causes, and what they bring about"
    for tree in trees { add(tree, names, column: 0, under: nil) }
  }

  private mutating func add(
    _ tree: CauseTree, _ names: ReportNames, column: Int, under parent: Int?
  ) {
    guard boxes.count < Self.boxLimit else { return }
    let one = tree.diagnosis
    let place = boxes.count
    let subject = one.subject.map { Line(style: .name, text: Self.middleCut(names.name($0))) }
    let kind = Line(style: .note, text: "\(one.severity.rawValue), \(one.certainty.rawValue)")
    boxes.append(
      Box(
        column: min(column, 8), row: nextRow,
        lines: Self.wrapped(one.title, .title) + [subject, kind].compactMap { $0 },
        tone: Page.Tone(one)))
    if let parent { edges.append(Edge(from: parent, to: place)) }
    if tree.consequences.isEmpty { nextRow += 1 }
    for consequence in tree.consequences {
      add(consequence, names, column: column + 1, under: place)
    }
  }

  /// Each chain in a row, from the certificate that is served to the one that signed the others.
  init(_ certificates: [CertificateRecord]) {
    title = "Certificates, and who issued them"
    let bySubject = Dictionary(
      certificates.map { ($0.subject, $0) }, uniquingKeysWith: { first, _ in first })
    let issuers = Set(certificates.filter { $0.subject != $0.issuer }.map(\.issuer))
    let ends = certificates.filter { !$0.isCA || !issuers.contains($0.subject) }
    for end in ends.prefix(Self.boxLimit / 8) {
      var one = end
      var seen: Set<String> = []
      while seen.insert(one.sha256).inserted, seen.count <= 8 {
        boxes.append(Self.box(one, column: seen.count - 1, row: nextRow))
        if seen.count > 1 { edges.append(Edge(from: boxes.count - 2, to: boxes.count - 1)) }
        guard one.subject != one.issuer else { break }
        guard let next = bySubject[one.issuer] else {
          let name = Self.wrapped(Self.commonName(one.issuer), .name)
          boxes.append(
            Box(
              column: seen.count, row: nextRow,
              lines: name + [Line(style: .note, text: "was not seen")], tone: .open,
              isMissing: true))
          edges.append(Edge(from: boxes.count - 2, to: boxes.count - 1))
          break
        }
        one = next
      }
      nextRow += 1
    }
  }

  private static func box(_ one: CertificateRecord, column: Int, row: Int) -> Box {
    let kind = one.subject == one.issuer ? "self-signed, " : one.isCA ? "CA, " : ""
    let end = one.notAfter.description.prefix(10)
    return Box(
      column: column, row: row,
      lines: wrapped(commonName(one.subject), .name)
        + [Line(style: .note, text: "\(kind)until \(end)")],
      tone: .notice)
  }

  /// `CN=agent01.example.com, O=Example` gives `agent01.example.com`; without a CN, the whole.
  private static func commonName(_ name: String) -> String {
    guard let start = name.firstRange(of: "CN=") else { return name.isEmpty ? "(no name)" : name }
    return String(name[start.upperBound...].prefix { $0 != "," && $0 != "/" })
  }

  /// The columns of a line in a box.
  private static let columns = 28

  private static func wrapped(_ text: String, _ style: Line.Style) -> [Line] {
    let lines = Columns.wrap(text, first: columns, rest: columns)
    let shown = lines.count <= 2 ? lines : [lines[0], lines[1] + "…"]
    return shown.map { Line(style: style, text: $0) }
  }

  /// The text in one line: its end tells paths, addresses and ports apart, and its beginning hosts.
  private static func middleCut(_ text: String) -> String {
    guard Columns.width(text) > columns else { return text }
    let first = Columns.wrap(String(text.prefix(columns)), first: 9, rest: columns)[0]
    var last = ""
    for character in text.reversed() {
      guard Columns.width(first) + 1 + Columns.width(last) + Columns.width(character) <= columns
      else { break }
      last.insert(character, at: last.startIndex)
    }
    return first + "…" + last
  }
}
