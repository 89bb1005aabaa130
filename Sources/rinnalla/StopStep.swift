/// The steps in which a house ends, in their order: each with a deadline of its own (deploy/README.md).
enum StopStep: String, CaseIterable {
  case refuse = "refusing new questions"
  case finishTurns = "finishing the turns in work"
  case finishServices = "finishing the other services"
  case endStream = "ending the event stream"
  case endBroker = "sending the last answers"
  case closeStore = "closing the store"
}
