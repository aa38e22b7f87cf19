package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipBodiesTest {

  private final GzipBodies gzip = new GzipBodies();

  @Test
  void shouldCompressWhatGrowsByCompressionAndWhatIsEmpty() throws IOException {
    for (int length : new int[] {0, 1, 65_518, 65_519, 65_520, 300_000}) {
      byte[] random = new byte[length + 10];
      new Random(length).nextBytes(random);
      GzipBodies.Body body = gzip.compress(random, length);
      assertArrayEquals(Arrays.copyOf(random, length), unzip(body));
      gzip.release(body);
    }
  }

  @Test
  void shouldUseBuffersAgain() throws IOException {
    GzipBodies.Body first = gzip.compress(new byte[1000], 1000);
    GzipBodies.Body second = gzip.compress(new byte[] {1, 2, 3}, 3);
    assertArrayEquals(new byte[1000], unzip(first));
    gzip.release(first);
    assertSame(first, gzip.compress(new byte[] {4}, 1));
    assertArrayEquals(new byte[] {4}, unzip(first));
    assertArrayEquals(new byte[] {1, 2, 3}, unzip(second));
  }

  private static byte[] unzip(GzipBodies.Body body) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(body.array(), 0, body.size()))
        .readAllBytes();
  }
}
