package io.sluice.connect.filetail.collect;

import io.sluice.connect.filetail.file.AllowedPaths;
import java.util.regex.Pattern;

/** What a collect list may reach. */
public record AccessRules(AllowedPaths paths, Pattern topics) {}
