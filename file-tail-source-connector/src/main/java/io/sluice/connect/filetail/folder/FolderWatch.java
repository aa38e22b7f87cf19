package io.sluice.connect.filetail.folder;

import java.io.Closeable;
import java.nio.file.Path;

/** Tells at once what happens in folders, as far as the system tells. */
public interface FolderWatch extends Closeable {

  /** Takes what has happened. */
  interface Changes {

    /**
     * @param path what was created, deleted, renamed or written to
     * @param names whether the folder has another name now, or one less
     */
    void changed(Path path, boolean names);

    /** Something happened that is not known: anything may have changed. */
    void unknown();
  }

  /**
   * Asks to be told of what happens in a folder, for as long as it is asked again now and then; the
   * folder that has this name may be another one by then.
   *
   * @return whether it is being watched, and need not be looked at often
   */
  boolean watch(Path folder);

  /**
   * Hands on what has happened, and waits for it if there is nothing yet.
   *
   * @param nanos how long to wait at most; 0 not to wait
   */
  void await(long nanos, Changes changes) throws InterruptedException;

  /** Never throws. */
  @Override
  void close();
}
