import CellGrid
import Foundation
import Testing

@testable import PadlockWizard

struct KeyLineTests {
  @Test func `a click on a key of the bottom line presses it`() throws {
    var wizard = WizardDriver.at(.diagnosis, Sample.setup(size: GridSize(columns: 132, rows: 24)))
    let first = wizard.state.diagnosis.selection
    try click("↓", &wizard)
    #expect(wizard.state.diagnosis.selection != first)
    try click("↑", &wizard)
    #expect(wizard.state.diagnosis.selection == first)
    try click("fix it", &wizard)
    #expect(wizard.state.screen == .fix)
    try click("? help", &wizard)
    #expect(wizard.state.overlay == .help(offset: 0))
    try click("close the help", &wizard)
    #expect(wizard.state.overlay == nil)
  }

  @Test func `a click beside the keys does nothing`() {
    var wizard = WizardDriver.at(.diagnosis)
    let before = wizard.state
    wizard.press(.mouse(x: 1, y: 22, .press), .mouse(x: 78, y: 22, .press))
    #expect(wizard.state == before)
  }

  private func click(_ text: String, _ wizard: inout WizardDriver) throws {
    let line = try #require(wizard.screen.split(separator: "\n").dropLast().last)
    let place = try #require(line.range(of: text))
    let x = line.distance(from: line.startIndex, to: place.lowerBound)
    wizard.press(.mouse(x: x, y: 22, .press))
  }
}
