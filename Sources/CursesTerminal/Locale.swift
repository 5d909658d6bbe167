internal import CTerminalShims
internal import Glibc

/// Sets the character type of the process from the environment and says whether it is UTF-8.
///
/// If the environment names a UTF-8 locale that is not installed, `C.UTF-8` stands in for it:
/// the terminal can show more than the C locale would let curses write.
func localeIsUTF8() -> Bool {
  if setlocale(LC_CTYPE, "") != nil { return codesetIsUTF8() }
  let variables: [String] = ["LC_ALL", "LC_CTYPE", "LANG"]
  let name =
    variables
    .compactMap { variable in getenv(variable).map { String(cString: $0) } }
    .first { !$0.isEmpty }
  guard let name, name.lowercased().contains("utf") else { return false }
  return setlocale(LC_CTYPE, "C.UTF-8") != nil && codesetIsUTF8()
}

private func codesetIsUTF8() -> Bool {
  guard let codeset = shim_codeset() else { return false }
  return String(cString: codeset).uppercased() == "UTF-8"
}
