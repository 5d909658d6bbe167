# Takes secrets out of text: once through everything to learn them, once more to write it without.
# -v sources=FILE members=FILE top=FOLDER: what to read, and where below `top` it goes, line by line.

function is_secret(name) {
  name = tolower(name)
  gsub(/[^a-z0-9]/, "", name)
  if (length(name) < 3 || name ~ /(@HARMLESS@)$/) return 0
  if (name ~ /pass$/) return name !~ /(@OTHER@)$/
  return name ~ /^(@EXACT@)$/ || name ~ /(@PARTS@)/ || name ~ /(@ENDS@)$/
}

# Whether a key's name stands before the path of a file: that tells where a key is.
function is_place(name, value) {
  name = tolower(name)
  gsub(/[^a-z0-9]/, "", name)
  return name ~ /(@KEYS@)$/ && value ~ /^\/[A-Za-z0-9_.\/~@-]*\.[A-Za-z][A-Za-z0-9]*$/
}

# Notes that `size` letters of the line from `start` on are secret, where `name` names them.
function mark(start, size, name, value) {
  if (size > 0 && substr(line, start + size - 1, 1) == "\r") size--
  if (size <= 0) return
  value = substr(line, start, size)
  if (is_place(name, value)) return
  if (value ~ /^<secret [0-9]+>$/ || value ~ /^secret-[0-9]+$/) return
  marks++
  from[marks] = start
  span[marks] = size
  if (value in number) return
  secrets++
  learn(value, secrets)
  learn(unpercent(value), secrets)
  # As it is where nothing needs escaping.
  gsub(/&lt;/, "<", value)
  gsub(/&gt;/, ">", value)
  gsub(/&quot;/, "\"", value)
  gsub(/&apos;/, "'", value)
  gsub(/&amp;/, "\\&", value)
  learn(value, secrets)
  gsub(/\\/, "", value)
  learn(value, secrets)
}

function learn(value, which) {
  if (value == "" || value in number) return
  number[value] = which
  known[++learnt] = value
}

# The value with its percent signs undone, where they stand for printable signs.
function unpercent(value, text, code) {
  text = ""
  while (match(value, /%[2-7][0-9A-Fa-f]/)) {
    code = index("0123456789abcdef", tolower(substr(value, RSTART + 2, 1))) - 1
    code += 16 * substr(value, RSTART + 1, 1)
    text = text substr(value, 1, RSTART - 1) sprintf("%c", code)
    value = substr(value, RSTART + 3)
  }
  return text value
}

# Where what began at `start` ends: at the quote that closes it, or behind the line.
function closing(start, quote, at, letter) {
  for (at = start; at <= length(line); at++) {
    letter = substr(line, at, 1)
    if (letter == "\\") at++
    else if (letter == quote) return at
  }
  return length(line) + 1
}

# The end of a word without quotes; a backslash takes the next letter along.
function word_end(start, stops, at, letter) {
  for (at = start; at <= length(line); at++) {
    letter = substr(line, at, 1)
    if (letter == "\\" && at < length(line)) at++
    else if (index(stops, letter)) return at
  }
  return length(line) + 1
}

# How many letters at the line's end say that it goes on in the next: a backslash that none escapes.
function split_end(at, last) {
  last = length(line)
  if (substr(line, last, 1) == "\r") last--
  for (at = last; at > 0 && substr(line, at, 1) == "\\"; at--);
  return (last - at) % 2 ? length(line) - last + 1 : 0
}

# Whether a line stands for itself, whatever was open before it: of a log, of a stack trace.
function is_apart_line() {
  return line ~ /^[ \t]+at [A-Za-z_$][A-Za-z0-9_.$\/<>@-]*\(/ || line ~ /^[ \t]*(Caused by: |\.\.\. [0-9]+ (more|common))/ ||
    line ~ /^[[(<]?[0-9][0-9][0-9]?[0-9]?[-\/:.][0-9][0-9]?[-\/:.]/ || line ~ /^[A-Z][a-z][a-z] +[0-9]+ [0-9][0-9]:/ ||
    line ~ /^[[(]?(TRACE|DEBUG|INFO|STATUS|WARN|WARNING|ERROR|SEVERE|FATAL) /
}

# Whether a line begins a setting or an element, or ends a list, so that no quote before it is open.
function is_setting() {
  return line ~ /^[ \t]*["']?[A-Za-z_][A-Za-z0-9_.-]*["']?[ \t]*[:=][ \t]*["']?[^] \t\r="'\/>,;)}]/ || line ~ /^[ \t]*</ ||
    line ~ /^[ \t]*[]})][]},;) \t\r]*$/
}

