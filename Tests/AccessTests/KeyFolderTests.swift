import Access
import Foundation
import Glibc
import Testing
import ZeroMQ

struct KeyFolderTests {
  private let folder: TemporaryFolder
  private let keys: KeyFolder

  init() throws {
    folder = try TemporaryFolder()
    keys = KeyFolder(dataDirectory: folder.path)
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  @Test func aPairIsMadeOnceForItsOwnerAlone() throws {
    let made = try KeyFolder.pairMadeOnce(in: keys.ownFile)
    #expect(try KeyFolder.pairMadeOnce(in: keys.ownFile) == made)
    #expect(try mode(keys.path) == 0o700)
    #expect(try mode(keys.ownFile) == 0o600)
    #expect(KeyTable.isKey(made.publicKey))
  }

  @Test func aPublicKeyThatWeMakeIsNeverTakenForAFlag() throws {
    for number in 0..<300 {
      #expect(!(try KeyFolder.newPair(in: keys.file(named: "k\(number)")).publicKey.hasPrefix("-")))
    }
  }

  @Test func aKeyIsNeverWrittenOver() throws {
    let made = try KeyFolder.newPair(in: keys.serverFile)
    #expect(throws: KeyFileError.exists(file: keys.serverFile)) { try KeyFolder.newPair(in: keys.serverFile) }
    #expect(try KeyFolder.pair(in: keys.serverFile) == made)
  }

  @Test func aSecretThatOthersCanReadIsNotUsed() throws {
    _ = try KeyFolder.newPair(in: keys.serverFile)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: keys.serverFile)
    #expect(throws: KeyFileError.openToOthers(file: keys.serverFile)) { try KeyFolder.pair(in: keys.serverFile) }
  }

  @Test(.enabled(if: geteuid() == 0, "only root can make files for another user"))
  func whatRootMakesBelongsToTheOwnerOfTheDataDirectory() throws {
    let service = 65_534
    try FileManager.default.setAttributes(
      [.ownerAccountID: service, .groupOwnerAccountID: service], ofItemAtPath: folder.path)
    let made = try KeyFolder.pairMadeOnce(in: keys.serverFile)
    try keys.change { $0.allow(KeyEntry(key: made.publicKey, role: .member, allowedAt: noon)) }
    let files = try FileManager.default.contentsOfDirectory(atPath: keys.path)
    for path in [keys.path] + files.map({ "\(keys.path)/\($0)" }) {
      let owner = try FileManager.default.attributesOfItem(atPath: path)[.ownerAccountID] as? Int
      #expect(owner == service, "\(path)")
    }
    #expect(try KeyFolder.pairMadeOnce(in: keys.serverFile) == made, "root still reads what it made for the service")
  }

  @Test(.enabled(if: geteuid() == 0, "only root can make files for another user"))
  func rootTakesNoSecretOfAThirdUser() throws {
    _ = try KeyFolder.newPair(in: keys.serverFile)
    try FileManager.default.setAttributes([.ownerAccountID: 65_533], ofItemAtPath: keys.serverFile)
    #expect(throws: KeyFileError.openToOthers(file: keys.serverFile)) { try KeyFolder.pair(in: keys.serverFile) }
  }

  @Test(arguments: ["", "{}", "no key", #"{"public":"x","secret":"y"}"#])
  func aFileThatIsNoKeyIsNamed(text: String) throws {
    _ = try KeyFolder.newPair(in: keys.ownFile)
    try Data(text.utf8).write(to: URL(fileURLWithPath: keys.serverFile))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keys.serverFile)
    let error = #expect(throws: KeyFileError.self) { try KeyFolder.pair(in: keys.serverFile) }
    #expect(error?.description.contains(keys.serverFile) == true)
  }

  @Test func halvesOfTwoPairsAreNoPair() throws {
    let (one, two) = (try CurveKeyPair(), try CurveKeyPair())
    _ = try KeyFolder.newPair(in: keys.ownFile)
    let text = try JSONEncoder().encode(["public": one.publicKey, "secret": two.secretKey])
    try text.write(to: URL(fileURLWithPath: keys.serverFile))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keys.serverFile)
    #expect(throws: KeyFileError.self) { try KeyFolder.pair(in: keys.serverFile) }
  }

  @Test func theTableIsKeptAsItWasChanged() throws {
    #expect(try keys.table() == KeyTable())
    let entry = KeyEntry(
      key: try CurveKeyPair().publicKey, role: .service, name: "CRM", calls: ["assistant.ask.v1"],
      actsForOthers: true, allowedAt: noon)
    try keys.change { $0.allow(entry) }
    #expect(try keys.table().entries == [entry])
    #expect(try mode(keys.tableFile) == 0o600)
    try keys.change { $0.revoke(entry.key, at: noon) }
    #expect(try keys.table().role(of: entry.key) == nil)
  }

  @Test func changesOfManyAtOnceAreAllKept() async throws {
    let wanted = try (0..<40).map { _ in try CurveKeyPair().publicKey }
    try await withThrowingTaskGroup { group in
      for key in wanted {
        group.addTask { [keys] in
          try await onThread { try keys.change { $0.allow(KeyEntry(key: key, role: .member, allowedAt: noon)) } }
        }
      }
      try await group.waitForAll()
    }
    #expect(Set(try keys.table().entries.map(\.key)) == Set(wanted))
  }

  @Test(arguments: [
    "[",
    #"[{"key":"short","role":"guest","serves":[],"calls":[],"actsForOthers":false,"followsEvents":false,"allowedAt":1}]"#,
  ])
  func aTableThatCannotBeReadIsNeverTakenForAnEmptyOne(text: String) throws {
    let key = try CurveKeyPair().publicKey
    try keys.change { $0.revoke(key, at: noon) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: keys.tableFile))
    #expect(throws: KeyFileError.self) { try keys.table() }
    #expect(throws: KeyFileError.self) { try KeyRing(keys) { _ in } }
  }
}
