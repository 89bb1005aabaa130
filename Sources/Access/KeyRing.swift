import Foundation
import Synchronization
import Vocabulary

/// The table of keys in memory, as it is kept in the file at any time: a key that is revoked there is out at once.
public final class KeyRing: Sendable {
  /// How often the file is looked at; reading it happens only when it changed.
  private static let interval = Duration.milliseconds(100)

  private struct State: Sendable {
    var table: KeyTable
    var stamp: PrivateFile.Stamp?
    var observers: [@Sendable () -> Void] = []
    var watch: Task<Void, Never>?
  }

  private let folder: KeyFolder
  private let report: @Sendable (String) -> Void
  private let state: Mutex<State>

  /// - Parameter report: told in a sentence when a changed file can't be read; the table in memory stays as it was.
  /// - Throws: `KeyFileError` when the file is there and can't be used.
  public init(_ folder: KeyFolder, report: @escaping @Sendable (String) -> Void) throws(KeyFileError) {
    self.folder = folder
    self.report = report
    let stamp = PrivateFile.stamp(folder.tableFile)
    state = Mutex(State(table: try folder.table(), stamp: stamp))
  }

  public var table: KeyTable { state.withLock { $0.table } }

  /// Calls this after each change of the table, from any thread.
  public func onChange(_ observer: @escaping @Sendable () -> Void) {
    state.withLock { $0.observers.append(observer) }
  }

  /// Begins to follow the file.
  public func watch() {
    state.withLock { state in
      guard state.watch == nil else { return }
      state.watch = Task { [weak self] in
        while !Task.isCancelled {
          try? await Task.sleep(for: Self.interval)
          self?.reloadIfChanged()
        }
      }
    }
  }

  /// Stops following the file.
  public func stop() {
    state.withLock { $0.watch?.cancel() }
  }

  deinit { stop() }

  private func reloadIfChanged() {
    let stamp = PrivateFile.stamp(folder.tableFile)
    guard stamp != state.withLock({ $0.stamp }) else { return }
    do throws(KeyFileError) {
      let table = try folder.table()
      let observers = state.withLock { state in
        (state.table, state.stamp) = (table, stamp)
        return state.observers
      }
      for observer in observers { observer() }
    } catch {
      state.withLock { $0.stamp = stamp }
      report("The keys stay as they were: \(error)")
    }
  }
}
