import Cooperation
import Testing

struct ChainRoleTests {
  @Test func `The ids of the chain roles are those of the region data`() {
    let ids = ["raw", "part", "process", "assemble", "design", "control", "install", "service", "move", "sell", "know"]
    #expect(ChainRole.allCases.map(\.rawValue) == ids)
  }
}
