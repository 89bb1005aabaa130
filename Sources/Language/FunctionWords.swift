import Vocabulary

/// Small words by which a language shows itself.
public enum FunctionWords {
  /// Pronouns, particles, question words, common verbs and greetings that belong to one of the served languages only.
  public static func all(_ language: Vocabulary.Language) -> Set<String> {
    switch language {
    case .en: english
    case .fi: finnish
    case .sv: swedish
    }
  }

  /// Words that may stand between the words of a phrase without changing it.
  public static func articles(_ language: Vocabulary.Language) -> Set<String> {
    switch language {
    case .en: ["a", "an", "the", "our", "my", "your", "some", "any"]
    case .fi: ["nyt", "sitten", "se", "sitä", "tämä", "oikein", "meidän", "meijän"]
    case .sv: ["en", "ett", "den", "det", "vår", "våra", "vårt"]
    }
  }

  /// What the letters of a folded word say for a language: `å` is Swedish, double vowels and `yö` Finnish, `w` and `th` English.
  public static func letterPoints(_ word: String, _ language: Vocabulary.Language) -> Double {
    let bytes = Array(word.utf8)
    func has(_ pieces: [[UInt8]]) -> Bool {
      pieces.contains { piece in bytes.indices.contains { bytes[$0...].starts(with: piece) } }
    }
    return switch language {
    case .sv: has(swedishLetters) ? 1.5 : has(umlauts) ? 0.3 : 0
    case .fi: has(finnishLetters) ? 0.8 : has(umlauts) ? 0.3 : 0
    case .en: has(englishLetters) ? 0.5 : 0
    }
  }

  // As bytes: each word of a message is searched for all of them.
  private static let umlauts = ["ä", "ö"].map { Array($0.utf8) }
  private static let swedishLetters = [Array("å".utf8)]
  private static let finnishLetters = ["aa", "ää", "uu", "yy", "ii", "yö", "uo", "ssa", "ssä", "lla", "llä"].map {
    Array($0.utf8)
  }
  private static let englishLetters = ["th", "w", "ou", "gh", "ing", "sh"].map { Array($0.utf8) }

  private static let english: Set<String> = [
    "the", "a", "an", "and", "or", "but", "we", "i", "you", "they", "he", "she", "it", "our", "my", "your", "their",
    "is", "are",
    "am", "was", "were", "be", "been", "do", "does", "did", "don't", "have", "has", "had", "can", "could", "would",
    "should", "will",
    "what", "which", "who", "how", "when", "where", "why", "whether", "to", "of", "for", "from", "with", "about", "on",
    "at", "by",
    "this", "that", "these", "those", "there", "not", "no", "yes", "need", "want", "get", "if", "as", "any", "some",
    "us", "me",
    "hello", "hi", "hey", "thanks", "thank", "please", "bye", "goodbye", "okay", "again", "more", "next", "much",
    "many", "i'm",
    "we're", "it's", "what's", "let's", "tell", "show", "help", "out", "up", "into", "than", "also", "just", "nope",
    "yeah", "yep",
  ]

  private static let finnish: Set<String> = [
    "ja", "tai", "vai", "mutta", "me", "minä", "mä", "mää", "sinä", "sä", "te", "he", "se", "ne", "tämä", "tää", "toi",
    "tuo", "nämä",
    "meillä", "meidän", "meijän", "meitä", "meille", "mulla", "minulla", "minun", "mun", "teillä", "on", "ei", "en",
    "emme", "ette",
    "olen", "oon", "olemme", "ollaan", "ovat", "oli", "olla", "onko", "onks", "mitä", "mikä", "mitkä", "mihin", "missä",
    "mistä",
    "miten", "miksi", "milloin", "koska", "kuka", "ketkä", "kenen", "kuinka", "paljonko", "voiko", "voidaan", "voi",
    "voisi",
    "pitääkö", "pitää", "saako", "saa", "saada", "jos", "kun", "että", "niin", "myös", "vielä", "nyt", "sitten", "entä",
    "entäs", "siis",
    "eli", "no", "joo", "juu", "kyllä", "kiitos", "kiitti", "moi", "moikka", "hei", "terve", "heippa", "mitäs", "mites",
    "kans",
    "siitä", "siihen", "siellä", "sinne", "täällä", "tähän", "tästä", "ihan", "vaan", "vain", "ku", "tarvii",
    "tarvitaan", "haluamme",
    "haluan", "haluttais", "haluaisin", "kannattaa", "mua", "mut", "ett", "onhan", "oo", "ole", "eikä", "älä", "apua",
    "hyvä", "huono",
  ]

  private static let swedish: Set<String> = [
    "och", "eller", "men", "vi", "jag", "du", "ni", "han", "hon", "det", "den", "de", "vår", "våra", "vårt", "mitt",
    "min", "mina",
    "er", "ert", "är", "var", "vara", "har", "hade", "ha", "kan", "kunde", "skulle", "ska", "skall", "vill", "måste",
    "bör", "får",
    "vad", "vilka", "vilken", "vilket", "hur", "när", "vart", "varför", "vem", "till", "av", "för", "från", "med", "om",
    "på", "i",
    "att", "som", "inte", "ingen", "nej", "ja", "jo", "tack", "hej", "hejsan", "snälla", "finns", "behöver", "behövs",
    "gäller",
    "också", "även", "detta", "denna", "här", "där", "nu", "sedan", "något", "någon", "några", "oss", "mig", "dig",
    "hjälp", "ett",
    "en", "under", "över", "ut", "in", "varifrån", "göra", "gör", "går", "ge", "visa", "berätta", "mycket", "många",
    "sin", "sitt",
    "ar", "pa", "fran", "for", "nar", "aven", "hejdå", "då", "så", "bra", "dålig", "eftersom", "mer",
  ]
}
