// Imported so that the library is linked; it is called from CTerminal.
import CEditline
import CTerminal
import Foundation
import Glibc

/// Edits lines with libedit on a terminal. The keys are read and waited for here, so that the chat goes on
/// meanwhile; libedit gets them one by one. It belongs to one thread.
final class LineEditor: LineSource {
  /// After so long the start of an escape sequence counts as the Escape key.
  private static let escapeMilliseconds: Int32 = 50
  /// After so long without a byte a paste without an end is over.
  private static let pasteMilliseconds: Int32 = 2000
  private static let pasteOn = "\u{1B}[?2004h"
  private static let pasteOff = "\u{1B}[?2004l"
  private static let clearBelow = "\r\u{1B}[J"
  private static let rubout: UInt32 = 0x7F

  private let input: Int32
  private let output: Int32
  private let appendsOnly: Bool
  private let limit: Int
  private unowned let owner: any LineOwner
  private var editor: OpaquePointer?
  private var keys: KeyReader
  /// Keys that libedit gets before anything else happens, the last first.
  private var pending: [UInt32] = []
  private var shownPrompt = ""
  /// Set when the line is to be left without a line.
  private var leaving: LineOutcome?
  /// The line was taken off the screen for text above it; both come next.
  private var hidden: (text: String, line: [UInt32], cursor: Int)?
  /// libedit searches the history and uses the line for it; nothing else may touch the line meanwhile.
  private var isSearching = false
  /// Keys were refused because the line is full.
  private var isOverflowing = false
  private var buffer = [UInt8](repeating: 0, count: 4096)

  /// `nil` when libedit can't work on this terminal. With `appendsOnly` nothing on the screen changes but the line
  /// itself. `limit` is the longest line and paste, in bytes.
  init?(input: Int32, output: Int32, appendsOnly: Bool, limit: Int, owner: any LineOwner) {
    self.input = input
    self.output = output
    self.appendsOnly = appendsOnly
    self.limit = limit
    self.owner = owner
    keys = KeyReader(limit: limit)
    let context = Unmanaged.passUnretained(self).toOpaque()
    editor = terminal_editor_open(input, output, LineEditor.fetchKey, context)
    if editor == nil { return nil }
    writeAll(Self.pasteOn, to: output)
  }

  func close() {
    guard let open = editor else { return }
    editor = nil
    writeAll(Self.pasteOff, to: output)
    terminal_editor_close(open)
  }

  func read() -> LineOutcome {
    writeAll(owner.takeOutput(), to: output)
    setPrompt(owner.prompt)
    leaving = nil
    isSearching = false
    isOverflowing = false
    var scalars: UnsafePointer<UInt32>?
    var count = 0
    guard terminal_editor_read(editor, &scalars, &count) == 1, let scalars else {
      pending = []
      hidden = nil
      if leaving != .stopped || currentLine().line.count > 0 { writeAll("\n", to: output) }
      return leaving ?? .ended
    }
    let line = string(UnsafeBufferPointer(start: scalars, count: count))
    if isOverflowing || line.utf8.count > limit { return .tooLong(line: line) }
    if let fault = line.unicodeScalars.firstIndex(of: "\u{FFFD}") {
      return .notUTF8(offset: line.utf8.distance(from: line.startIndex, to: fault))
    }
    return .line(line)
  }

  func remember(_ line: String) {
    let scalars = line.unicodeScalars.map(\.value)
    terminal_editor_remember(editor, scalars, scalars.count)
  }

  func forgetLines() { terminal_editor_forget(editor) }

  // MARK: What libedit calls

  private static let fetchKey: terminal_next_key = { context, key in
    guard let context, let key else { return 0 }
    let editor = Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue()
    guard let next = editor.nextKey() else { return 0 }
    key.pointee = next
    return 1
  }

  private func nextKey() -> UInt32? {
    if hidden != nil, pending.isEmpty { unhide() }
    while true {
      if let key = pending.popLast() { return key }
      if leaving != nil { return nil }
      if serveOwner() { continue }
      if let key = keys.next() {
        translate(key)
      } else {
        waitForKeys()
      }
    }
  }

