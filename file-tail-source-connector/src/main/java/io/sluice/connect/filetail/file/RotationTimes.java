package io.sluice.connect.filetail.file;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * When rotated files were written to last.
 *
 * <p>Of an uncompressed file, its time of modification tells. That of a compressed one may be the
 * time at which it was compressed: gzip keeps the original's, other tools do not. So two more
 * witnesses are heard, and the earliest time counts:
 *
 * <ul>
 *   <li>The time in the gzip header, where there is one.
 *   <li>The names: a compressed file was written before all whose names say that they came after
 *       it. Of two dates the later one came after. Of two numbers ({@code app.log.1}, {@code
 *       app.log.2.gz}) it depends on the tool, so those files are asked whose times compare, all
 *       uncompressed and all compressed ones; where they do not tell, the smaller number came
 *       after, as with logrotate.
 * </ul>
 *
 * <p>They are in the order of their times. The file system's clock ticks every few milliseconds; of
 * files with the same time the names tell in the same way which came after. Names of different
 * forms do not, but those of one form stay together then, so that it is one order.
 */
final class RotationTimes implements Comparator<RotatedFile> {

  private final RotatedNames names;
  private final Map<Path, FileTime> times = new HashMap<>();
  private final Map<String, Boolean> ascending = new HashMap<>();

  RotationTimes(List<RotatedFile> files, RotatedNames names, GzipFiles gzip) {
    this(
        files,
        names,
        file -> file.isGzip() ? gzip.originalTime(file.stat()) : file.stat().modified());
  }

  /** As far as is known without a look into the files. */
  RotationTimes(List<RotatedFile> files, RotatedNames names) {
    this(files, names, file -> file.stat().modified());
  }

  private RotationTimes(
      List<RotatedFile> files, RotatedNames names, Function<RotatedFile, FileTime> told) {
    this.names = names;
    Map<String, List<RotatedFile>> forms = new HashMap<>();
    for (RotatedFile file : files) {
      times.put(file.path(), told.apply(file));
      names
          .form(file.path())
          .ifPresent(form -> forms.computeIfAbsent(form, first -> new ArrayList<>()).add(file));
    }
    forms.forEach(this::compare);
  }

  @Override
  public int compare(RotatedFile one, RotatedFile other) {
    int compared = of(one).compareTo(of(other));
    if (compared != 0) {
      return compared;
    }
    String form = form(one);
    compared = form.compareTo(form(other));
    if (compared == 0) {
      compared = compareCounts(form, one, other);
    }
    return compared == 0 ? one.path().compareTo(other.path()) : compared;
  }

  /** Whether one of two files with the same time came after the other, as far as names tell. */
  boolean isNamedAfter(RotatedFile one, RotatedFile other) {
    String form = form(one);
    return form.equals(form(other)) && compareCounts(form, one, other) > 0;
  }

  private String form(RotatedFile file) {
    return names.form(file.path()).orElse("");
  }

  private int compareCounts(String form, RotatedFile one, RotatedFile other) {
    if (form.isEmpty()) {
      return 0;
    }
    int counted = names.count(one.path()).compareTo(names.count(other.path()));
    return ascending.get(form) ? counted : -counted;
  }

  FileTime of(RotatedFile file) {
    return times.get(file.path());
  }

  private void compare(String form, List<RotatedFile> alike) {
    Map<RotatedFile, RotatedNames.Count> counts = new HashMap<>();
    alike.forEach(file -> counts.put(file, names.count(file.path())));
    alike.sort(Comparator.comparing(counts::get));
    boolean ascends = counts.get(alike.get(0)).isDate() || ascends(alike);
    ascending.put(form, ascends);
    FileTime limit = null;
    for (int i = 0; i < alike.size(); i++) {
      RotatedFile file = alike.get(ascends ? alike.size() - 1 - i : i);
      FileTime time = times.get(file.path());
      if (file.isCompressed() && limit != null && time.compareTo(limit) >= 0) {
        time = FileTime.from(limit.toInstant().minusNanos(1));
        times.put(file.path(), time);
      }
      limit = limit == null || time.compareTo(limit) < 0 ? time : limit;
    }
  }

  /** Whether the greater number came after. */
  private boolean ascends(List<RotatedFile> byNumber) {
    return balance(byNumber.stream().filter(RotatedFile::isCompressed).toList())
            + balance(byNumber.stream().filter(file -> !file.isCompressed()).toList())
        > 0;
  }

  private int balance(List<RotatedFile> byNumber) {
    int balance = 0;
    for (int i = 1; i < byNumber.size(); i++) {
      balance += Integer.signum(of(byNumber.get(i)).compareTo(of(byNumber.get(i - 1))));
    }
    return balance;
  }
}
