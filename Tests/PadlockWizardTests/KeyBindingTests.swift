import CellGrid
import Testing

@testable import PadlockWizard

@Suite struct KeyBindingTests {
  @Test(arguments: Screen.allCases)
  func `no key means two things on one screen`(screen: Screen) {
    let keys = bindings(WizardDriver.at(screen).state).flatMap(\.triggers).map(\.key)
    #expect(Set(keys).count == keys.count)
  }

  @Test(arguments: Screen.allCases)
  func `the help names every key of its screen, and closes`(screen: Screen) {
    var wizard = WizardDriver.at(screen, Sample.setup(size: GridSize(columns: 200, rows: 60)))
    let before = wizard.screen
    let labels = bindings(wizard.state).map(\.label)
    wizard.press(.function(1))
    for label in labels { #expect(wizard.screen.contains(label)) }
    wizard.press(.escape)
    #expect(wizard.screen == before)
  }

  @Test(
    arguments: SampleState.allCases.filter {
      ![
        .help, .quit, .search, .searchPending, .file, .check, .password, .chooser, .ticketChooser,
        .session,
      ].contains($0)
    })
  func `the bottom line of the smallest screen has room for help and quit`(sample: SampleState) {
    let wizard = sample.wizard(.unicode, GridSize(columns: 80, rows: 24))
    let rows = wizard.screen.split(separator: "\n")
    #expect(rows[22].contains(" help"))
    #expect(rows[22].contains(" quit"))
  }

  @Test func `the help gives the reason of a key that does nothing now`() {
    var wizard = WizardDriver.at(.target)
    wizard.press(.character("?"))
    #expect(wizard.screen.contains("back: not now. This is"))
  }

  @Test func `the help scrolls where it does not fit`() {
    var wizard = WizardDriver.at(.target)
    wizard.press(.character("?"))
    for _ in 0..<40 { wizard.press(.down) }
    #expect(wizard.screen.contains("quit"))
  }
}
