import Foundation

/// Standard output is for the answer only, written at once, so that nothing is lost when the process ends.
func writeOutput(_ text: String) {
  FileHandle.standardOutput.write(Data(text.utf8))
}

/// Everything but the answer goes to standard error.
func writeError(_ text: String) {
  FileHandle.standardError.write(Data((text + "\n").utf8))
}
