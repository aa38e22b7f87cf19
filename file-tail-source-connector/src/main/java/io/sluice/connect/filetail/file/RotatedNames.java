package io.sluice.connect.filetail.file;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names that rotation gives to a file, told from its own: by a number or a date. */
public final class RotatedNames {

  private static final Pattern COUNTED = Pattern.compile("[._-]\\d[\\d._:T-]*|\\.old");
  private static final Pattern COMPRESSED = Pattern.compile(".*\\.(gz|bz2|xz|zst|lz4|Z)");
  private static final int MOST_EXAMPLES = 12;
  private static final List<DateTimeFormatter> DATE_FORMS =
      Stream.of("yyyyMMdd", "yyyy-MM-dd", "yyyyMMddHH", "yyyy-MM-dd-HH", "yyyyMMdd-HHmmss")
          .map(DateTimeFormatter::ofPattern)
          .toList();
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  /** Nanoseconds: of a second after the machine began already ten digits. */
  private static final Pattern CLOCK = Pattern.compile("\\d{9,}$");

  private static final String TEMPORARY = ".tmp";

  private static final Pattern DATE = Pattern.compile("\\D*(\\d{6,}|(19|20)\\d\\d\\D\\d).*");

  /**
   * The numbers in a name, the first of them first.
   *
   * @param isDate whether they are a date, or begin with one
   */
  record Count(List<BigInteger> numbers, boolean isDate) implements Comparable<Count> {
    @Override
    public int compareTo(Count other) {
      for (int i = 0; i < Math.min(numbers.size(), other.numbers.size()); i++) {
        int compared = numbers.get(i).compareTo(other.numbers.get(i));
        if (compared != 0) {
          return compared;
        }
      }
      return Integer.compare(numbers.size(), other.numbers.size());
    }
  }

  private final String name;
  private final String stem;
  private final String extension;

  public RotatedNames(String name) {
    this.name = name;
    int dot = name.lastIndexOf('.');
    this.stem = dot > 0 ? name.substring(0, dot) : name;
    this.extension = dot > 0 ? name.substring(dot) : "";
  }

  /** How a rotated name was made. */
  public enum Kind {
    /** {@code app.log.1}, which is renamed with each rotation. */
    NUMBERED,
    /** {@code app.log-20261121}, which keeps its name. */
    DATED,
    /**
     * {@code app-1.log} or {@code app-1}, which may as well be a name of its own, and what would
     * leave a part of the number or date in the name.
     */
    UNCERTAIN
  }

  /** A name that another may have come of by rotation. */
  public record Base(String name, Kind kind) {}

  /** The names that a name may have come of by rotation, the shortest first. */
  public static List<Base> bases(String rotated) {
    Matcher compressed = COMPRESSED.matcher(rotated);
    String plain = compressed.matches() ? rotated.substring(0, compressed.start(1) - 1) : rotated;
    List<Base> bases = new ArrayList<>();
    for (int i = 1; i < plain.length(); i++) {
      String count = plain.substring(i);
      if (COUNTED.matcher(count).matches()) {
        String name = plain.substring(0, i);
        bases.add(new Base(name, bases.isEmpty() ? suffixKind(name, count) : Kind.UNCERTAIN));
      }
    }
    int dot = plain.lastIndexOf('.');
    for (int i = 1; i < dot; i++) {
      if (COUNTED.matcher(plain.substring(i, dot)).matches()) {
        bases.add(new Base(plain.substring(0, i) + plain.substring(dot), Kind.UNCERTAIN));
      }
    }
    return bases;
  }

