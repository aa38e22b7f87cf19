/** Finding the files that a glob matches, as they come. */
package io.sluice.connect.filetail.discovery;
