package io.sluice.benchmarks.sink;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class InventoryTest {

  private static final OptionalLong NONE = OptionalLong.empty();

  @Test
  void shouldAcceptEachDocumentOnce() {
    assertDoesNotThrow(() -> new Inventory(10, 10, 0, 9, NONE).require(10));
  }

  @Test
  void shouldRefuseOneTooFew() {
    refuse(new Inventory(9, 9, 0, 9, NONE));
  }

  @Test
  void shouldRefuseOneTooMany() {
    refuse(new Inventory(11, 11, 0, 9, OptionalLong.of(4)));
  }

  @Test
  void shouldRefuseOneInThePlaceOfAnother() {
    refuse(new Inventory(10, 10, 0, 9, OptionalLong.of(4)));
    refuse(new Inventory(10, 10, 0, 10, NONE));
    refuse(new Inventory(10, 9, 0, 9, NONE));
  }

  private static void refuse(Inventory inventory) {
    assertThrows(IllegalStateException.class, () -> inventory.require(10));
  }
}
