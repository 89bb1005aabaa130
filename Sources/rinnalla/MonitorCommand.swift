import ArgumentParser
struct MonitorCommand: AsyncParsableCommand { func run() async throws {} }
extension House { func startStream(_ folders: Folders, endpoint: String) async throws -> String { endpoint } }
