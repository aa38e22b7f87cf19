/** The command that shows and changes collect lists in etcd, from a shell. */
package io.sluice.connect.filetail.command;
