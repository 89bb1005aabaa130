// swift-tools-version: 6.1
import PackageDescription

// The house (docs/architecture.md): arrows go down or along the lines drawn there, never back. A test checks them.
let package = Package(
  name: "rinnalla",
  products: [
    .executable(name: "rinnalla", targets: ["rinnalla"]),
    .executable(name: "conformance", targets: ["conformance"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Storey 0: ground
    .target(name: "Vocabulary"),
    .target(name: "Messages", dependencies: ["Vocabulary"]),
    .target(name: "Randomness"),

    // Storey 1: pure
    .target(name: "Language", dependencies: ["Vocabulary"]),
    .target(name: "Intents", dependencies: ["Language", "Randomness", "Vocabulary"]),
    .target(name: "Knowledge", dependencies: ["Language", "Vocabulary"]),
    .target(name: "Companies", dependencies: ["Vocabulary"]),
    .target(name: "Guidance", dependencies: ["Knowledge", "Companies", "Cooperation", "Vocabulary"]),
    .target(name: "Cooperation", dependencies: ["Companies", "Vocabulary"]),
    .target(name: "Titanic", dependencies: ["Companies", "Vocabulary"]),
    .target(name: "Conversation", dependencies: ["Guidance", "Knowledge", "Companies", "Cooperation", "Vocabulary"]),
    .target(name: "Majordomo", dependencies: ["Randomness"]),
    .target(name: "MajordomoSimulation", dependencies: ["Majordomo", "Randomness"]),

    // Storey 2: edges
    .systemLibrary(name: "CZeroMQ", providers: [.apt(["libzmq3-dev"])]),
    .target(name: "ZeroMQ", dependencies: ["CZeroMQ"]),
    .target(name: "MajordomoRuntime", dependencies: ["Majordomo", "ZeroMQ"]),
    .target(name: "Access", dependencies: ["ZeroMQ", "Vocabulary"]),
    .systemLibrary(name: "CVoikko", pkgConfig: "libvoikko", providers: [.apt(["libvoikko-dev", "voikko-fi"])]),
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
    .target(name: "LanguageTools", dependencies: ["CVoikko", "CStemmer", "Language", "Vocabulary"]),
    .target(name: "Content", dependencies: ["Cooperation", "Knowledge", "Language", "Vocabulary", "Yams"]),
    .target(
      name: "Stores",
      dependencies: [
        "Companies", "Cooperation", "Titanic", "Vocabulary", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(
      name: "Services",
      dependencies: [
        "Conversation", "Guidance", "Intents", "Knowledge", "Companies", "Cooperation", "LanguageTools", "Majordomo",
        "MajordomoRuntime", "Messages", "Titanic", "Vocabulary",
      ]),
    .target(
      name: "TurnSimulation",
      dependencies: [
        "Conversation", "Guidance", "Knowledge", "Companies", "Majordomo", "MajordomoSimulation", "Randomness",
        "Stores", "Titanic", "Vocabulary",
      ]),
    .systemLibrary(name: "CEditline", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .target(name: "CTerminal", dependencies: ["CEditline"]),
    .target(name: "TerminalUI", dependencies: ["CEditline", "CTerminal", "Messages", "Vocabulary"]),

    // Storey 3: entrance
    .executableTarget(
      name: "rinnalla",
      dependencies: [
        "Access", "Companies", "Content", "Cooperation", "CTerminal", "Guidance", "Intents", "Knowledge", "Language",
        "LanguageTools", "Majordomo", "MajordomoRuntime", "MajordomoSimulation", "Messages", "Services", "Stores",
        "TerminalUI", "Titanic", "TurnSimulation", "Vocabulary", "ZeroMQ",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "conformance", dependencies: ["Intents"]),

    // Test support
    .executableTarget(name: "broker-load", dependencies: ["CZeroMQ", "MajordomoRuntime", "Majordomo", "ZeroMQ"]),
    .executableTarget(
      name: "cooperation-load", dependencies: ["Companies", "Cooperation", "Randomness", "Vocabulary"]),
    .executableTarget(
      name: "guidance-load",
      dependencies: ["Companies", "Content", "Guidance", "Knowledge", "LanguageTools", "Vocabulary"]),
    .executableTarget(name: "terminal-probe", dependencies: ["Messages", "TerminalUI", "Vocabulary"]),
    .executableTarget(name: "store-writer", dependencies: ["Companies", "Stores", "Vocabulary"]),
    .target(name: "CFaultyVFS", linkerSettings: [.linkedLibrary("sqlite3")]),

    // Tests: a folder a module
    .testTarget(name: "HouseTests"),
    .testTarget(name: "VocabularyTests", dependencies: ["Vocabulary"]),
    .testTarget(name: "MessagesTests", dependencies: ["Messages", "Vocabulary"]),
    .testTarget(name: "LanguageTests", dependencies: ["Language", "Vocabulary"]),
    .testTarget(name: "LanguageToolsTests", dependencies: ["Language", "LanguageTools", "Vocabulary"]),
    .testTarget(
      name: "IntentsTests", dependencies: ["Intents", "Language", "Randomness", "Vocabulary", "conformance"],
      exclude: ["Hassil"]),
    .testTarget(name: "KnowledgeTests", dependencies: ["Knowledge", "Vocabulary"]),
    .testTarget(
      name: "ContentTests",
      dependencies: ["Content", "Intents", "Knowledge", "Language", "LanguageTools", "Vocabulary"]),
    .testTarget(
      name: "GuidanceTests",
      dependencies: [
        "Companies", "Content", "Cooperation", "Guidance", "Intents", "Knowledge", "Language", "LanguageTools",
        "Vocabulary",
      ],
      exclude: ["Talks"]),
    .testTarget(
      name: "CooperationTests",
      dependencies: ["Companies", "Content", "Cooperation", "Language", "Randomness", "Vocabulary"]),
    .testTarget(
      name: "ConversationTests",
      dependencies: ["Companies", "Conversation", "Cooperation", "Guidance", "Knowledge", "Vocabulary"]),
    .testTarget(
      name: "ServicesTests",
      dependencies: [
        "Companies", "Content", "Cooperation", "Guidance", "Intents", "Knowledge", "Language", "LanguageTools",
        "Majordomo", "MajordomoRuntime", "Messages", "Services", "Stores", "Titanic", "Vocabulary", "ZeroMQ",
      ]),
    .testTarget(name: "TitanicTests", dependencies: ["Titanic", "Vocabulary"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "Companies", "Majordomo", "MajordomoRuntime", "Randomness", "Stores", "Vocabulary", "ZeroMQ", "rinnalla",
      ],
      exclude: ["Python"]),
    .testTarget(name: "CompaniesTests", dependencies: ["Companies", "Vocabulary"]),
    .testTarget(
      name: "StoresTests",
      dependencies: [
        "CFaultyVFS", "Companies", "Cooperation", "Randomness", "Stores", "Titanic", "Vocabulary", "store-writer",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(name: "ZeroMQTests", dependencies: ["ZeroMQ"]),
    .testTarget(
      name: "AccessTests", dependencies: ["Access", "Majordomo", "MajordomoRuntime", "Vocabulary", "ZeroMQ"],
      exclude: ["Python"]),
    .testTarget(name: "TurnSimulationTests", dependencies: ["TurnSimulation"]),
    .testTarget(name: "MajordomoTests", dependencies: ["Majordomo", "MajordomoSimulation", "Randomness"]),
    .testTarget(
      name: "MajordomoRuntimeTests", dependencies: ["MajordomoRuntime", "Majordomo", "ZeroMQ"], exclude: ["Python"]),
    .testTarget(
      name: "TerminalUITests", dependencies: ["CTerminal", "Messages", "TerminalUI", "Vocabulary", "terminal-probe"]),
  ],
  swiftLanguageModes: [.v6]
)
