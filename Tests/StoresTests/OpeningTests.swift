import Companies
import Foundation
import GRDB
import Stores
import Testing
import Vocabulary

/// What a store does with the place it is given.
@Suite struct OpeningTests {
  private func filled() async throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    let store = try SQLiteStore.open(directory: directory.path)
    for number in 1...20 { try await Asker(store: store).say(String(repeating: "text ", count: 200), id: "\(number)") }
    try store.close()
    return directory
  }

  private func file(_ directory: TemporaryDirectory) -> URL {
    URL(fileURLWithPath: directory.path + "/rinnalla.sqlite")
  }

  @Test func `a new directory and its files are for their owner only`() async throws {
    let parent = try TemporaryDirectory()
    let path = parent.path + "/deep/data"
    let store = try SQLiteStore.open(directory: path)
    try await Asker(store: store).say("text", id: "1")
    let manager = FileManager.default
    for name in ["", "/rinnalla.sqlite", "/rinnalla.sqlite-wal", "/rinnalla.sqlite-shm", "/lock"] {
      let mode = try manager.attributesOfItem(atPath: path + name)[.posixPermissions] as? Int
      #expect(mode == (name.isEmpty ? 0o700 : 0o600), "\(name)")
    }
    try store.close()
  }

  @Test func `what was stored is there after opening again`() async throws {
    let directory = try await filled()
    let store = try SQLiteStore.open(directory: directory.path)
    let asker = Asker(store: store)
    #expect(try await asker.open(asker.request("7")) == .repeated(answer: #"{"text":"answer to 7"}"#))
    #expect(try await asker.say("more", id: "21") == .stored(lastEvent: 21))
    let identity = try await store.logIdentity()
    try store.close()
    let again = try SQLiteStore.open(directory: directory.path)
    #expect(try await again.logIdentity() == identity)
    try again.close()
    await #expect(throws: StoreError.self, "closed") { try await asker.say("late", id: "22") }
  }

  @Test(arguments: ["zeroed header", "cut off", "another file"])
  func `a damaged file is named and left as it is`(damage: String) async throws {
    let directory = try await filled()
    var data = try Data(contentsOf: file(directory))
    switch damage {
    case "zeroed header": data.replaceSubrange(0..<100, with: Data(count: 100))
    case "cut off": data = data.prefix(data.count / 2)
    default: data = Data("This is no database, but somebody's notes.\n".utf8)
    }
    try data.write(to: file(directory))
    do {
      _ = try SQLiteStore.open(directory: directory.path)
      Issue.record("opened")
    } catch {
      guard case .corrupt(let file, _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(file == self.file(directory).path)
    }
    #expect(try Data(contentsOf: file(directory)) == data)
  }

  @Test func `a damaged page is named when it is read`() async throws {
    let directory = try await filled()
    var data = try Data(contentsOf: file(directory))
    data.replaceSubrange(4096..<data.count, with: Data(repeating: 0xA5, count: data.count - 4096))
    try data.write(to: file(directory))
    let error = await #expect(throws: StoreError.self) {
      let store = try SQLiteStore.open(directory: directory.path)
      _ = try await Asker(store: store).context(Asker(store: store).request("1"))
    }
    guard case .corrupt = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `data of a newer release is not touched`() async throws {
    let directory = try await filled()
    let queue = try DatabaseQueue(path: file(directory).path)
    try await queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999 of the future')") }
    try queue.close()
    let before = try Data(contentsOf: file(directory))
    #expect(throws: StoreError.tooNew(file: file(directory).path)) {
      _ = try SQLiteStore.open(directory: directory.path)
    }
    #expect(try Data(contentsOf: file(directory)) == before)
  }

  /// As root nothing is read-only, so root's test gives up its rights in a process of its own.
  @Test(arguments: [true, false])
  func `a directory that can't be written is named`(isFilled: Bool) async throws {
    let directory = isFilled ? try await filled() : try TemporaryDirectory()
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: directory.path)
    let user = getuid() == 0 ? 65_534 : getuid()
    let lines = try StoreWriterProcess("open", directory.path, "\(user)").lines()
    #expect(lines == ["\(StoreError.readOnly(directory: directory.path))"])
    let missing = try StoreWriterProcess("open", directory.path + "/new", "\(user)").lines()
    #expect(missing == ["\(StoreError.readOnly(directory: directory.path + "/new"))"])
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: directory.path)
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    #expect(isFilled == names.contains("rinnalla.sqlite"))
  }

  @Test func `a file where the directory should be is refused`() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/file"
    try Data("notes".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: StoreError.self) { _ = try SQLiteStore.open(directory: path) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("notes".utf8))
  }

  @Test(
    arguments: [
      ("nfs", true), ("nfs4", true), ("cifs", true), ("smb3", true), ("9p", true), ("ceph", true),
      ("fuse.sshfs", true), ("fuse.rclone", true), ("fuse.unheard_of", true), ("fuse.fuse-overlayfs", false),
      ("fuseblk", false), ("ext4", false), ("xfs", false), ("btrfs", false), ("tmpfs", false), ("overlay", false),
    ])
  func `networks are told from disks`(type: String, isNetwork: Bool) {
    #expect(FileSystem.isNetwork(type) == isNetwork)
  }

  @Test func `the type of a file system is read from the table of mounts`() {
    let mounts = """
      22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
      36 22 0:45 / /home/anna/far rw,nosuid shared:7 master:2 - fuse.sshfs anna@far:/ rw
      37 22 259:70000 / /big rw - xfs /dev/nvme0 rw

      """
    #expect(FileSystem.type(ofDevice: 8 << 8 | 1, in: mounts) == "ext4")
    #expect(FileSystem.type(ofDevice: 45, in: mounts) == "fuse.sshfs")
    // The minor number's bits above the eighth stand above the major's: makedev(3).
    #expect(FileSystem.type(ofDevice: 259 << 8 | 70_000 & 0xFF | (70_000 & ~0xFF) << 12, in: mounts) == "xfs")
    #expect(FileSystem.type(ofDevice: 99, in: mounts) == nil)
    #expect(FileSystem.type(of: "/proc") == "proc")
  }
}
