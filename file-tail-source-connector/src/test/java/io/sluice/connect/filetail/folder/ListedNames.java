package io.sluice.connect.filetail.folder;

import java.util.ArrayList;
import java.util.List;

/** Listings that also hold names which no file system would give. */
public final class ListedNames {

  private ListedNames() {}

  /** Listings in which each folder holds one more name. */
  public static FolderListings with(String name) {
    FolderListings real = new FolderListings(() -> 0);
    return new FolderListings(
        () -> 0,
        folder -> {
          List<String> names = new ArrayList<>(real.of(folder).names());
          names.add(name);
          return names;
        });
  }
}
