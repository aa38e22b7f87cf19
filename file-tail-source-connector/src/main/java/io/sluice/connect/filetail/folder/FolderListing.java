package io.sluice.connect.filetail.folder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The names of the files and folders in a folder, at one moment. */
public final class FolderListing {

  public static final FolderListing EMPTY = new FolderListing(List.of());

  private final String[] names;

  FolderListing(List<String> names) {
    this.names = names.toArray(String[]::new);
    Arrays.sort(this.names);
  }

  /** All names, sorted. */
  public List<String> names() {
    return Collections.unmodifiableList(Arrays.asList(names));
  }

  /** The names that begin with a text, sorted. */
  public List<String> startingWith(String beginning) {
    int from = firstNotBefore(beginning);
    int to = from;
    while (to < names.length && names[to].startsWith(beginning)) {
      to++;
    }
    return names().subList(from, to);
  }

  /** The names that another listing does not hold, sorted. */
  public List<String> without(FolderListing other) {
    List<String> missing = new ArrayList<>();
    int theirs = 0;
    for (String name : names) {
      while (theirs < other.names.length && other.names[theirs].compareTo(name) < 0) {
        theirs++;
      }
      if (theirs == other.names.length || !other.names[theirs].equals(name)) {
        missing.add(name);
      }
    }
    return missing;
  }

  /** The same without some names. */
  public FolderListing except(Set<String> some) {
    return new FolderListing(names().stream().filter(name -> !some.contains(name)).toList());
  }

  private int firstNotBefore(String text) {
    int found = Arrays.binarySearch(names, text);
    return found < 0 ? -found - 1 : found;
  }
}
