/** Following one log file through everything that happens to it: identity, position, rotation. */
package io.sluice.connect.filetail.file;