  /// Lets the owner do what has come in; true when that gave something to do here.
  private func serveOwner() -> Bool {
    let attention = owner.attend()
    if attention.stop {
      leave(.stopped)
    } else if attention.interrupt {
      interrupt()
    } else if attention.resized {
      writeAll(Self.clearBelow, to: output)
      terminal_editor_resized(editor)
      terminal_editor_draw(editor)
    }
    guard !isSearching else { return leaving != nil }
    let text = owner.takeOutput()
    let prompt = owner.prompt
    if !text.isEmpty {
      showAbove(text, prompt: prompt)
    } else if prompt != shownPrompt, leaving == nil {
      setPrompt(prompt)
      push([UInt32(TERMINAL_KEY_REDRAW)])
    }
    return leaving != nil || !pending.isEmpty
  }

  private func showAbove(_ text: String, prompt: String) {
    setPrompt(prompt)
    guard !appendsOnly else {
      writeAll("\n" + text, to: output)
      terminal_editor_draw(editor)
      return
    }
    let (line, cursor) = currentLine()
    hidden = (text, Array(line), cursor)
    terminal_editor_empty(editor)
    // libedit clears all rows of the line and stops in the first, behind the prompt.
    push([UInt32(TERMINAL_KEY_REDRAW)])
  }

  private func unhide() {
    guard let (text, line, cursor) = hidden else { return }
    hidden = nil
    writeAll(Self.clearBelow + text, to: output)
    _ = terminal_editor_insert(editor, line, line.count)
    terminal_editor_move(editor, Int32(cursor - line.count))
    terminal_editor_draw(editor)
  }

  private func leave(_ outcome: LineOutcome) { leaving = outcome }

  private func interrupt() {
    let isEmpty = currentLine().line.count == 0
    leave(.interrupted(lineWasEmpty: isEmpty))
    // From the end of the line, so that what follows does not write over it.
    if !isEmpty { push([control("E")]) }
  }

