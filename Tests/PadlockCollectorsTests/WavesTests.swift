import PadlockModel
import Testing

@testable import PadlockCollectors

@Suite struct WavesTests {
  @Test func `the waves hold every collector once, after all whose facts it needs`() {
    let ids = CollectorCatalogue.waves.flatMap { $0 }
    #expect(ids.sorted() == CollectorCatalogue.allCases.map(\.rawValue).sorted())
    let offers = CollectorCatalogue.offers
    for (number, wave) in CollectorCatalogue.waves.enumerated() {
      let before = Set(CollectorCatalogue.waves.prefix(number).flatMap { $0 })
      for offer in offers where wave.contains(offer.id) {
        for need in offer.needs where !offer.provides.contains(need) {
          let providers = offers.filter { $0.provides.contains(need) }.map(\.id)
          #expect(before.isSuperset(of: providers), "\(offer.id) needs \(need)")
        }
      }
    }
  }
}
