import Foundation

/// Which content it is, and whether it changed.
extension ContentFolder {
  /// How the files look from outside. It changes when one is written, added or removed.
  public struct Stamp: Sendable, Hashable {
    fileprivate struct File: Sendable, Hashable {
      var inode: UInt64
      var size: Int64
      var seconds: Int
      var nanoseconds: Int
    }

    fileprivate var files: [String: File] = [:]
  }

  public func stamp() -> Stamp {
    var stamp = Stamp()
    for file in files() {
      var status = stat()
      guard stat("\(path)/\(file)", &status) == 0 else { continue }
      stamp.files[file] = Stamp.File(
        inode: UInt64(status.st_ino), size: Int64(status.st_size), seconds: Int(status.st_mtim.tv_sec),
        nanoseconds: Int(status.st_mtim.tv_nsec))
    }
    return stamp
  }

  /// Names the content by what is in its files: the same files have the same name on every machine.
  ///
  /// FNV-1a of 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/) over names and bytes, as 16 hexadecimal digits: it tells
  /// revisions apart, and proves nothing against forgery.
  public func revision() -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ bytes: some Sequence<UInt8>) {
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    }
    for file in files() {
      let data = FileManager.default.contents(atPath: "\(path)/\(file)") ?? Data()
      add(file.utf8)
      // Without the length a byte could move from the end of one file to the next name unseen.
      add(" \(data.count) ".utf8)
      add(data)
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Every file of `intents/` and `knowledge/`, by its path below the folder, in their order.
  private func files() -> [String] {
    ["intents", "knowledge"].flatMap { folder in
      (FileManager.default.enumerator(atPath: "\(path)/\(folder)")?.compactMap { $0 as? String } ?? [])
        .filter { ContentFolder.holdsContent($0) }.map { "\(folder)/\($0)" }
    }.sorted()
  }

  /// Whether a file is content by its name. Editors keep their own files beside it, whose names begin with a dot.
  static func holdsContent(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return !name.hasPrefix(".") && (name.hasSuffix(".yaml") || name.hasSuffix(".md"))
  }
}
