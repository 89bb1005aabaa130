import Content
import Foundation

/// Which folders the program reads and writes: flags first, then the environment, then what is usual.
struct Folders {
  var content: ContentFolder
  /// Made when it is first used, for this user alone.
  var data: String
  var region: String

  static func find(content flag: String?, data dataFlag: String?, region regionFlag: String?) throws -> Folders {
    let environment = ProcessInfo.processInfo.environment
    let content = ContentFolder(path: try contentPath(flag ?? environment["RINNALLA_CONTENT"].nonEmpty))
    let regions = content.regions()
    let region = regionFlag ?? environment["RINNALLA_REGION"].nonEmpty ?? defaultRegion(regions)
    guard regions.contains(region) else {
      throw Failure(
        .notFound, "There is no region '\(region)' in \(content.path). There are: \(regions.joined(separator: ", ")).")
    }
    return Folders(content: content, data: dataPath(dataFlag), region: region)
  }

  /// The data directory alone, for commands that need no content.
  static func dataPath(_ flag: String?) -> String {
    let environment = ProcessInfo.processInfo.environment
    let data = flag ?? environment["RINNALLA_DATA"].nonEmpty ?? userData(environment)
    return URL(fileURLWithPath: data).standardizedFileURL.path
  }

  /// The region that the program is delivered for, or the only one that there is.
  private static func defaultRegion(_ regions: [String]) -> String {
    let own = "nivala-haapajarvi"
    return regions.contains(own) ? own : regions.first ?? own
  }

  /// Beside an installed program in `../share/rinnalla`, else in the folders above it, as in a checkout.
  private static func contentPath(_ chosen: String?) throws -> String {
    if let chosen { return try checked(chosen) }
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    let installed = program.deletingLastPathComponent().appendingPathComponent("share/rinnalla")
    if holdsContent(installed.path) { return installed.path }
    var folder = program
    while folder.path != "/" {
      if holdsContent(folder.path) { return folder.path }
      folder = folder.deletingLastPathComponent()
    }
    throw Failure(
      .notFound, "The folder with intents/ and knowledge/ is not found. Name it with --content DIR or RINNALLA_CONTENT."
    )
  }

  private static func checked(_ path: String) throws -> String {
    guard holdsContent(path) else {
      throw Failure(
        .notFound, "There is no intents/ and knowledge/ in \(path). Name the content folder with --content DIR.")
    }
    return path
  }

  private static func holdsContent(_ path: String) -> Bool {
    ["intents", "knowledge"].allSatisfy { FileManager.default.fileExists(atPath: "\(path)/\($0)") }
  }

  /// The XDG Base Directory Specification: an empty or relative value counts as none.
  private static func userData(_ environment: [String: String]) -> String {
    if let base = environment["XDG_DATA_HOME"], base.hasPrefix("/") { return "\(base)/rinnalla" }
    return "\(NSHomeDirectory())/.local/share/rinnalla"
  }
}

extension String? {
  /// `nil` also when it is empty.
  var nonEmpty: String? { self?.isEmpty == false ? self : nil }
}
