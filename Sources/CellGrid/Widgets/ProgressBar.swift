/// A bar that shows how much is done, with the percentage after it.
public struct ProgressBar: Hashable, Sendable {
  /// What is done, 0…1.
  public let fraction: Double

  /// A bar for a fraction; outside 0…1 it is clamped, and what is not a number counts as 0.
  public init(_ fraction: Double) {
    self.fraction = fraction.isNaN ? 0 : min(max(fraction, 0), 1)
  }

  /// A bar for so many of so many; of nothing, all is done.
  public init(done: Int, of total: Int) {
    self.init(total <= 0 ? 1 : Double(done) / Double(total))
  }

  /// Draws it over the first row of `rect`; below ten columns without the percentage.
  public func draw(into grid: inout Grid, in rect: Rect, style: Style = .accent) {
    guard !rect.isEmpty else { return }
    let percent = Int((fraction * 100).rounded(.down))
    let label = percent < 10 ? "   \(percent)%" : percent < 100 ? "  \(percent)%" : " \(percent)%"
    let width = rect.width < 10 ? rect.width : rect.width - label.count
    let filled = Int((fraction * Double(width)).rounded(.down))
    let row = rect.row(0)
    grid.fill(Rect(x: row.x, y: row.y, width: filled, height: 1), with: "█", style: style)
    grid.fill(
      Rect(x: row.x + filled, y: row.y, width: width - filled, height: 1), with: "░",
      style: .muted)
    if width < rect.width { grid.draw(label, at: Point(x: row.x + width, y: row.y)) }
  }
}
