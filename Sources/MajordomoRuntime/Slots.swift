import Majordomo
import ZeroMQ

/// Messages by number. A slot keeps its storage when it is released, so a warm broker allocates nothing here.
struct Slots {
  struct Slot {
    let frames = Multipart()
    /// The position of the service name.
    var service = 0
    /// The position of the first body frame.
    var body = 0
  }

  private var slots: [Slot] = []
  private var free: [SlotID] = []

  subscript(_ id: SlotID) -> Slot {
    _read { yield slots[id] }
    _modify { yield &slots[id] }
  }

  /// A free slot.
  mutating func take() -> SlotID {
    if let id = free.popLast() { return id }
    slots.append(Slot())
    return slots.count - 1
  }

  /// Drops the message and frees its slot.
  mutating func release(_ id: SlotID) {
    slots[id].frames.removeAll()
    free.append(id)
  }
}