  private func waitForKeys() {
    var waits = [
      pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: owner.wakeEnd, events: Int16(POLLIN), revents: 0),
    ]
    let ours = keys.isInPaste ? Self.pasteMilliseconds : keys.isInside ? Self.escapeMilliseconds : -1
    let theirs = owner.timeout
    let timeout = ours < 0 ? theirs : theirs < 0 ? ours : min(ours, theirs)
    let count = poll(&waits, 2, timeout)
    if waits[0].revents != 0 {
      readKeys()
    } else if count == 0, keys.isInside, timeout == ours, let key = keys.next(nothingFollows: true) {
      translate(key)
    }
  }

  private func readKeys() {
    let count = Glibc.read(input, &buffer, buffer.count)
    if count > 0 {
      keys.feed(buffer[..<count])
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      leave(.ended)
    }
  }

  // MARK: Keys

  private func translate(_ key: Key) {
    if isSearching, searches(with: key) { return }
    isSearching = key == .control(0x12)
    switch key {
    case .scalar(let scalar): typed(scalar)
    case .control(let code): control(code)
    case .meta(let letter): meta(letter)
    case .sequence(let sequence): special(sequence)
    case .paste(let text): paste(text)
    case .pasteTooLong: owner.pasteRefused()
    }
  }

  /// Gives a key to the search; false when it ends the search and then does what it does otherwise.
  private func searches(with key: Key) -> Bool {
    switch key {
    case .scalar(let scalar) where !isUnsafe(scalar): push([scalar.value])
    case .control(0x08), .control(0x7F): push([Self.rubout])
    case .control(0x12): push([control("R")])
    default: return false
    }
    return true
  }

  private func typed(_ scalar: Unicode.Scalar) {
    let (line, cursor) = currentLine()
    guard !isUnsafe(scalar) else { return beep() }
    guard line.count < limit else {
      isOverflowing = true
      return beep()
    }
    // A mark joins its letter where Unicode has the two in one: libedit counts a column for each scalar.
    if scalar.properties.canonicalCombiningClass != .notReordered, cursor > 0,
      let letter = Unicode.Scalar(line[cursor - 1]),
      let joined = composed(String(String.UnicodeScalarView([letter, scalar])))
    {
      return push([Self.rubout, joined.value])
    }
    push([scalar.value])
  }

  private func control(_ code: UInt8) {
    switch code {
    case 0x0A, 0x0D: finishLine()
    case 0x03: interrupt()
    case 0x04 where currentLine().line.count == 0: leave(.ended)
    case 0x04: deleteNext()
    case 0x02: push(Array(repeating: control("B"), count: scalarsBefore()))
    case 0x06: push(Array(repeating: control("F"), count: scalarsAfter()))
    case 0x08, 0x7F: push(Array(repeating: Self.rubout, count: scalarsBefore()))
    case 0x09: complete()
    case 0x1A: suspend()
    // Start and end of the line, end of a search, kill to the end, clear, history, search, swap, kill all, kill
    // word, yank.
    case 0x01, 0x05, 0x07, 0x0B, 0x0C, 0x0E, 0x10, 0x12, 0x14, 0x15, 0x17, 0x19, 0x1B: push([UInt32(code)])
    default: beep()
    }
  }

  /// Words: back, on, delete the next, delete the one before.
  private func meta(_ letter: UInt8) {
    switch letter {
    case UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "d"): push([0x1B, UInt32(letter)])
    case 0x7F: push([control("W")])
    default: beep()
    }
  }

  private func special(_ sequence: String) {
    switch sequence {
    case "A": push([control("P")])
    case "B": push([control("N")])
    case "C": control(0x06)
    case "D": control(0x02)
    case "H", "1~", "7~": push([control("A")])
    case "F", "4~", "8~": push([control("E")])
    case "3~": deleteNext()
    case "1;5D", "1;3D": push([0x1B, UInt32(UInt8(ascii: "b"))])
    case "1;5C", "1;3C": push([0x1B, UInt32(UInt8(ascii: "f"))])
    default: beep()
    }
  }

  private func finishLine() {
    let lasting = owner.lastingPrompt
    guard shownPrompt != lasting else { return push([0x0A]) }
    setPrompt(lasting)
    push([UInt32(TERMINAL_KEY_REDRAW), 0x0A])
  }

  private func deleteNext() {
    push(Array(repeating: control("D"), count: scalarsAfter()))
  }

  private func complete() {
    let (line, cursor) = currentLine()
    guard cursor == line.count, let command = Command.completion(of: string(line)), command.count > cursor else {
      return beep()
    }
    push(command.dropFirst(cursor).unicodeScalars.map(\.value) + [0x20])
  }

  private func paste(_ text: String) {
    // Terminals send the line ends of a paste as Enter does.
    let whole = sanitised(text.withLineFeeds).precomposedStringWithCanonicalMapping
    let lines = whole.split(separator: "\n", omittingEmptySubsequences: false)
    let last = lines.lastIndex { !$0.isEmpty } ?? 0
    let kept = lines[...last].joined(separator: "\n").replacing("\t", with: " ")
    guard kept.utf8.count + string(currentLine().line).utf8.count <= limit else { return owner.pasteRefused() }
    let scalars = kept.unicodeScalars.map(\.value)
    _ = terminal_editor_insert(editor, scalars, scalars.count)
    push([UInt32(TERMINAL_KEY_REDRAW)])
  }

  private func suspend() {
    writeAll("\n", to: output)
    terminal_editor_stop(editor)
    // Here the process goes on after `fg`.
    writeAll(Self.pasteOn + "\r", to: output)
    terminal_editor_draw(editor)
  }

  // MARK: Helpers

  private func push(_ codes: [UInt32]) { pending = codes.reversed() + pending }

  private func control(_ letter: Unicode.Scalar) -> UInt32 { letter.value & 0x1F }

  private func beep() { terminal_editor_beep(editor) }

  private func setPrompt(_ prompt: String) {
    shownPrompt = prompt
    let scalars = prompt.unicodeScalars.map(\.value)
    terminal_editor_set_prompt(editor, scalars, scalars.count)
  }

  private func currentLine() -> (line: UnsafeBufferPointer<UInt32>, cursor: Int) {
    var count = 0
    var cursor = 0
    let start = terminal_editor_line(editor, &count, &cursor)
    return (UnsafeBufferPointer(start: start, count: count), cursor)
  }

  /// No letter with its marks has more scalars.
  private static let letterMax = 64

  private func scalarsBefore() -> Int {
    let (line, cursor) = currentLine()
    return string(line[..<cursor].suffix(Self.letterMax)).last?.unicodeScalars.count ?? 0
  }

  private func scalarsAfter() -> Int {
    let (line, cursor) = currentLine()
    return string(line[cursor...].prefix(Self.letterMax)).first?.unicodeScalars.count ?? 0
  }

  private func string(_ scalars: some Sequence<UInt32>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars.lazy.compactMap(Unicode.Scalar.init))
    return String(view)
  }

  private func composed(_ text: String) -> Unicode.Scalar? {
    let scalars = text.precomposedStringWithCanonicalMapping.unicodeScalars
    return scalars.count == 1 ? scalars.first : nil
  }
}

extension String {
  /// `\r\n` and `\r` as `\n`.
  fileprivate var withLineFeeds: String {
    String(map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 })
  }
}
