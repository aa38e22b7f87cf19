package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {

  private final List<String> closed = new ArrayList<>();
  private final IOException first = new IOException("first");
  private final IOException second = new IOException("second");

  @Test
  void shouldCloseAllAndTellWhatFailed() {
    IOException thrown =
        assertThrows(
            IOException.class, () -> Closing.all(file("a", first), file("b", second), file("c")));

    assertSame(first, thrown);
    assertArrayEquals(new Throwable[] {second}, thrown.getSuppressed());
    assertEquals(List.of("a", "b", "c"), closed);
  }

  @Test
  void shouldCloseAllAndTellOfItWithWhatFailedBefore() {
    Closing.after(first, List.of(file("a", second), file("b", first), file("c")));

    assertArrayEquals(new Throwable[] {second}, first.getSuppressed());
    assertEquals(List.of("a", "b", "c"), closed);
  }

  private Closeable file(String name) {
    return () -> closed.add(name);
  }

  private Closeable file(String name, IOException failing) {
    return () -> {
      closed.add(name);
      throw failing;
    };
  }
}
