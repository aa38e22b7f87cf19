/** Folders: what is in them, and what happens in them. */
package io.sluice.connect.filetail.folder;