  /**
   * The names of the files of which a rotation is being compressed, as far as a name tells that: it
   * ends in {@code .tmp}. Logback renames {@code app.log} to {@code
   * app.log.2026-11-21.0173482347012.tmp}, with the digits of a clock behind the name that it will
   * have, compresses that and deletes it; the kubelet compresses {@code 0.log.20261121-120000} into
   * {@code 0.log.20261121-120000.tmp}, and renames it then.
   */
  public static Set<String> compressing(String temporary) {
    if (!temporary.endsWith(TEMPORARY)) {
      return Set.of();
    }
    String made = temporary.substring(0, temporary.length() - TEMPORARY.length());
    List<Base> bases = new ArrayList<>(bases(made));
    if (!COMPRESSED.matcher(made).matches()) {
      // It may as well be a log of its own that is being written: events-0001.log.tmp.
      bases.removeIf(base -> base.kind() == Kind.UNCERTAIN);
    }
    Matcher clock = CLOCK.matcher(made);
    if (clock.find()) {
      bases.addAll(bases(made.substring(0, clock.start())));
    }
    return bases.stream().map(Base::name).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether nothing but rotation gives a file its name, as far as names tell. */
  static boolean isRotation(Path file) {
    return bases(file.getFileName().toString()).stream()
        .anyMatch(base -> base.kind() != Kind.UNCERTAIN);
  }

  /**
   * Names that rotation gives to a file, as examples of all that leave no doubt about it.
   *
   * @param dates whether those with a date are among them
   */
  public static List<String> examples(String name, boolean dates, LocalDate today) {
    List<String> counts = new ArrayList<>();
    for (int i = 0; i <= MOST_EXAMPLES; i++) {
      counts.add("." + i);
      counts.add("-" + i);
    }
    counts.add(".old");
    for (String separator : List.of(".", "-", "_")) {
      for (DateTimeFormatter form : DATE_FORMS) {
        counts.add(separator + form.format(today.atStartOfDay()));
      }
    }
    return counts.stream()
        .map(count -> name + count)
        .filter(
            rotated ->
                bases(rotated).stream()
                    .filter(base -> base.name().equals(name))
                    .anyMatch(
                        base ->
                            base.kind() == Kind.NUMBERED || (dates && base.kind() == Kind.DATED)))
        .toList();
  }

  private static Kind suffixKind(String name, String count) {
    if (DATE.matcher(count).matches()) {
      return Kind.DATED;
    }
    return count.startsWith(".") || name.indexOf('.') > 0 ? Kind.NUMBERED : Kind.UNCERTAIN;
  }

  /** What all of them begin with. */
  String beginning() {
    return stem;
  }

  /**
   * Whether a file may be a rotation or a copy: its name begins with the name, or has a form; or it
   * is one that is being compressed.
   */
  boolean areRelated(Path entry) {
    String other = entry.getFileName().toString();
    return !other.equals(name)
        && (other.startsWith(name) || form(entry).isPresent() || compressing(other).contains(name));
  }

  /**
   * What the rotated names of one file have in common: {@code app.log.#} for {@code app.log.1} and
   * {@code app.log.12.gz}. Nothing for a name without a number or a date.
   */
  Optional<String> form(Path entry) {
    String count = counted(entry);
    if (!COUNTED.matcher(count).matches()) {
      return Optional.empty();
    }
    String form = DIGITS.matcher(count).replaceAll("#");
    return Optional.of(hasWholeName(entry) ? name + form : stem + form + extension);
  }

  /** The form of a name, as far as it has one. */
  Set<String> forms(Path entry) {
    return form(entry).map(Set::of).orElse(Set.of());
  }

  /** The numbers in the name of a file that has a form. */
  Count count(Path entry) {
    String count = counted(entry);
    return new Count(
        DIGITS.matcher(count).results().map(MatchResult::group).map(BigInteger::new).toList(),
        DATE.matcher(count).matches());
  }

  private boolean hasWholeName(Path entry) {
    return withoutCompression(entry).startsWith(name);
  }

  /** What stands in the name where rotation puts its count; empty for other names. */
  private String counted(Path entry) {
    String other = withoutCompression(entry);
    if (other.startsWith(name)) {
      return other.substring(name.length());
    }
    return other.length() > stem.length() + extension.length()
            && other.startsWith(stem)
            && other.endsWith(extension)
        ? other.substring(stem.length(), other.length() - extension.length())
        : "";
  }

  private static String withoutCompression(Path entry) {
    return (isCompressed(entry) ? uncompressed(entry) : entry).getFileName().toString();
  }

  public static boolean isCompressed(Path entry) {
    return COMPRESSED.matcher(entry.getFileName().toString()).matches();
  }

  public static boolean isGzip(Path entry) {
    return entry.getFileName().toString().endsWith(".gz");
  }

  static Path uncompressed(Path compressed) {
    String name = compressed.getFileName().toString();
    return compressed.resolveSibling(name.substring(0, name.lastIndexOf('.')));
  }
}
