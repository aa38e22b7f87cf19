package io.sluice.connect.filetail.glob;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A glob without braces: one pattern for each name of a path, and {@code **} for any folders. */
final class PathPattern {

  /** {@code **}, compared by reference. */
  private static final NamePattern FOLDERS = NamePattern.parse("*");

  private final List<NamePattern> names;
  private final Path base;

  private PathPattern(List<NamePattern> names) {
    this.names = names;
    Path folder = Path.of("/");
    for (NamePattern name : names.subList(0, names.size() - 1)) {
      if (name.literal().isEmpty()) {
        break;
      }
      folder = folder.resolve(name.literal().get());
    }
    this.base = folder;
  }

  /**
   * @throws IllegalArgumentException that says what is wrong
   */
  static PathPattern parse(String text) {
    if (!text.startsWith("/") || text.endsWith("/")) {
      throw new IllegalArgumentException("is not an absolute path without a last '/'");
    }
    List<NamePattern> names = new ArrayList<>();
    for (String name : text.substring(1).split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        throw new IllegalArgumentException("is not an absolute path without '.', '..' and '//'");
      } else if (name.equals("**")) {
        names.add(FOLDERS);
      } else if (name.replace("\\*", "").contains("**")) {
        throw new IllegalArgumentException(
            "** must stand alone between two slashes, not within a name as in '"
                + name
                + "'; write **/"
                + name.replaceAll("\\*+", "*")
                + " for any folders");
      } else {
        names.add(NamePattern.parse(name));
      }
    }
    if (names.get(names.size() - 1) == FOLDERS) {
      names.add(NamePattern.parse("*"));
    }
    return new PathPattern(List.copyOf(names));
  }

  /** The folder that all of it is below of, as far down as its names are no patterns. */
  Path base() {
    return base;
  }

  boolean matches(Path path) {
    int part = 0;
    int at = 0;
    int folders = -1;
    int foldersAt = 0;
    while (at < path.getNameCount()) {
      if (part < names.size() && names.get(part) == FOLDERS) {
        folders = part++;
        foldersAt = at;
      } else if (part < names.size() && names.get(part).matches(path.getName(at).toString())) {
        part++;
        at++;
      } else if (folders >= 0) {
        at = ++foldersAt;
        part = folders + 1;
      } else {
        return false;
      }
    }
    return part == names.size();
  }

  /** Whether a path below the folder may match. */
  boolean reachesBelow(Path folder) {
    for (int i = 0; i < folder.getNameCount(); i++) {
      if (i == names.size()) {
        return false;
      } else if (names.get(i) == FOLDERS) {
        return true;
      } else if (!names.get(i).matches(folder.getName(i).toString())) {
        return false;
      }
    }
    return folder.getNameCount() < names.size();
  }

  /** Whether there may be paths that both match, as far as their folders tell. */
  boolean mayMeet(PathPattern other) {
    return reachesBelow(other.base) && other.reachesBelow(base);
  }

  /** The same, as far as folders and the beginnings of names tell. */
  boolean mayShare(PathPattern other) {
    return mayMeet(other) && lastName().mayMeet(other.lastName());
  }

  private NamePattern lastName() {
    return names.get(names.size() - 1);
  }
}
