/** Patterns of paths: which files an entry of a collect list means. */
package io.sluice.connect.filetail.glob;
