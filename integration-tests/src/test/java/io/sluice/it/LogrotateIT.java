package io.sluice.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real logrotate and an application that writes without a break, before the whole stack. */
class LogrotateIT {

  private static final int ROTATIONS = 5;

  @ParameterizedTest
  @EnumSource
  void shouldDeliverEachLineOnceInOrder(Rotation rotation) throws Exception {
    try (Source source = new Source("logrotate");
        RotatedLog log = new RotatedLog(source, rotation, "app")) {
      source.start(1);
      for (int i = 0; i < ROTATIONS; i++) {
        log.awaitSome();
        log.rotate();
      }

      log.finish();
    }
  }

  @Test
  void shouldDeliverWhatWasRotatedWhileTheWorkerWasDown() throws Exception {
    List<RotatedLog> logs = new ArrayList<>();
    try (Source source = new Source("missed")) {
      for (Rotation rotation : Rotation.values()) {
        logs.add(new RotatedLog(source, rotation, rotation.name().toLowerCase(Locale.ROOT)));
      }
      source.start(logs.size());
      for (RotatedLog log : logs) {
        log.awaitSome();
      }
      SharedStack.get().connect().kill();
      for (RotatedLog log : logs) {
        log.rotate();
        log.awaitWritten();
        log.rotate();
      }
      SharedStack.get().connect().start();
      for (RotatedLog log : logs) {
        log.finish();
      }
    } finally {
      for (RotatedLog log : logs) {
        log.close();
      }
    }
  }
}
