package io.sluice.connect.elasticsearch.document;

/**
 * Tells whether bytes are exactly one JSON object, by the grammar of RFC 8259 and nothing more
 * lenient, in UTF-8.
 *
 * <p>This is what lets a document go into the bulk body byte for byte: a body is made of lines, and
 * text that only looks like an object would either break the lines or be refused later, out of
 * sight of its record. It builds no tree and allocates nothing. An instance is used by one thread.
 */
final class JsonObjectScanner {

  /** Elasticsearch's own parser goes no deeper (Jackson's StreamReadConstraints). */
  static final int MAX_DEPTH = 1000;

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private static final int INVALID = -1;

  /** At each depth, whether the open bracket is an object's. */
  private final boolean[] inObject = new boolean[MAX_DEPTH + 1];

  private byte[] bytes;
  private int end;
  private boolean sawLineBreak;

  /**
   * Whether the bytes from {@code from} up to {@code to} are one object, with nothing but white
   * space around it.
   */
  boolean isObject(byte[] source, int from, int to) {
    bytes = source;
    end = to;
    sawLineBreak = false;
    int at = skipWhitespace(from);
    if (at == end || bytes[at] != '{') {
      return false;
    }
    at = scan(at);
    return at != INVALID && skipWhitespace(at) == end;
  }

  /**
   * Whether the object last found has line feeds or carriage returns between its tokens, the only
   * place where JSON allows them.
   */
  boolean sawLineBreak() {
    return sawLineBreak;
  }

  /** Scans from the opening brace to behind its closing one. */
  private int scan(int start) {
    int depth = 0;
    int at = start;
    while (true) {
      // A value starts here.
      byte b = bytes[at];
      if (b == '{' || b == '[') {
        if (++depth > MAX_DEPTH) {
          return INVALID;
        }
        inObject[depth] = b == '{';
        at = skipWhitespace(at + 1);
        if (at == end) {
          return INVALID;
        }
        if (bytes[at] != (b == '{' ? '}' : ']')) {
          at = inObject[depth] ? name(at) : at;
          if (at == INVALID) {
            return INVALID;
          }
          continue;
        }
        // An empty container: its bracket is closed below.
      } else {
        at = scalar(at, b);
        if (at == INVALID) {
          return INVALID;
        }
      }
      // A value ended here: close what closes, up to the next comma.
      while (true) {
        at = skipWhitespace(at);
        if (at == end) {
          return INVALID;
        }
        byte next = bytes[at++];
        if (next == (inObject[depth] ? '}' : ']')) {
          if (--depth == 0) {
            return at;
          }
        } else if (next == ',') {
          at = skipWhitespace(at);
          at = inObject[depth] ? name(at) : at;
          if (at == INVALID || at == end) {
            return INVALID;
          }
          break;
        } else {
          return INVALID;
        }
      }
    }
  }

  /** A member's name and colon, up to where its value starts. */
  private int name(int start) {
    if (start == end || bytes[start] != '"') {
      return INVALID;
    }
    int at = string(start + 1);
    if (at == INVALID) {
      return INVALID;
    }
    at = skipWhitespace(at);
    if (at == end || bytes[at] != ':') {
      return INVALID;
    }
    at = skipWhitespace(at + 1);
    return at == end ? INVALID : at;
  }

  private int scalar(int at, byte first) {
    return switch (first) {
      case '"' -> string(at + 1);
      case 't' -> literal(at, TRUE);
      case 'f' -> literal(at, FALSE);
      case 'n' -> literal(at, NULL);
      default -> number(at);
    };
  }

  /** The rest of a string, behind its opening quote. */
  private int string(int start) {
    int at = start;
    while (at < end) {
      byte b = bytes[at];
      if (b < 0) {
        int length = Utf8.sequenceLength(bytes, at, end);
        if (length == 0) {
          return INVALID;
        }
        at += length;
      } else if (b == '"') {
        return at + 1;
      } else if (b == '\\') {
        at = escape(at + 1);
        if (at == INVALID) {
          return INVALID;
        }
      } else if (b < 0x20) {
        return INVALID;
      } else {
        at++;
      }
    }
    return INVALID;
  }

  private int escape(int at) {
    if (at == end) {
      return INVALID;
    }
    switch (bytes[at]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
        return at + 1;
      case 'u':
        if (end - at < 5) {
          return INVALID;
        }
        for (int i = at + 1; i <= at + 4; i++) {
          if (Character.digit(bytes[i], 16) < 0) {
            return INVALID;
          }
        }
        return at + 5;
      default:
        return INVALID;
    }
  }

  private int literal(int at, byte[] literal) {
    if (end - at < literal.length) {
      return INVALID;
    }
    for (int i = 0; i < literal.length; i++) {
      if (bytes[at + i] != literal[i]) {
        return INVALID;
      }
    }
    return at + literal.length;
  }

  private int number(int start) {
    int at = start;
    if (bytes[at] == '-') {
      at++;
    }
    if (at < end && bytes[at] == '0') {
      at++;
    } else {
      at = digits(at);
    }
    if (at != INVALID && at < end && bytes[at] == '.') {
      at = digits(at + 1);
    }
    if (at != INVALID && at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      at = digits(at);
    }
    return at;
  }

  /** One digit or more. */
  private int digits(int start) {
    int at = start;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at == start ? INVALID : at;
  }

  private int skipWhitespace(int start) {
    int at = start;
    while (at < end) {
      byte b = bytes[at];
      if (b == '\n' || b == '\r') {
        sawLineBreak = true;
      } else if (b != ' ' && b != '\t') {
        return at;
      }
      at++;
    }
    return at;
  }
}
