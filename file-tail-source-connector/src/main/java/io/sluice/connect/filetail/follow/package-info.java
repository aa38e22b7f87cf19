/** All files that a task follows: which they are, and whose turn it is. */
package io.sluice.connect.filetail.follow;
