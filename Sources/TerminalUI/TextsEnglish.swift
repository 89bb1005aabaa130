extension Texts {
  static let english = Texts(
    lang: .en, you: "You", rinnalla: "Rinnalla", advisor: "Advisor",
    opening: [
      "Rinnalla helps you start selling abroad. I am a program, not a person; check what is important.",
      "Write in your own words, e.g. \"Norway asked for doors, what now?\"",
    ],
    keptHere: "This talk stays on this computer. /data shows it, /forget erases it.",
    keptElsewhere: "This talk is kept on the server; whoever runs it answers for it.",
    otherLanguages: "Suomeksi: kirjoita vain. · På svenska: skriv bara.",
    firstCommands: "/help lists the commands, /quit leaves.",
    keptThere: { notice in
      "Responsible: \(notice.responsible). Can be read by: \(notice.readers). Kept: \(notice.kept). "
        + "More: \(notice.address)"
    },
    welcomeBack: "Rinnalla. I am a program, not a person; check what is important.",
    last: { day, topic in
      "Last time \(day)\(topic.map { ": \($0)." } ?? (day.hasSuffix(".") ? "" : ".")) /history shows it."
    },
    reminder: "Reminder:",
    openSteps: { count in count > 3 ? "\(count) open steps, /steps shows all:" : "Open:" },
    help: [
      HelpLine("/steps", "the next steps"), HelpLine("/done N", "step N is done"),
      HelpLine("/stage", "how far you are"), HelpLine("/why", "why I answered so, where it is from"),
      HelpLine("/undo", "takes back what I noted last"), HelpLine("/data", "what is kept about you"),
      HelpLine("/forget", "erases the data"), HelpLine("/human", "reach a person"),
      HelpLine("/history", "what was said"), HelpLine("/save FILE", "writes the talk to a file"),
      HelpLine("/ics FILE", "your reminders as a file for your calendar"),
      HelpLine("/plan N FILE", "writes joint plan N to a file"),
      HelpLine("/invite", "invites one more into your company"), HelpLine("/join CODE", "joins a company"),
      HelpLine("/connect ADDRESS KEY", "moves to a region's server"),
      HelpLine("/lang en|fi|sv", "changes the language"), HelpLine("/quit", "leaves"),
    ],
    helpOutro: "Otherwise write in your own words. \\ at the end of a line goes on with the message on the next.",
    sources: { $0 == 1 ? "Source:" : "Sources:" }, undated: "undated",
    pageFromYear: { "page from \($0)" }, pageFromDay: { "page dated \($0)" }, lookedUp: { "Looked up \($0)." },
    stillWaiting: "Waiting for the answer.",
    unreachable: { seconds in
      "I can't reach the service (waited \(seconds) s). Your message is kept and goes out by itself when it is back."
    },
    notOpenYet: { seconds in
      "I can't reach the service (waited \(seconds) s). I try every 2 seconds. You can write already: the message goes "
        + "out when it is there."
    },
    busy: "The service is busy. Your message is kept and goes out again by itself.",
    busyTryAgain: { "The service is busy. Try again in \($0) seconds." },
    backAgain: "The service is back.",
    queued: { "\($0) messages are kept and waiting now." },
    queueFull: { "\($0) messages are waiting already. This one was not taken: try again when the service is back." },
    refused: { "That did not work: \($0)" },
    stopped: "I no longer wait for the answer. The question may be noted all the same: /history shows.",
    howToLeave: "Ctrl-C again or /quit leaves.",
    leftUnsent: { $0 == 1 ? "One message was left without an answer." : "\($0) messages were left without an answer." },
    gaveUp: { "The service was not reached in \($0) seconds. This line and those after it have no answer." },
    tooLong: { "The message is too long and was not sent. The limit is \($0) bytes." },
    bringBack: "The up arrow brings it back.",
    pasteTooLong: { "The pasted text is too long and was not taken. The limit is \($0) bytes." },
    notUTF8: { "The message is not UTF-8 text and was not sent. The fault is at byte \($0)." },
    line: { "Line \($0)" },
    didYouMean: { "There is no command \($0), and the message was not sent. Did you mean \($1)?" },
    languageSet: "I speak English now.", languageChoices: "Languages: /lang en, /lang fi, /lang sv.",
    needsTalk: "The talk is not open yet. Try again in a moment.",
    historyEmpty: "Nothing was said yet.",
    historyUnreachable: { "The talk could not be fetched (waited \($0) s). Try again in a moment." },
    forgotten: "(erased)", talkTitle: { "A talk with the service Rinnalla, \($0)" },
    saved: { "I saved the talk to \($0)." },
    calendarSaved: { "I saved your reminders to \($0). Open the file with your calendar." },
    noReminders: "There is nothing to remind you of. Put a step off first, e.g. \"remind me of 2 in two weeks\".",
    saveExists: { "\($0) exists already, I don't write over it. Give another name: \($1) FILE" },
    saveFailed: { "Could not save to \($0): \($1)." },
    planSaved: { "The plan is in \($0)." },
    howToPlan: "Type /plan and the plan's number, and a file name if you like: /plan 1 stand.md",
    planUnknown: { "You have no joint plan \($0). A region's server has those that you take part in." },
    linesNotKept: { "Typed lines could not be kept in \($0): \($1)." },
    inviteCode: { "A code that lets one colleague or second device into your company: \($0)" },
    inviteHow: { "They type in Rinnalla: /join CODE. The code works once, until \($0). Give it to them alone." },
    noCompanyYet: "Nothing is known of your company yet. Ask something first, then invite.",
    onlyMembersInvite: "Only a member of the company can invite. An advisor or the operator can make you one.",
    onlyConnected: "This talk is on this computer alone, so nobody can be invited, and there is nobody to join.",
    howToJoin: "Type /join and the code that you were given.",
    joined: "You are in the company now. Your earlier talk stays with you as it was.",
    codeRefused: "The code does not work. It is mistyped, used, or too old. Ask for a new one.",
    notServed: { "The service was not reached (waited \($0) s). Try again in a moment." },
    howToConnect: "Type /connect, the server's address and its public key. Whoever runs the server has told you both.",
    connectedAlready: "This talk is at a server already.",
    goesAlong: { luggage in
      "To the server go the facts of your company (\(luggage.facts)), the steps (\(luggage.steps)) and the consents "
        + "(\(luggage.consents)); /data shows them. The words of your talks stay on this computer alone. "
        + "At the server, whoever runs it is responsible. Move? /connect yes"
    },
    broughtAlong: {
      "I brought the facts (\($0.facts)), steps (\($0.steps)) and consents (\($0.consents)) from your own computer."
    },
    movedTo: {
      "We go on at the server \($0), next time too. To talk on this computer alone: rinnalla chat --embedded"
    },
    membership: { news, day in
      switch news.kind {
      case "joined": "A new person or device joined your company with a code, \(day)"
      case "bound": "An advisor gave a new key access to the talk, \(day)"
      default: nil
      }
    },
    talk: "talk", turn: "turn", person: "Client", notShown: "(not shown)")
}
