package io.sluice.connect.filetail.folder;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Where the system tells nothing. */
final class Polling implements FolderWatch {

  @Override
  public boolean watch(Path folder) {
    return false;
  }

  @Override
  public void await(long nanos, Changes changes) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(nanos);
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