# Whether the quote at `place` opens: as many stand before it as close each other.
function opens(quote, place, text) {
  text = substr(line, 1, place - 1)
  return gsub(quote, "", text) % 2 == 0
}

# How far the line is indented, with the dashes of lists that open in it; -1 where it is empty.
function depth(dashes) {
  if (line ~ /^[ \t]*\r?$/) return -1
  if (dashes) match(line, /^[ \t]*(- +)*/)
  else match(line, /^[ \t]*/)
  return RLENGTH
}

# Marks a scalar of YAML or JSON that ends before `end`, without quotes, comma and blanks.
function scalar(begin, end, first) {
  while (begin < end && index(" \t", substr(line, begin, 1))) begin++
  first = substr(line, begin, 1)
  if (first == "\"" || first == "'") {
    begin++
    first = closing(begin, first)
    if (first < end) end = first
  } else while (end > begin && index(" \t\r,", substr(line, end - 1, 1))) end--
  mark(begin, end - begin)
}

# Marks what is listed from `at` on, up to the bracket that closes; in braces, settings tell it.
function items(at, end, letter) {
  while (at <= length(line)) {
    letter = substr(line, at, 1)
    if (letter == "]" || letter == "{" || letter == "#") return letter
    if (index("[ \t\r,", letter)) {
      at++
      continue
    }
    if (letter == "\"" || letter == "'") end = closing(at + 1, letter) + 1
    else for (end = at; end <= length(line) && !index(",]", substr(line, end, 1)); end++);
    scalar(at, end)
    at = end
  }
  return ""
}

# Whether a name says no more than that a value follows: below the name of a secret that is one.
function is_value(name) {
  return tolower(name) ~ /^(value|default|content|data|text|plain|plaintext|current|previous|primary|secondary)$/
}

# A setting's value that goes on: in quotes, as a word that a backslash splits.
function go_on_in(quote) {
  quoted = quote
  quoted_lines = 0
}

function go_on_as(stops, name) {
  worded = 1
  word_stops = stops
  word_name = name
}

# Marks what goes on from the line before; whether that is the whole line.
function went_on(at, end, was) {
  handled = 1
  if (quoted != "") {
    if (is_apart_line() || is_setting() || ++quoted_lines > 20) quoted = ""
    else {
      for (at = 1; index(" \t", substr(line, at, 1)) && at <= length(line); at++);
      end = closing(at, quoted)
      mark(at, end - at - (end > length(line) ? tail : 0))
      if (end > length(line)) return 1
      quoted = ""
    }
  }
  if (worded) {
    worded = 0
    for (at = 1; at <= length(line) && index(" \t", substr(line, at, 1)); at++);
    if (substr(line, at, 1) != "-" || at == 1) {
      end = word_end(at, word_stops)
      if (end > length(line) && tail) {
        go_on_as(word_stops, word_name)
        end -= tail
      }
      mark(at, end - at, word_name)
    }
  }
  if (pending != "") {
    was = pending
    pending = ""
    for (at = 1; at <= length(line) && index(" \t", substr(line, at, 1)); at++);
    handled = word_end(at, " \t")
    argument(was, at)
  }
  if (block != "") return below()
  return 0
}

# What is indented below the name of a secret: `text` behind `|` or `>`, a `value`, a `map` of some.
function below(at) {
  at = depth(0)
  if (at < 0) return 0
  if (listed && line ~ /^[ \t]*\]/) {
    block = ""
    return 0
  }
  # The items of a list may stand as deep as its name.
  if (block == "value" && at == column && line ~ /^[ \t]*- +("[^"]*"|'[^']*'|[^ \t:"'{[]+)[ \t\r]*$/) {
    scalar(match(line, /- +/) + RLENGTH, length(line) + 1)
    return 1
  }
  if (at <= column || (block != "text" && is_apart_line())) {
    block = ""
    return 0
  }
  if (block == "text") {
    scalar_line(at)
    return 1
  }
  if (block == "map") return 0
  match(line, /^[ \t]*(- +)*/)
  at = RLENGTH + 1
  if (substr(line, at, 1) == "#") return 0
  if (substr(line, at) ~ /^([A-Za-z0-9_.-]+|"[^"]*"|'[^']*')[ \t]*:([ \t\r]|$)/ || substr(line, at, 1) == "{") {
    block = "map"
    return 0
  }
  if (listed || substr(line, at, 1) == "[") {
    if (items(at) == "{") block = "map"
    return block == "value"
  }
  if (index("\"'", substr(line, at, 1)) && closing(at + 1, substr(line, at, 1)) > length(line)) go_on_in(substr(line, at, 1))
  scalar(at, length(line) + 1)
  return 1
}

