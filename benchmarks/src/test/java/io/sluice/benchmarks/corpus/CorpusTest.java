package io.sluice.benchmarks.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusTest {

  @TempDir Path one;
  @TempDir Path other;

  @ParameterizedTest
  @ValueSource(strings = {"access", "json", "stack-traces"})
  void shouldMakeTheSameBytesEachTime(String name) throws IOException {
    Path first = Corpus.named(name, one).in(one, 1000);
    Path second = Corpus.named(name, one).in(other, 1000);

    assertEquals(1000, Files.readAllLines(first).size());
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
  }

  @Test
  void shouldMakeJsonOfEachLine() throws IOException {
    List<String> lines = Corpus.named("json", one).first(100);

    for (int i = 0; i < lines.size(); i++) {
      assertEquals(i, new ObjectMapper().readTree(lines.get(i)).at("/event/sequence").asInt());
    }
  }

  @Test
  void shouldMakeExceptionsWithTheirFrames() {
    List<String> lines = Corpus.named("stack-traces", one).first(1000);

    assertTrue(lines.stream().anyMatch(line -> line.contains(" ERROR ")));
    assertTrue(lines.stream().filter(line -> line.startsWith("\tat ")).count() > 300);
  }

  @Test
  void shouldRepeatTheLinesOfAFile() throws IOException {
    Files.writeString(one.resolve("mine.log"), "first\nsecond ü\nthird");
    Corpus corpus = Corpus.named("mine.log", one);

    assertEquals(
        List.of("first", "second ü", "third", "first"), Files.readAllLines(corpus.in(other, 4)));
  }

  @Test
  void shouldKnowAFileThatHasChanged() throws IOException {
    Path file = Files.writeString(one.resolve("mine.log"), "first\n");
    String before = Corpus.named("mine.log", one).name();
    Files.writeString(file, "first\nsecond\n");

    assertNotEquals(before, Corpus.named("mine.log", one).name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing.log", ".", "empty.log"})
  void shouldNameWhatItDoesNotKnow(String text) throws IOException {
    Files.createFile(one.resolve("empty.log"));

    String message =
        assertThrows(IllegalArgumentException.class, () -> Corpus.named(text, one)).getMessage();

    assertEquals(
        "'" + text + "' is no file with something in it, and none of access, json, stack-traces",
        message);
  }
}
