import Foundation

/// This process's threads as the kernel shows them.
enum Threads {
  /// The threads that are not libzmq's own.
  static func own() -> Set<Int> {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
    return Set(
      names.compactMap(Int.init).filter { thread in
        let name = try? String(contentsOfFile: "/proc/self/task/\(thread)/comm", encoding: .utf8)
        return name?.hasPrefix("ZMQbg") == false
      })
  }

  /// The one thread that is new since `before`. libzmq names its threads after they have begun, so look until it has.
  static func added(since before: Set<Int>) -> Int {
    for _ in 0..<1000 {
      let new = own().subtracting(before)
      if let thread = new.first, new.count == 1 { return thread }
      usleep(1000)
    }
    fatalError("expected one new thread, not \(own().subtracting(before))")
  }

  /// Nanoseconds that a thread spent on a processor.
  static func processorTime(_ thread: Int) -> Int {
    let text = try? String(contentsOfFile: "/proc/self/task/\(thread)/schedstat", encoding: .utf8)
    return text?.split(separator: " ").first.flatMap { Int($0) } ?? 0
  }

  /// Allocations that a thread asked for outside libzmq, libstdc++ and libc; nil without `malloc-count.so`.
  static func allocations(_ thread: Int) -> Int? {
    guard let symbol = dlsym(nil, "malloc_count_of_thread") else { return nil }
    typealias Count = @convention(c) (CInt) -> CLong
    return Int(unsafeBitCast(symbol, to: Count.self)(CInt(thread)))
  }
}
