package io.sluice.connect.filetail.command;

/** How the command ends, as scripts see it. */
final class Exit {

  static final int DONE = 0;

  /** It could not be done: etcd is away or refuses, or there is no such list. */
  static final int FAILED = 1;

  /** The command line is not understood. */
  static final int USAGE = 2;

  /** The list is bad: it was not written, or the connector has refused it. */
  static final int BAD_LIST = 3;

  /** Somebody else has changed the list; nothing was written. */
  static final int CONFLICT = 4;

  /** It was written, and not every connector has answered in time. */
  static final int NO_ANSWER = 5;

  private Exit() {}
}
