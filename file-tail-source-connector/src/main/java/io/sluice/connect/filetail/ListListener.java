package io.sluice.connect.filetail;

import io.sluice.connect.filetail.collect.CollectAgent;
import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.collect.CollectProblem;
import io.sluice.connect.filetail.collect.CollectStatus;
import io.sluice.connect.filetail.collect.EntryProgress;
import java.util.List;

/** Whom a live list tells, and asks, on its own thread. */
interface ListListener {

  /** Takes a good list that took the place of another; called again later if it throws. */
  void changed(List<CollectEntry> entries);

  /** Sees now and then whether the tasks have the list. */
  void check();

  /**
   * Hears what became of each list.
   *
   * @param problems all that is wrong with it, of which the status may leave out some
   */
  void outcome(CollectStatus outcome, List<CollectProblem> problems);

  /** Hears which state the status shows, each time that it may have become another. */
  void shows(CollectStatus.State state);

  /** How far the entries of a list are read. */
  List<EntryProgress> progress(List<CollectEntry> entries);

  /** Who has the list; asked on the registration's thread. */
  CollectAgent agent();
}
