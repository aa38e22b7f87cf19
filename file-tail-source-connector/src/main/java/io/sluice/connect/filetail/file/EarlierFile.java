package io.sluice.connect.filetail.file;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that had a path before the one that has it now.
 *
 * @param position how far it was read by its own name; nothing where it was not
 */
public record EarlierFile(Path path, Optional<FilePosition> position) {}
