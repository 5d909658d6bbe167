/// A text whose parts look different: spans in reading order.
public struct StyledText: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// A part with one style.
  public struct Span: Hashable, Sendable {
    public let text: String
    public let style: Style

    public init(_ text: String, _ style: Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  public var spans: [Span]

  public init(_ spans: [Span]) {
    self.spans = spans
  }

  public init(_ text: String, _ style: Style = .plain) {
    spans = text.isEmpty ? [] : [Span(text, style)]
  }

  public init(stringLiteral value: String) {
    self.init(value)
  }

  /// The characters alone.
  public var text: String { spans.map(\.text).joined() }

  public static func + (left: StyledText, right: StyledText) -> StyledText {
    StyledText(left.spans + right.spans)
  }

  public static func += (left: inout StyledText, right: StyledText) {
    left.spans += right.spans
  }
}

extension Grid {
  /// Draws one line of styled text and returns the columns it took, at most `maxWidth`.
  ///
  /// `base` fills in where a span has no style of its own. A reversed one covers the spans but for
  /// bold and underline: their colours would be blocks of background.
  @discardableResult public mutating func draw(
    _ line: StyledText, at point: Point, base: Style = .plain, maxWidth: Int? = nil
  ) -> Int {
    let limit = clampedCoordinate(max(maxWidth ?? 100_000, 0))
    var used = 0
    for span in line.spans where used < limit {
      var style = span.style == .plain || base.isReverse ? base : span.style
      if base.isReverse {
        style.isBold = base.isBold || span.style.isBold
        style.isUnderlined = base.isUnderlined || span.style.isUnderlined
      }
      used += draw(
        span.text, at: Point(x: point.x + used, y: point.y), style: style, maxWidth: limit - used)
    }
    return used
  }
}