function scalar_line(indent, end) {
  end = length(line) + 1
  while (end > indent + 1 && index(" \t\r", substr(line, end - 1, 1))) end--
  mark(indent + 1, end - indent - 1)
}

function goes_below(kind) {
  block = kind
  column = depth(1)
  listed = 0
}

# Where the name of such letters begins that ends before `end`, 200 back at most, not before `least`.
function name_start(end, least, letters, start) {
  start = end
  while (start > least && end - start < 200 && index(letters, substr(line, start - 1, 1))) start--
  return start
}

# `key=value`, `key: value`, `"key": "value"`, `-Dkey=value`, `?key=value&`.
#
# From each sign back to its name: a search for names would begin anew at each letter of a long word.
function assignments(at, count, one, sign, name, start, begin, before, quote, first, end, lead, text, braced) {
  at = handled
  sign = 0
  braced = 0
  count = split(line, parted, /[:=]/)
  for (one = 1; one < count; one++) {
    sign += length(parted[one]) + 1
    if (sign <= at) continue
    end = sign
    while (end > at && index(" \t", substr(line, end - 1, 1))) end--
    for (quote = 1; quote <= 2; quote++) if (end > at && index("]\"'", substr(line, end - 1, 1))) end--
    if (end > at && substr(line, end - 1, 1) == "\\") end--
    start = name_start(end, at, letters)
    if (start == end) continue
    name = substr(line, start, end - start)
    begin = sign + 1
    while (begin <= length(line) && index("=>", substr(line, begin, 1))) begin++
    while (begin <= length(line) && index(" \t", substr(line, begin, 1))) begin++
    at = end
    if (!is_secret(name) && !((braced || block == "map" || tagged) && is_value(name))) {
      at = begin
      continue
    }
    if (name ~ /^-/ && substr(line, begin) ~ /^(env|file) /) continue
    first = substr(line, begin, 1)
    before = start > 1 ? substr(line, start - 1, 1) : ""
    lead = substr(line, 1, start - 1)
    text = substr(line, begin)
    # YAML and JSON hold values in lists and below their names.
    if (lead ~ /^[ \t]*(- +)*["']?$/) {
      if (substr(line, sign, 1) == ":" && text ~ /^(#.*|\r)?$/) {
        goes_below("value")
        return
      }
      if (substr(line, sign, 1) == ":" && text ~ /^([!&][^ \t]*[ \t]+)*[|>][-+0-9]*[ \t]*(#.*)?\r?$/) {
        goes_below("text")
        return
      }
    }
    if (first == "{") {
      braced = 1
      if (!index(text, "}") && lead ~ /^[ \t]*(- +)*["']?$/) goes_below("map")
    }
    if (first == "[" && (lead ~ /^[ \t]*(- +)*["']?$/ || lead ~ /[{,][ \t]*["']?$/)) {
      first = items(begin)
      if (first == "{") braced = 1
      else if (first == "" && lead ~ /^[ \t]*["']?$/) {
        goes_below("value")
        listed = 1
      }
      first = "["
    }
    if (first == "" || first == "[" || first == "{" || first == "\r") {
      at = begin
      continue
    }
    if (first == "\\" && substr(line, begin + 1, 1) == "\"") {
      begin += 2
      end = begin
      while (end <= length(line) && index("\"\\", substr(line, end, 1)) == 0) end++
    } else if (first == "\"" || first == "'") {
      begin++
      end = closing(begin, first)
      if (end > length(line) && opens(first, begin - 1)) go_on_in(first)
    } else if ((before == "\"" || before == "'") && substr(line, start + length(name), 1) != before) {
      end = closing(begin, before)
      if (end > length(line) && opens(before, start - 1)) go_on_in(before)
    } else if (name !~ /^-/ && lead ~ /^[ \t;#!-]*((export|set|SET)[ \t]+)?$/) {
      end = length(line) + 1
      if (tail) {
        end -= tail
        carries = 1
      }
      while (end > begin && index(" \t\r,", substr(line, end - 1, 1))) end--
    } else if (name ~ /^-D/ && lead ~ /^[^ "']*=$/) {
      end = length(line) + 1 - tail
      if (tail) carries = 2
    } else if (braced) {
      end = word_end(begin, " \t\"\r,}")
    } else if (before == "?" || before == "&") {
      end = word_end(begin, " \t\"&#'>")
    } else {
      end = word_end(begin, " \t\"\r")
    }
    if (end > length(line) && tail && !carries) {
      end -= tail
      if (quoted == "") go_on_as(before == "?" || before == "&" ? " \t\"&#'>" : " \t\"\r", name)
    }
    mark(begin, end - begin, name)
    if (end > at) at = end
  }
}

# What base64 holds up to its first other sign, where all of that can be printed.
function unbase64(value, text, at, digit, held, bits) {
  text = ""
  held = 0
  bits = 1
  for (at = 1; at <= length(value); at++) {
    digit = index("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", substr(value, at, 1)) - 1
    if (digit < 0) return text
    held = held * 64 + digit
    # `bits` is 2 to the power of how many bits of the next letter are there.
    bits *= 64
    if (bits < 256) continue
    bits /= 256
    digit = int(held / bits)
    if (digit < 32) return ""
    text = text sprintf("%c", digit)
    held -= digit * bits
  }
  return text
}

# What a header says behind its name: the value without its scheme, and the password in `Basic`.
function credentials(begin, end, name, rest, colon) {
  rest = substr(line, begin, end - begin)
  if (match(tolower(rest), /^(basic|bearer|digest|negotiate|ntlm|apikey|token) +/)) {
    begin += RLENGTH
    if (tolower(rest) ~ /^basic/) {
      rest = unbase64(substr(rest, RLENGTH + 1))
      colon = index(rest, ":")
      rest = substr(rest, colon + 1)
      if (colon && rest != "" && !(rest in number)) learn(rest, ++secrets)
    }
  }
  mark(begin, end - begin, name)
  return begin
}

# `-storepass value`, `-passin pass:value`, `--db-password value`, `-u user:value`.
function arguments(at, rest, option, begin) {
  at = 1
  while (at <= length(line)) {
    rest = substr(line, at)
    if (!match(rest, /(^|[[ \t"',])--?[A-Za-z][A-Za-z0-9.-]*["',]*[ \t]+/)) return
    begin = at + RSTART - 1 + RLENGTH
    option = substr(rest, RSTART, RLENGTH)
    gsub(/[[ \t"',]/, "", option)
    at = begin
    argument(option, begin)
  }
}

# The word at `begin`, which follows an option.
function argument(option, begin, first, end, rest, colon) {
  first = substr(line, begin, 1)
  if (tail && begin == length(line) - tail + 1) {
    pending = option
    return
  }
  if (first == "\"" || first == "'") {
    begin++
    end = closing(begin, first)
  } else end = word_end(begin, " \t\"\r")
  rest = substr(line, begin, end - begin)
  if (option ~ /^-(passin|passout|pass|password|k)$/ && match(rest, /^(pass|env|file|fd|stdin):?/)) {
    if (rest !~ /^pass:/) return
    begin += 5
  } else if (option ~ /^(-u|-U|--user|--proxy-user)$/) {
    colon = index(rest, ":")
    if (!colon) return
    begin += colon
  } else if (option !~ /^-(storepass|keypass|srcstorepass|deststorepass|srckeypass|destkeypass|new|pass|-pass|password|passwd|pwd)$/ &&
             !(option ~ /^--/ && is_secret(option))) return
  else if (rest ~ /^-/) return
  if (end > length(line) && tail) {
    end -= tail
    if (first != "\"" && first != "'") go_on_as(" \t\"\r", option)
  }
  if (end + tail > length(line) && (first == "\"" || first == "'") && opens(first, begin - 1) && closing(begin, first) > length(line)) go_on_in(first)
  mark(begin, end - begin, option)
}

# `secure_link_secret value;`, `proxy_set_header Authorization "Bearer value";`.
function directives(at, rest, name, start, begin, end) {
  at = 1
  while (at <= length(line)) {
    rest = substr(line, at)
    if (!match(rest, /[ \t]("[^"]*"|'[^']*'|[^ \t;"']+);/)) return
    begin = at + RSTART
    end = begin + RLENGTH - 2
    start = begin
    while (start > at && index(" \t", substr(line, start - 1, 1))) start--
    name = name_start(start, at, letters "$")
    name = substr(line, name, start - name)
    if (name == "") {
      at = begin
      continue
    }
    at = end + 1
    if (tolower(name) !~ /(authorization|cookie)$/ && !(name ~ /[_$-]/ && is_secret(name))) continue
    if (index("\"'", substr(line, begin, 1))) {
      begin++
      end--
    }
    credentials(begin, end, name)
  }
}

# Whether an element that goes on in the next line says that its value is a secret.
function names_secret(tag, name) {
  while (match(tag, /[ \t](name|key|id)=("[^"]*"|'[^']*')/)) {
    name = substr(tag, RSTART, RLENGTH)
    tag = substr(tag, RSTART + RLENGTH)
    sub(/^[^=]*=./, "", name)
    if (is_secret(substr(name, 1, length(name) - 1))) return 1
  }
  return 0
}

# `<password>value</password>`, `<entry key="apiKey">value</entry>`, `<x name="password" value="value"/>`.
function elements(at, rest, tag, start, stop, end, name, secret) {
  at = 1
  if (in_element) {
    end = index(line, "<")
    mark(1, end ? end - 1 : length(line))
    if (!end) return
    in_element = 0
    at = end
  }
  while (at <= length(line)) {
    rest = substr(line, at)
    if (!match(rest, /<[A-Za-z_][^<>]*>/)) {
      if (match(rest, /<[A-Za-z_][^<>]*$/)) tagged = names_secret(substr(rest, RSTART))
      return
    }
    start = at + RSTART - 1
    stop = start + RLENGTH
    tag = substr(line, start, RLENGTH)
    name = tag
    sub(/^</, "", name)
    sub(/[ \t\/>].*$/, "", name)
    sub(/^[^:]*:/, "", name)
    secret = is_secret(name)
    rest = tag
    while (!secret && match(rest, /[ \t](name|key|id)=("[^"]*"|'[^']*')/)) {
      name = substr(rest, RSTART, RLENGTH)
      rest = substr(rest, RSTART + RLENGTH)
      sub(/^[^=]*=./, "", name)
      secret = is_secret(substr(name, 1, length(name) - 1))
    }
    at = stop
    if (!secret) continue
    if (match(tag, /[ \t](value|default|content)=("[^"]*"|'[^']*')/)) {
      rest = substr(tag, RSTART, RLENGTH)
      end = index(rest, "=") + 1
      mark(start + RSTART - 1 + end, RLENGTH - end - 1, name)
    }
    if (tag ~ /\/>$/) continue
    rest = substr(line, stop)
    if (rest ~ /^<!\[CDATA\[/) {
      stop += 9
      rest = substr(line, stop)
      end = index(rest, "]")
    } else end = index(rest, "<")
    if (end) {
      mark(stop, end - 1, name)
      at = stop + end - 1
    } else {
      mark(stop, length(rest))
      in_element = 1
      return
    }
  }
}

# `Authorization: Basic value`, `Cookie: value`.
function headers(begin, rest, end, whole) {
  if (!match(tolower(line), /(authorization|cookie)["' ]*[:=][ "']*/)) return
  begin = RSTART + RLENGTH
  end = length(line) + 1
  if (index("\"'", substr(line, begin - 1, 1))) end = closing(begin, substr(line, begin - 1, 1))
  # The end of a quoted word of a shell: curl -H "Authorization: Bearer value".
  else if (match(substr(line, begin), /^[^"' ]* [^"']*["']/)) end = begin + RLENGTH - 1
  begin = credentials(begin, end, "")
  # The value of a cookie, which comes first, stands in logs without its name.
  whole = substr(line, begin, end - begin)
  rest = whole
  sub(/;.*$/, "", rest)
  if (sub(/^[^=]*=/, "", rest) && length(rest) >= 8 && whole in number) learn(rest, number[whole])
}

# `https://user:value@host`.
function addresses(at, rest, start, colon, last, step) {
  at = 1
  while (match(substr(line, at), /:\/\/[^ \t\/?"<>]*@/)) {
    start = at + RSTART + 2
    rest = substr(line, start, RLENGTH - 4)
    at = at + RSTART - 1 + RLENGTH
    colon = index(rest, ":")
    if (colon) mark(start + colon, length(rest) - colon)
    else if (length(rest) >= 20) mark(start, length(rest))
  }
}

# Private keys in PEM, in lines of their own or in one with `\n`.
function keys(start, rest, end) {
  if (in_key) {
    end = index(line, "-----END ")
    if (!end) {
      mark(1, length(line))
      return
    }
    mark(1, end - 1)
    in_key = 0
  }
  if (match(line, /-----BEGIN [A-Z ]*PRIVATE KEY-----/)) {
    start = RSTART + RLENGTH
    rest = substr(line, start)
    end = index(rest, "-----END ")
    if (end) mark(start, end - 1)
    else {
      mark(start, length(rest))
      in_key = 1
    }
  }
}

# Marks everything secret in the line by where it stands.
function look() {
  marks = 0
  if (in_key || index(line, "PRIVATE KEY-----")) {
    keys()
    if (in_key) return
  }
  tail = split_end()
  # An option behind an option is one of its own.
  if (carries == 2 && line ~ /^[ \t]*-/) carries = 0
  if (carries) {
    carries = tail ? carries : 0
    mark(1, length(line) - tail)
    return
  }
  if (length(line) > 65536) {
    line = substr(line, 1, 65536)
    tail = 0
  }
  if (went_on()) return
  elements()
  assignments()
  if (tagged && index(line, ">")) tagged = 0
  arguments()
  directives()
  headers()
  addresses()
}

# Whether what stands at `place` is a word of its own, where the secret looks like a word.
function is_apart(text, place, size, head, before) {
  if (substr(text, place, size) !~ /^[A-Za-z0-9]+$/ || size >= 6) return 1
  before = place > 1 ? substr(text, place - 1, 1) : substr(head, length(head), 1)
  return before !~ /[A-Za-z0-9]/ && substr(text, place + size, 1) !~ /[A-Za-z0-9]/
}

# The line with a stand-in for each marked stretch, and for each secret wherever else it stands.
function redacted(one, other, text, at, least, value, place, all) {
  text = ""
  at = 1
  while (1) {
    least = 0
    for (one = 1; one <= marks; one++)
      if (from[one] + span[one] > at && (!least || from[one] < from[least])) least = one
    if (!least) break
    value = substr(line, from[least], span[least])
    if (from[least] > at) text = text substr(line, at, from[least] - at)
    text = text "secret-" number[value]
    at = from[least] + span[least]
    from[least] = at
    span[least] = 0
  }
  text = text substr(line, at)
  for (one = 1; one <= long; one++) {
    value = elsewhere[one]
    if (!index(text, value)) continue
    all = ""
    while ((place = index(text, value)) > 0) {
      if (is_apart(text, place, length(value), all)) all = all substr(text, 1, place - 1) "secret-" number[value]
      else all = all substr(text, 1, place - 1 + length(value))
      text = substr(text, place + length(value))
    }
    text = all text
  }
  return text
}

function begin_file() {
  in_key = 0
  in_element = 0
  carries = 0
  quoted = ""
  worded = 0
  pending = ""
  block = ""
  tagged = 0
}

BEGIN {
  # What names are made of.
  letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"
  files = 0
  while ((getline path < sources) > 0) source[++files] = path
  while ((getline path < members) > 0) member[++targets] = path
  for (file = 1; file <= files; file++) {
    begin_file()
    while ((getline line < source[file]) > 0) look()
    close(source[file])
  }
  # What manuals print stands in logs and paths on its own account.
  for (one = 1; one <= learnt; one++)
    if (length(known[one]) >= 4 && tolower(known[one]) !~ /^(@ORDINARY@|true|false|none|null)$/)
      elsewhere[++long] = known[one]
  # Longer ones first: one may be a part of another.
  for (one = 2; one <= long; one++) {
    value = elsewhere[one]
    for (other = one - 1; other >= 1 && length(elsewhere[other]) < length(value); other--)
      elsewhere[other + 1] = elsewhere[other]
    elsewhere[other + 1] = value
  }
  for (file = 1; file <= files; file++) {
    begin_file()
    target = top "/" member[file]
    printf "" > target
    while ((getline line < source[file]) > 0) {
      look()
      print redacted() > target
    }
    close(source[file])
    close(target)
  }
}
