package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.folder.FolderListing;
import io.sluice.connect.filetail.folder.FolderListings;
import java.io.IOException;
import java.nio.file.Path;

/** Tells whether rotated files have come or gone beside a path that has lost its file. */
final class NewsBeside {

  private final Path path;
  private final Siblings siblings;
  private final FolderListings folders;
  private FolderListing listing;
  private FolderState state;

  NewsBeside(Path path, Siblings siblings, FolderListings folders) {
    this.path = path;
    this.siblings = siblings;
    this.folders = folders;
  }

  /** Whether they have since this was asked last; so they have when it is asked first. */
  boolean hasChanged() throws IOException {
    FolderListing now = folders.of(path.getParent());
    if (now == listing) {
      return false;
    }
    FolderState then = siblings.state().withoutOthers();
    boolean changed = !then.equals(state);
    listing = now;
    state = then;
    return changed;
  }
}
