extension Texts {
  static let finnish = Texts(
    lang: .fi, you: "Sinä", rinnalla: "Rinnalla", advisor: "Neuvoja",
    opening: [
      "Rinnalla auttaa viennin alkuun. Olen ohjelma, en ihminen; tarkista tärkeät asiat.",
      "Kirjoita omin sanoin, esim. \"Norjasta kysyttiin ovia, mitä nyt?\"",
    ],
    keptHere: "Keskustelu jää vain tälle koneelle. /data näyttää, /forget poistaa.",
    keptElsewhere: "Keskustelu tallentuu palvelimelle, jonka ylläpitäjä vastaa siitä.",
    otherLanguages: "In English: just write. · På svenska: skriv bara.",
    firstCommands: "/help näyttää komennot, /quit lopettaa.",
    keptThere: { notice in
      "Vastuussa: \(notice.responsible). Lukea voivat: \(notice.readers). Säilytys: \(notice.kept). "
        + "Lisää: \(notice.address)"
    },
    welcomeBack: "Rinnalla. Olen ohjelma, en ihminen; tarkista tärkeät asiat.",
    last: { day, topic in
      "Viimeksi \(day)\(topic.map { ": \($0)." } ?? (day.hasSuffix(".") ? "" : ".")) /history näyttää."
    },
    reminder: "Muistutus:",
    openSteps: { count in count > 3 ? "Avoimia askelia on \(count), /steps näyttää kaikki:" : "Avoinna:" },
    help: [
      HelpLine("/steps", "seuraavat askeleet"), HelpLine("/done N", "askel N on tehty"),
      HelpLine("/stage", "missä vaiheessa olette"), HelpLine("/why", "miksi vastasin näin, mistä tieto on"),
      HelpLine("/undo", "peruu sen, mitä viimeksi kirjasin"), HelpLine("/data", "mitä teistä on tallessa"),
      HelpLine("/forget", "poistaa tiedot"), HelpLine("/human", "yhteys ihmiseen"),
      HelpLine("/history", "mitä on puhuttu"), HelpLine("/save TIEDOSTO", "tallentaa keskustelun tiedostoon"),
      HelpLine("/ics TIEDOSTO", "muistutukset tiedostona omaan kalenteriin"),
      HelpLine("/plan N TIEDOSTO", "tallentaa yhteisen suunnitelman N"),
      HelpLine("/invite", "kutsuu toisen yritykseenne"), HelpLine("/join KOODI", "liittyy yritykseen"),
      HelpLine("/connect OSOITE AVAIN", "siirtyy alueen palvelimelle"),
      HelpLine("/lang fi|sv|en", "vaihtaa kielen"), HelpLine("/quit", "lopettaa"),
    ],
    helpOutro: "Kirjoita muuten omin sanoin. \\ rivin lopussa jatkaa viestiä seuraavalle riville.",
    sources: { _ in "Lähteet:" }, undated: "sivulla ei päiväystä",
    pageFromYear: { "sivu vuodelta \($0)" }, pageFromDay: { "sivu päivätty \($0)" }, lookedUp: { "Katsottu \($0)." },
    stillWaiting: "Odotan vastausta.",
    unreachable: { seconds in
      "En saa yhteyttä palveluun (odotin \(seconds) s). Viestisi on tallessa ja lähtee itsestään, kun yhteys palaa."
    },
    notOpenYet: { seconds in
      "En saa yhteyttä palveluun (odotin \(seconds) s). Yritän 2 sekunnin välein. Voit jo kirjoittaa: viesti lähtee, "
        + "kun yhteys syntyy."
    },
    busy: "Palvelussa on ruuhkaa. Viestisi on tallessa ja lähtee uudelleen itsestään.",
    busyTryAgain: { "Palvelussa on ruuhkaa. Yritä \($0) sekunnin päästä uudelleen." },
    backAgain: "Yhteys toimii taas.",
    queued: { "Tallessa odottaa nyt \($0) viestiä." },
    queueFull: { "\($0) viestiä odottaa jo. Tätä ei otettu jonoon: yritä uudelleen, kun yhteys toimii." },
    refused: { "Ei onnistunut: \($0)" },
    stopped: "En odota enää vastausta. Kysymys voi silti olla kirjattu: /history näyttää.",
    howToLeave: "Ctrl-C uudelleen tai /quit lopettaa.",
    leftUnsent: { $0 == 1 ? "Yksi viesti jäi ilman vastausta." : "\($0) viestiä jäi ilman vastausta." },
    gaveUp: { "Palveluun ei saatu yhteyttä \($0) sekunnissa. Tälle ja seuraaville riveille ei ole vastausta." },
    tooLong: { "Viesti on liian pitkä, eikä sitä lähetetty. Raja on \($0) tavua." },
    bringBack: "Nuoli ylös tuo sen takaisin.",
    pasteTooLong: { "Liitetty teksti on liian pitkä, eikä sitä otettu. Raja on \($0) tavua." },
    notUTF8: { "Viesti ei ole UTF-8-tekstiä, eikä sitä lähetetty. Virhe on tavussa \($0)." },
    line: { "Rivi \($0)" },
    didYouMean: { "Komentoa \($0) ei ole, eikä viestiä lähetetty. Tarkoititko \($1)?" },
    languageSet: "Puhun nyt suomea.", languageChoices: "Kielet: /lang fi, /lang sv, /lang en.",
    needsTalk: "Keskustelua ei ole vielä avattu. Yritä hetken päästä uudelleen.",
    historyEmpty: "Vielä ei ole puhuttu mitään.",
    historyUnreachable: { "Keskustelua ei saatu haettua (odotin \($0) s). Yritä hetken päästä uudelleen." },
    forgotten: "(poistettu)", talkTitle: { "Keskustelu Rinnalla-palvelun kanssa, \($0)" },
    saved: { "Tallensin keskustelun tiedostoon \($0)." },
    calendarSaved: { "Tallensin muistutukset tiedostoon \($0). Avatkaa se omassa kalenterissanne." },
    noReminders: "Muistutettavaa ei ole. Siirtäkää ensin askel, esim. \"muistuta 2 kahden viikon päästä\".",
    saveExists: { "\($0) on jo olemassa, en kirjoita sen päälle. Anna toinen nimi: \($1) TIEDOSTO" },
    saveFailed: { "Tiedostoon \($0) ei voitu tallentaa: \($1)." },
    planSaved: { "Suunnitelma on tiedostossa \($0)." },
    howToPlan: "Kirjoita /plan, suunnitelman numero ja halutessasi tiedoston nimi: /plan 1 osasto.md",
    planUnknown: { "Teillä ei ole yhteistä suunnitelmaa \($0). Alueen palvelimella ovat ne, joissa olette mukana." },
    linesNotKept: { "Kirjoitettuja rivejä ei voitu tallentaa tiedostoon \($0): \($1)." },
    inviteCode: { "Koodi, jolla yksi työkaveri tai toinen laite pääsee mukaan yritykseenne: \($0)" },
    inviteHow: { "Hän kirjoittaa Rinnallassa: /join KOODI. Koodi käy kerran, \($0) asti. Anna se vain hänelle." },
    noCompanyYet: "Yrityksestänne ei ole vielä mitään tallessa. Kysy ensin jotain, kutsu sitten.",
    onlyMembersInvite: "Vain yrityksen jäsen voi kutsua. Neuvoja tai palvelun ylläpitäjä voi tehdä teistä jäsenen.",
    onlyConnected: "Tämä keskustelu on vain tällä koneella, joten muita ei voi kutsua eikä muihin liittyä.",
    howToJoin: "Kirjoita /join ja koodi, jonka sait.",
    joined: "Olet nyt mukana yrityksessä. Aiempi keskustelusi jäi sinulle sellaisena kuin se oli.",
    codeRefused: "Koodi ei kelpaa. Se on väärin kirjoitettu, käytetty tai vanhentunut. Pyydä uusi koodi.",
    notServed: { "En saa yhteyttä palveluun (odotin \($0) s). Yritä hetken päästä uudelleen." },
    howToConnect: "Kirjoita /connect, palvelimen osoite ja sen julkinen avain. Saat ne palvelimen ylläpitäjältä.",
    connectedAlready: "Keskustelu on jo palvelimella.",
    goesAlong: { luggage in
      "Palvelimelle lähtevät tiedot yrityksestänne (\(luggage.facts)), askeleet (\(luggage.steps)) ja suostumukset "
        + "(\(luggage.consents)); /data näyttää ne. Keskustelujen tekstit jäävät vain tälle koneelle. "
        + "Palvelimella tiedoista vastaa sen ylläpitäjä. Siirrytäänkö? /connect kyllä"
    },
    broughtAlong: {
      "Toin omalta koneelta tiedot (\($0.facts)), askeleet (\($0.steps)) ja suostumukset (\($0.consents))."
    },
    movedTo: {
      "Jatkamme palvelimella \($0), myös ensi kerralla. Vain tällä koneella jatkat näin: rinnalla chat --embedded"
    },
    membership: { news, day in
      switch news.kind {
      case "joined": "Yritykseen liittyi koodilla uusi henkilö tai laite, \(day)"
      case "bound": "Neuvoja antoi uudelle avaimelle pääsyn keskusteluun, \(day)"
      default: nil
      }
    },
    talk: "keskustelu", turn: "vuoro", person: "Asiakas", notShown: "(ei näytetä)")
}
