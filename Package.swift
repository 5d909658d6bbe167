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
let unsafeSettings = settings + [.strictMemorySafety()]
/// Tests run once for each time they are compiled; only what they test is worth optimising.
let testSettings = settings + [.unsafeFlags(["-Onone"], .when(configuration: .release))]
let mainActorSettings = settings + [.defaultIsolation(MainActor.self)]

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

/// A target of Padlock's own, with the settings that all share.
func target(
  _ name: String, _ dependencies: [Target.Dependency], _ settings: [SwiftSetting] = settings
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of `name`, which may use what it uses.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], _ settings: [SwiftSetting] = testSettings
) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.target(name: name), "TestSupport"] + dependencies,
    swiftSettings: settings)
}

let package = Package(
  name: "padlock",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])]),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(
      name: "CCompression", providers: [.apt(["zlib1g-dev", "liblzma-dev"])]),
    .target(name: "CNetworkShims", dependencies: ["COpenSSL", "CCurl"]),
    .target(name: "CTerminalShims", dependencies: ["CNcurses"]),
    .target(name: "CRules"),
    .target(name: "CCollector"),
    .target(name: "CProcess"),

    target("PadlockModel", []),
    target("PadlockEngine", ["PadlockModel"]),
    target("PadlockReaders", ["PadlockModel", yams]),
    target("PadlockSymptoms", ["PadlockModel"]),
    target("PadlockRedaction", ["PadlockModel"]),
    target("PadlockReports", ["PadlockModel", "PadlockRedaction"]),
    target("PadlockRules", ["PadlockModel", "PadlockReaders", "CRules"]),
    target("PadlockNetwork", ["CNetworkShims"], unsafeSettings),
    target(
      "OpenSSLBridge",
      ["PadlockModel", "PadlockReaders", "PadlockNetwork", "CNetworkShims", "COpenSSL"],
      unsafeSettings),
    target("ArchiveBridge", ["CArchive", "CCompression"], unsafeSettings),
    target(
      "PadlockCollectors",
      [
        "PadlockModel", "PadlockReaders", "PadlockSymptoms", "PadlockNetwork", "OpenSSLBridge",
        "ArchiveBridge",
      ]),
    target("PadlockDemo", ["PadlockModel", "OpenSSLBridge"]),
    target("CellGrid", []),
    target("PadlockWizard", ["CellGrid", "PadlockModel", "PadlockRedaction"]),
    target("CursesTerminal", ["CellGrid", "CTerminalShims", "CNcurses"], mainActorSettings),
    target(
      "PadlockCommands",
      [
        "PadlockModel", "PadlockEngine", "PadlockRules", "PadlockReaders", "PadlockSymptoms",
        "PadlockCollectors", "PadlockReports", "PadlockRedaction", "PadlockNetwork",
        "OpenSSLBridge", "ArchiveBridge", "PadlockDemo", "PadlockWizard", "CellGrid",
        "CursesTerminal", "CCollector", "CProcess", arguments,
      ]),
    .executableTarget(name: "padlock", dependencies: ["PadlockCommands"], swiftSettings: settings),
    .executableTarget(
      name: "padlock-bench", dependencies: ["PadlockModel", "PadlockEngine", "PadlockRules"],
      path: "Sources/PadlockBench", swiftSettings: settings),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "PadlockModel", "PadlockReaders", "PadlockSymptoms", "PadlockRules", "PadlockNetwork",
        "OpenSSLBridge", "ArchiveBridge", "PadlockCollectors", "PadlockCommands",
        "PadlockReports", "PadlockRedaction", "CellGrid",
      ], path: "Tests/FuzzTargets", swiftSettings: settings),
    tests("PadlockModel", []),
    tests("PadlockEngine", ["PadlockModel"]),
    tests("PadlockReaders", ["PadlockModel"]),
    tests("PadlockSymptoms", ["PadlockModel", "PadlockReaders", "PadlockRules"]),
    tests("PadlockRedaction", ["PadlockModel"]),
    tests("PadlockReports", ["PadlockModel", "PadlockRedaction"]),
    tests("PadlockRules", ["PadlockModel", "PadlockReaders", yams]),
    tests("PadlockNetwork", []),
    tests("OpenSSLBridge", ["PadlockModel", "PadlockReaders", "PadlockNetwork"]),
    tests("ArchiveBridge", []),
    tests(
      "PadlockDemo", ["PadlockModel", "PadlockReaders", "PadlockNetwork", "OpenSSLBridge"]),
    .testTarget(
      name: "TerminalTests", dependencies: ["padlock", "TestSupport"],
      swiftSettings: testSettings),
    tests("CellGrid", []),
    tests("PadlockWizard", ["CellGrid", "PadlockModel"]),
    tests("CursesTerminal", ["CellGrid"], mainActorSettings),
    .testTarget(
      name: "CommandLineTests", dependencies: ["padlock", "TestSupport", "COpenSSL"],
      swiftSettings: testSettings),
    tests(
      "PadlockCollectors",
      [
        "PadlockModel", "PadlockReaders", "PadlockSymptoms", "PadlockNetwork", "OpenSSLBridge",
        "ArchiveBridge",
      ]),
    tests(
      "PadlockCommands",
      [
        "PadlockModel", "PadlockEngine", "PadlockCollectors", "PadlockRules", "PadlockNetwork",
        "PadlockReports", "PadlockRedaction", "PadlockDemo", "OpenSSLBridge", "PadlockWizard",
        "CellGrid", arguments,
      ]),
    tests("FuzzTargets", []),
    .testTarget(
      name: "FaultMatrixTests", dependencies: ["TestSupport", "padlock"],
      swiftSettings: testSettings),
    .testTarget(
      name: "PeerTests", dependencies: ["TestSupport", "padlock"], swiftSettings: testSettings),
  ]
)

// Built by scripts/fuzz alone: it needs libFuzzer, which comes with `--sanitize=fuzzer`.
if Context.environment["PADLOCK_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "FuzzDriver", dependencies: ["FuzzTargets"], path: "Tests/FuzzDriver",
      swiftSettings: settings))
}
