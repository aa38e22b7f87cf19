package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.folder.FolderListings;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What the files that one thread follows share.
 *
 * @param followed whether a path is followed by itself: its file is no rotation of another path's
 * @param nanoTime like {@link System#nanoTime}
 */
public record TailContext(
    TailSettings settings,
    FolderListings folders,
    Predicate<Path> followed,
    LongSupplier nanoTime) {}
