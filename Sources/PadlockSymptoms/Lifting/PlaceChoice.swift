import PadlockModel

/// Chooses among the places of a text the one that is the target.
///
/// What a recognised message says counts most, then what stands near one, then what surrounds the
/// place. Where two hosts are equally likely, neither is the target.
struct PlaceChoice {
  /// What standing in a recognised message, or within three lines of one, adds to a score.
  private static let inMessage = 35
  private static let nearMessage = 10
  /// How much better the best host must be than the next, where no message names it.
  private static let margin = 5

  let host: String?
  let port: Int?

  /// - Parameters:
  ///   - places: everything found, in order.
  ///   - messages: the 0-based lines of each recognised message, those that tell most first.
  ///   - proxies: what the text says belongs to a proxy.
  init(_ places: [Place], messages: [Range<Int>], proxies: [(host: String, port: Int?)]) {
    let denied = Set(proxies.map(\.host))
    let deniedPorts = Set(proxies.compactMap(\.port))
    let kept = places.compactMap { place -> Place? in
      if let host = place.host {
        if denied.contains(host.lowercased()) { return nil }
        // The address that a proxy's name stands for.
        let isAddress = HostShape.isAddress4(host) || HostShape.isAddress6(host)
        if isAddress, let port = place.port, deniedPorts.contains(port) { return nil }
      }
      var place = place
      place.score += Self.bonus(place.line, messages)
      if let host = place.host {
        if HostShape.isLoopback(host) { place.score -= 15 }
        if HostShape.isName(host), host.contains(".") { place.score += 6 }
      }
      return place.score < Place.worthless ? nil : place
    }
    // What is local to some machine is no target where another machine is named.
    let hosts = kept.filter { $0.host.map { !HostShape.isLoopback($0) } ?? false }
    let named = hosts.isEmpty ? kept : hosts
    host = Self.best(
      named.compactMap { place in place.host.map { ($0.lowercased(), place.score) } }
    )
    .flatMap { key in kept.first { $0.host?.lowercased() == key }?.host }
    let chosen = host?.lowercased()
    let own = kept.filter { $0.port != nil && $0.host?.lowercased() == chosen && chosen != nil }
    let ports = own.isEmpty ? kept.filter { $0.host == nil || chosen == nil } : own
    let scored = ports.compactMap { place in place.port.map { ($0, place.score) } }
    // A port that a URL only implies gives way to one that is written.
    port = Self.best(scored)
  }

  private static func bonus(_ line: Int, _ messages: [Range<Int>]) -> Int {
    if let index = messages.firstIndex(where: { $0.contains(line) }) {
      return inMessage - min(index, 4)
    }
    let isNear = messages.contains { ($0.lowerBound - 3..<$0.upperBound + 3).contains(line) }
    return isNear ? nearMessage : 0
  }

  /// The key with the best score, each further mention adding a little; nil where two are alike.
  private static func best<Key: Hashable & Comparable>(_ scored: [(Key, Int)]) -> Key? {
    var best: [Key: (score: Int, count: Int, first: Int)] = [:]
    for (index, (key, score)) in scored.enumerated() {
      let known = best[key] ?? (0, 0, index)
      best[key] = (max(known.score, score), known.count + 1, known.first)
    }
    let totals = best.map {
      (
        key: $0.key, score: $0.value.score + min($0.value.count - 1, 3) * 2,
        first: $0.value.first
      )
    }
    .sorted { ($1.score, $0.first) < ($0.score, $1.first) }
    guard let winner = totals.first else { return nil }
    if totals.count > 1, winner.score - totals[1].score < margin, winner.score < 75 { return nil }
    return winner.key
  }
}
