package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.LineSettings;
import java.time.Duration;

/**
 * How a file is followed.
 *
 * @param lines how lines are told apart, and become records
 * @param rotationWait how long a rotated file must have been quiet before its successor is read
 */
public record TailSettings(AllowedPaths allowed, LineSettings lines, Duration rotationWait) {}
