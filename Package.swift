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
    .systemLibrary(
      name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(name: "CNetworkShims", dependencies: ["COpenSSL", "CCurl"]),

    .target(name: "PadlockModel", swiftSettings: settings),
    .target(name: "PadlockEngine", dependencies: ["PadlockModel"], swiftSettings: settings),

    .testTarget(
      name: "PadlockModelTests", dependencies: ["PadlockModel"], swiftSettings: settings),
    .testTarget(
      name: "PadlockEngineTests", dependencies: ["PadlockEngine", "PadlockModel"],
      swiftSettings: settings),
  ]
)
