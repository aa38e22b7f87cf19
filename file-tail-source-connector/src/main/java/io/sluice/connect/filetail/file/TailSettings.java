package io.sluice.connect.filetail.file;

import java.time.Duration;

/**
 * How a file is followed.
 *
 * @param limit how long a line may be
 * @param rotationWait how long a rotated file must have been quiet before its successor is read
 */
public record TailSettings(AllowedPaths allowed, LineLimit limit, Duration rotationWait) {}
