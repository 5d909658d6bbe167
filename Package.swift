// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "padlock",
  dependencies: [],
  targets: [
    .target(name: "PadlockModel", swiftSettings: settings),

    .testTarget(
      name: "PadlockModelTests", dependencies: ["PadlockModel"], swiftSettings: settings),
  ]
)
