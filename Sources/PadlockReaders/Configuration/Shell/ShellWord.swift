/// A word of a shell script before its variables are replaced.
struct ShellWord: Equatable {
  /// How a part of a word is quoted.
  enum Quote: Equatable {
    case none
    case single
    case double
    case escaped
  }

  /// What stands in for a variable that has no value, as `${NAME:-text}` writes it.
  enum Fallback: Equatable {
    case none
    /// `:-` and `:=`, or without the colon, which then only counts for an unset variable.
    case text(String, alsoForEmpty: Bool)
    /// `:+` and `+`.
    case replacement(String, alsoForEmpty: Bool)
    /// A form that is not followed, such as `${NAME%suffix}`.
    case unsupported
  }

  /// A part of a word.
  enum Piece: Equatable {
    case literal([UInt8], Quote)
    case variable(name: String, Fallback, Quote, source: [UInt8], isBraced: Bool)
    /// A command substitution, an arithmetic one, `$$`, `$1` and the like.
    case unknown(Quote, source: [UInt8], isSpecialParameter: Bool)
  }

  var pieces: [Piece] = []
  var line: Int
  /// The line on which the word ends; larger than ``line`` after a continuation or in quotes.
  var lastLine: Int
  /// Whether an operator, with text right behind it, ends the word without a blank between.
  var isCutByOperator = false
  /// Whether `(` follows at once, as in an array or a function.
  var isFollowedByParenthesis = false
  /// Whether `{a,b}` stands in it unquoted, which bash makes several words of.
  var hasBraces = false

  /// The text, if the word has no variables and no quotes.
  var plainText: String? {
    guard pieces.count <= 1 else { return nil }
    guard let piece = pieces.first else { return "" }
    guard case .literal(let bytes, .none) = piece else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The name before `=`, if the word is an assignment.
  var assignedName: (name: String, appends: Bool, valueOffset: Int)? {
    guard case .literal(let bytes, .none)? = pieces.first,
      let equals = bytes.firstIndex(of: 0x3D), equals > 0
    else { return nil }
    let appends = bytes[equals - 1] == 0x2B
    let name = bytes[..<(appends ? equals - 1 : equals)]
    guard let first = name.first, ShellLexer.isNameStart(first),
      name.allSatisfy(ShellLexer.isNameByte)
    else { return nil }
    return (String(decoding: name, as: UTF8.self), appends, equals + 1)
  }

  /// The word without the first `count` bytes of its first, literal piece.
  func dropping(_ count: Int) -> ShellWord {
    var word = self
    guard case .literal(let bytes, let quote)? = pieces.first else { return self }
    word.pieces[0] = .literal(Array(bytes.dropFirst(count)), quote)
    return word
  }
}

/// What parts commands from each other.
enum ShellSeparator: Equatable {
  case newline
  case semicolon
  case doubleSemicolon
  case background
  case pipe
  case and
  case or
  case openParenthesis
  case closeParenthesis
}

/// A word or a separator; redirections and comments leave no token.
enum ShellToken: Equatable {
  case word(ShellWord)
  case separator(ShellSeparator)
}
