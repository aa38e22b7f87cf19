package io.sluice.localstack.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CacheTest {

  @Test
  void shouldUseTheFolderItIsGiven() {
    assertEquals(Path.of("/c"), Cache.folder("/c", "/xdg", "root", "/home/r"));
  }

  @Test
  void shouldNotHideTheCacheOfRootInItsHome() {
    assertEquals(Path.of("/var/cache/sluice"), Cache.folder(null, "/xdg", "root", "/home/r"));
  }

  @Test
  void shouldUseTheCacheFolderOfTheUser() {
    assertEquals(Path.of("/xdg/sluice"), Cache.folder("", "/xdg", "ann", "/home/ann"));
    assertEquals(Path.of("/home/ann/.cache/sluice"), Cache.folder("", "", "ann", "/home/ann"));
  }
}
