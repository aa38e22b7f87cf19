package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.folder.FolderListings;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What the files that one thread follows share.
 *
 * @param followed whether a path is followed by itself: its file is no rotation of another path's
 * @param namesakes the followed paths of whose files one may get a path's name when rotation
 *     renumbers them: {@code app.log} and {@code app-1.log} for {@code app-2.log}
 * @param nanoTime like {@link System#nanoTime}
 */
public record TailContext(
    TailSettings settings,
    FolderListings folders,
    Predicate<Path> followed,
    Function<Path, Collection<FileTail>> namesakes,
    LongSupplier nanoTime) {}
