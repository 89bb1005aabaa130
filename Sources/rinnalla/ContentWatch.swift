import Content
import Foundation
import Services
import Synchronization

/// Follows the content folder: what was changed there is served from the next question on, in whole or not at all.
/// A broken file leaves the content before it serving, and standard error says where it is broken.
final class ContentWatch: Sendable {
  /// How often the files are looked at. A change is taken in when they stayed the same from one look to the next, so that
  /// files that belong together are read together.
  private static let interval = Duration.seconds(1)

  private let folders: Folders
  private let editions: Editions
  private let hangUps: Signals
  /// SIGHUP came: everything is read anew, whether it looks changed or not.
  private let isAsked = Atomic<Bool>(false)
  private let task = Mutex<Task<Void, Never>?>(nil)

  init(_ folders: Folders, _ editions: Editions) {
    self.folders = folders
    self.editions = editions
    hangUps = Signals([SIGHUP])
  }

  func start() {
    let signals = Task { [weak self, hangUps] in
      for await _ in hangUps.arrivals { self?.isAsked.store(true, ordering: .relaxed) }
    }
    let looks = Task { [weak self, folders] in
      var (served, last) = (folders.content.stamp(), folders.content.stamp())
      while !Task.isCancelled {
        try? await Task.sleep(for: Self.interval)
        let stamp = folders.content.stamp()
        let isAsked = self?.isAsked.exchange(false, ordering: .relaxed) ?? false
        if isAsked || (stamp != served && stamp == last), await self?.takeIn() ?? false { served = stamp }
        last = stamp
      }
      signals.cancel()
    }
    task.withLock { $0 = looks }
  }

  func stop() {
    task.withLock { $0?.cancel() }
  }

  deinit { stop() }

  /// Reads everything and serves it when it is in order.
  /// - Returns: `false` when the files changed while they were read, and have to be read again.
  private func takeIn() async -> Bool {
    let old = editions.current.revision
    do {
      let edition = try await LoadedContent.edition(folders)
      if edition.revision != old { editions.publish(edition) }
      writeError("rinnalla: the content is \(edition.revision)")
    } catch let failure as Failure {
      writeError("rinnalla: the content stays \(old), for the new one is broken:\n\(failure.message)")
    } catch {
      return false
    }
    return true
  }
}
