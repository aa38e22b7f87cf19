package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.folder.FolderListings;
import java.util.function.LongSupplier;

/**
 * What the files that one thread follows share.
 *
 * @param nanoTime like {@link System#nanoTime}
 */
public record TailContext(TailSettings settings, FolderListings folders, LongSupplier nanoTime) {}
