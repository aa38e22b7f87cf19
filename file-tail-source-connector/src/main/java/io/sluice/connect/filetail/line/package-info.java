/** How the bytes of a file are cut into lines, and lines into what one record holds. */
package io.sluice.connect.filetail.line;
