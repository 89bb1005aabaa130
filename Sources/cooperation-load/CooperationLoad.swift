import Companies
import Cooperation
import Foundation
import Randomness
import Vocabulary

/// cooperation-load MEMBERS: milliseconds of finding peers for one member, of suggesting families for one chain and for all that
/// an advisor's list has, of an act on the network, and of a look at it when nothing or one company has changed, in a region of so
/// many members drawn at random; one line each: a name and its value.
@main struct CooperationLoad {
  private static let markets = ["SE", "NO", "DE", "DK", "EE", "PL", "FR", "NL", "GB", "US"]
  /// As many as the content has.
  private static let chains = [
    ChainTemplate(id: "steel_hall", required: [.design, .process, .assemble, .install], optional: [.move]),
    ChainTemplate(id: "wood_building", required: [.raw, .design, .process, .assemble, .install]),
    ChainTemplate(id: "food_box", required: [.raw, .process, .assemble, .move, .sell]),
    ChainTemplate(id: "machine", required: [.design, .part, .process, .control, .assemble, .service]),
  ]
  private static let tags = (0..<60).map { "tag-\($0)" }

  static func main() throws {
    guard CommandLine.arguments.count == 2, let count = Int(CommandLine.arguments[1]), (500...100_000).contains(count)
    else {
      FileHandle.standardError.write(Data("use: cooperation-load MEMBERS, 500 to 100000\n".utf8))
      exit(2)
    }
    // The same members on every machine.
    var random = SeededRandom(seed: 20_261_126)
    let members = (0..<count).map { member($0, &random) }
    let peers = (0..<200).map { round in
      milliseconds {
        _ = PeerMatcher.peers(
          for: members[round % count], purpose: PeerPurpose.allCases[round % PeerPurpose.allCases.count], among: members
        )
      }
    }.sorted()
    print("peers-median", peers[peers.count / 2])
    print("peers-p99", peers[peers.count * 99 / 100])
    for (name, chains) in [("families-median", Array(chains.prefix(1))), ("families-of-all-chains-median", chains)] {
      let families = (0..<5).map { _ in
        milliseconds {
          for chain in chains {
            _ = FamilySearch.suggestions(among: members, for: chain) { one, other in
              one.employees == other.employees ? .met : .anonymousCard
            }
          }
        }
      }.sorted()
      print(name, families[families.count / 2])
    }
    var network = try NetworkLoad(members: count)
    let acts = try (0..<400).map { round in try milliseconds { try network.interest(round) } }.sorted()
    print("act-p99", acts[acts.count * 99 / 100])
    var directory = try DirectoryLoad(members: count)
    let looks = (0..<200).map { round in milliseconds { directory.look(round) } }.sorted()
    print("look-p99", looks[looks.count * 99 / 100])
    let changes = (0..<20).map { round in milliseconds { directory.change(round) } }.sorted()
    print("look-after-change-median", changes[changes.count / 2])
  }

  private static func member(_ number: Int, _ random: inout SeededRandom) -> Member {
    let targets = (0..<2).map { _ in (markets[random.below(markets.count)], random.below(5)) }
    return Member(
      id: CompanyID(rawValue: "company-\(number)"), tags: Set((0..<3).map { _ in tags[random.below(tags.count)] }),
      roles: [ChainRole.allCases[random.below(ChainRole.allCases.count)]], employees: 1 + random.below(80),
      targets: Dictionary(targets) { first, _ in first }, presentMarkets: ["FI"], customers: .business,
      commitment: Double(40 + random.below(60)), hoursPerWeek: Double(random.below(7)),
      wishes: ["joint_offer", "shared_stand"], hasExported: number % 4 == 0, isCommitted: true, sector: "metal",
      stage: Stage.allCases[random.below(Stage.allCases.count)], languages: ["fi"], subRegion: "north", isOptedIn: true)
  }

  private static func milliseconds(_ work: () throws -> Void) rethrows -> Double {
    let time = try ContinuousClock().measure(work)
    return Double(time.components.seconds) * 1000 + Double(time.components.attoseconds) / 1e15
  }
}
