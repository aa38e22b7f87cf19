/** Collect lists: which files go to which topics, as their JSON says it. */
package io.sluice.connect.filetail.collect;
