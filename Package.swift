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
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2")
  ],
  targets: [
    .systemLibrary(
      name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])]),
    .target(name: "CNetworkShims", dependencies: ["COpenSSL", "CCurl"]),
    .target(name: "CTerminalShims", dependencies: ["CNcurses"]),

    .target(name: "PadlockModel", swiftSettings: settings),
    .target(name: "PadlockEngine", dependencies: ["PadlockModel"], swiftSettings: settings),
    .target(name: "PadlockReaders", dependencies: ["PadlockModel"], swiftSettings: settings),
    .target(name: "PadlockSymptoms", dependencies: ["PadlockModel"], swiftSettings: settings),
    .target(name: "PadlockRedaction", dependencies: ["PadlockModel"], swiftSettings: settings),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),

    .target(
      name: "PadlockNetwork", dependencies: ["CNetworkShims"],
      swiftSettings: settings + [.strictMemorySafety()]),
    .target(
      name: "OpenSSLBridge",
      dependencies: [
        "PadlockModel", "PadlockReaders", "PadlockNetwork", "CNetworkShims", "COpenSSL",
      ], swiftSettings: settings + [.strictMemorySafety()]),
    .target(
      name: "PadlockCollectors",
      dependencies: [
        "PadlockModel", "PadlockReaders", "PadlockSymptoms", "PadlockNetwork", "OpenSSLBridge",
      ], swiftSettings: settings),

    .target(name: "CellGrid", swiftSettings: settings),
    .target(
      name: "CursesTerminal", dependencies: ["CellGrid", "CTerminalShims", "CNcurses"],
      swiftSettings: settings + [.defaultIsolation(MainActor.self)]),

    .target(
      name: "PadlockReports", dependencies: ["PadlockModel", "PadlockRedaction"],
      swiftSettings: settings),
    .testTarget(
      name: "PadlockReportsTests",
      dependencies: ["PadlockModel", "PadlockRedaction", "PadlockReports", "TestSupport"],
      swiftSettings: settings),

    .target(name: "CellGrid", swiftSettings: settings),

    .target(
      name: "PadlockWizard", dependencies: ["CellGrid", "PadlockModel"], swiftSettings: settings),
    .testTarget(
      name: "PadlockWizardTests", dependencies: ["PadlockWizard", "CellGrid", "PadlockModel"],
      swiftSettings: settings),

    .testTarget(
      name: "PadlockModelTests", dependencies: ["PadlockModel"], swiftSettings: settings),
    .testTarget(
      name: "PadlockEngineTests", dependencies: ["PadlockEngine", "PadlockModel"],
      swiftSettings: settings),
    .testTarget(
      name: "PadlockReadersTests", dependencies: ["PadlockReaders", "PadlockModel"],
      swiftSettings: settings),
    .testTarget(
      name: "PadlockSymptomsTests", dependencies: ["PadlockModel", "PadlockSymptoms"],
      swiftSettings: settings),
    .testTarget(
      name: "PadlockRedactionTests", dependencies: ["PadlockModel", "PadlockRedaction"],
      swiftSettings: settings),
    .testTarget(
      name: "PadlockNetworkTests", dependencies: ["PadlockNetwork", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "OpenSSLBridgeTests",
      dependencies: [
        "OpenSSLBridge", "PadlockReaders", "PadlockModel", "PadlockNetwork", "TestSupport",
      ], swiftSettings: settings),
    .testTarget(name: "CellGridTests", dependencies: ["CellGrid"], swiftSettings: settings),
    .testTarget(
      name: "CursesTerminalTests", dependencies: ["CursesTerminal", "CellGrid"],
      swiftSettings: settings + [.defaultIsolation(MainActor.self)]),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),

    .target(name: "CRules"),
    .target(
      name: "PadlockRules",
      dependencies: ["PadlockModel", "CRules", .product(name: "Yams", package: "Yams")],
      swiftSettings: settings),
    .testTarget(
      name: "PadlockRulesTests",
      dependencies: ["PadlockModel", "PadlockRules", .product(name: "Yams", package: "Yams")],
      swiftSettings: settings),
  ]
)
