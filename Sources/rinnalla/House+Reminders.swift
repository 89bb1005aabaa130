import Services
import Vocabulary

/// The days of steps, announced while the house serves others.
extension House {
  func startReminders(_ folders: Folders, _ editions: Editions, _ environment: Environment) throws {
    let reminders = Reminders(editions, store: try openStore(folders), environment: environment)
    keep(
      reminders: Task {
        while !Task.isCancelled {
          let next = await reminders.announce()
          try? await Task.sleep(for: .milliseconds(max(0, next.milliseconds - environment.now().milliseconds)))
        }
      })
  }
}
