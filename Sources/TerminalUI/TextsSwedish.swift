extension Texts {
  static let swedish = Texts(
    lang: .sv, you: "Du", rinnalla: "Rinnalla", advisor: "Rådgivare",
    opening: [
      "Rinnalla hjälper er i gång med exporten. Jag är ett program, ingen människa; kontrollera det som är viktigt.",
      "Skriv med egna ord, t.ex. \"En norrman frågade om dörrar, vad nu?\"",
    ],
    keptHere: "Samtalet sparas bara på den här datorn. /data visar, /forget raderar.",
    keptElsewhere: "Samtalet sparas på servern; den som driver den ansvarar för det.",
    otherLanguages: "Suomeksi: kirjoita vain. · In English: just write.",
    firstCommands: "/help visar kommandona, /quit avslutar.",
    keptThere: { notice in
      "Ansvarig: \(notice.responsible). Kan läsas av: \(notice.readers). Sparas: \(notice.kept). "
        + "Mer: \(notice.address)"
    },
    welcomeBack: "Rinnalla. Jag är ett program, ingen människa.",
    last: { day, topic in "Senast \(day)\(topic.map { ": \($0)." } ?? (day.hasSuffix(".") ? "" : ".")) /history visar."
    },
    reminder: "Påminnelse:",
    openSteps: { count in count > 3 ? "\(count) öppna steg, /steps visar alla:" : "Öppet:" },
    help: [
      HelpLine("/steps", "nästa steg"), HelpLine("/done N", "steg N är klart"),
      HelpLine("/stage", "hur långt ni har kommit"), HelpLine("/why", "varför jag svarade så, var uppgiften finns"),
      HelpLine("/undo", "ångrar det jag senast antecknade"), HelpLine("/data", "vad som är sparat om er"),
      HelpLine("/forget", "raderar uppgifterna"), HelpLine("/human", "kontakt med en människa"),
      HelpLine("/history", "vad vi har talat om"), HelpLine("/save FIL", "sparar samtalet i en fil"),
      HelpLine("/ics FIL", "era påminnelser som en fil för kalendern"),
      HelpLine("/plan N FIL", "sparar den gemensamma planen N"),
      HelpLine("/invite", "bjuder in en till i ert företag"), HelpLine("/join KOD", "går med i ett företag"),
      HelpLine("/connect ADRESS NYCKEL", "flyttar till regionens server"),
      HelpLine("/lang sv|fi|en", "byter språk"), HelpLine("/quit", "avslutar"),
    ],
    helpOutro: "Skriv annars med egna ord. \\ i slutet av raden fortsätter meddelandet på nästa rad.",
    sources: { $0 == 1 ? "Källa:" : "Källor:" }, undated: "odaterad",
    pageFromYear: { "sida från \($0)" }, pageFromDay: { "sida daterad \($0)" }, lookedUp: { "Läst \($0)." },
    stillWaiting: "Jag väntar på svar.",
    unreachable: { seconds in
      "Jag når inte tjänsten (väntade \(seconds) s). Ditt meddelande är sparat och skickas av sig självt när "
        + "förbindelsen är tillbaka."
    },
    notOpenYet: { seconds in
      "Jag når inte tjänsten (väntade \(seconds) s). Jag försöker igen varannan sekund. Du kan redan skriva: "
        + "meddelandet skickas när förbindelsen finns."
    },
    busy: "Tjänsten har mycket att göra. Ditt meddelande är sparat och skickas igen av sig själv.",
    busyTryAgain: { "Tjänsten har mycket att göra. Försök igen om \($0) sekunder." },
    backAgain: "Förbindelsen fungerar igen.",
    queued: { "Nu väntar \($0) sparade meddelanden." },
    queueFull: { "\($0) meddelanden väntar redan. Det här togs inte emot: försök igen när förbindelsen fungerar." },
    refused: { "Det gick inte: \($0)" },
    stopped: "Jag väntar inte längre på svaret. Frågan kan ändå vara antecknad: /history visar.",
    howToLeave: "Ctrl-C en gång till eller /quit avslutar.",
    leftUnsent: { $0 == 1 ? "Ett meddelande blev utan svar." : "\($0) meddelanden blev utan svar." },
    gaveUp: { "Tjänsten kunde inte nås på \($0) sekunder. Den här raden och de följande har inget svar." },
    tooLong: { "Meddelandet är för långt och skickades inte. Gränsen är \($0) byte." },
    bringBack: "Uppåtpilen hämtar tillbaka det.",
    pasteTooLong: { "Den inklistrade texten är för lång och togs inte med. Gränsen är \($0) byte." },
    notUTF8: { "Meddelandet är inte UTF-8-text och skickades inte. Felet finns i byte \($0)." },
    line: { "Rad \($0)" },
    didYouMean: { "Kommandot \($0) finns inte, och meddelandet skickades inte. Menade du \($1)?" },
    languageSet: "Nu talar jag svenska.", languageChoices: "Språk: /lang sv, /lang fi, /lang en.",
    needsTalk: "Samtalet är inte öppnat än. Försök igen om en stund.",
    historyEmpty: "Vi har inte talat om något än.",
    historyUnreachable: { "Samtalet kunde inte hämtas (väntade \($0) s). Försök igen om en stund." },
    forgotten: "(raderat)", talkTitle: { "Samtal med tjänsten Rinnalla, \($0)" },
    saved: { "Jag sparade samtalet i filen \($0)." },
    calendarSaved: { "Jag sparade påminnelserna i filen \($0). Öppna den i er kalender." },
    noReminders: "Det finns inget att påminna om. Skjut först upp ett steg, t.ex. \"påminn mig om 2 om två veckor\".",
    saveExists: { "\($0) finns redan, jag skriver inte över den. Ge ett annat namn: \($1) FIL" },
    saveFailed: { "Det gick inte att spara i filen \($0): \($1)." },
    planSaved: { "Planen finns i filen \($0)." },
    howToPlan: "Skriv /plan, planens nummer och gärna ett filnamn: /plan 1 monter.md",
    planUnknown: { "Ni har ingen gemensam plan \($0). På regionens server finns de som ni är med i." },
    linesNotKept: { "Skrivna rader kunde inte sparas i filen \($0): \($1)." },
    inviteCode: { "Kod som släpper in en kollega eller en andra enhet i ert företag: \($0)" },
    inviteHow: {
      "Personen skriver i Rinnalla: /join KOD. Koden gäller en gång, till \($0). Ge den bara till rätt person."
    },
    noCompanyYet: "Inget är ännu sparat om ert företag. Fråga något först, bjud sedan in.",
    onlyMembersInvite:
      "Bara en medlem av företaget kan bjuda in. En rådgivare eller driftansvarig kan göra er till medlem.",
    onlyConnected: "Det här samtalet finns bara på den här datorn, så här kan ingen bjudas in.",
    howToJoin: "Skriv /join och koden som du fick.",
    joined: "Du är nu med i företaget. Ditt tidigare samtal är kvar hos dig som det var.",
    codeRefused: "Koden duger inte. Den är felskriven, använd eller för gammal. Be om en ny kod.",
    notServed: { "Jag når inte tjänsten (väntade \($0) s). Försök igen om en stund." },
    howToConnect: "Skriv /connect, serverns adress och dess publika nyckel. Du får dem av den som driver servern.",
    connectedAlready: "Samtalet är redan på en server.",
    goesAlong: { luggage in
      "Till servern går uppgifterna om ert företag (\(luggage.facts)), stegen (\(luggage.steps)) och samtyckena "
        + "(\(luggage.consents)); /data visar dem. Samtalens texter stannar på den här datorn. "
        + "På servern ansvarar den som driver den. Ska vi flytta? /connect ja"
    },
    broughtAlong: {
      "Jag tog med uppgifterna (\($0.facts)), stegen (\($0.steps)) och samtyckena (\($0.consents)) från den egna datorn."
    },
    movedTo: { "Vi fortsätter på servern \($0), också nästa gång. Bara på den här datorn: rinnalla chat --embedded" },
    membership: { news, day in
      switch news.kind {
      case "joined": "En ny person eller enhet kom med i företaget med en kod, \(day)"
      case "bound": "En rådgivare gav en ny nyckel tillgång till samtalet, \(day)"
      default: nil
      }
    },
    talk: "samtal", turn: "tur", person: "Kund", notShown: "(visas inte)")
}
