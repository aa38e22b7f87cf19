package io.sluice.connect.filetail.file;

import java.nio.file.Path;

/**
 * A path that may be read.
 *
 * @param folder the innermost of the allowed folders that it is in, without links; or the path
 *     itself
 * @param real the path without links
 */
record AllowedPath(Path folder, Path real) {}
