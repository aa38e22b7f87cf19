package io.sluice.benchmarks.sink;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Posts bulk bodies that were ready before to Elasticsearch: what is left of the time is
 * Elasticsearch's own. A program of its own, so that what it uses of the machine can be told.
 *
 * <p>It takes commands from its standard input and answers each with a line: {@code prepare N}
 * makes bodies of N documents each, and {@code post INDEX_URL N} posts them all, N at once.
 *
 * <p>The ids are of the form that the sink gives, for Elasticsearch has to look for each; the
 * bodies are not compressed, and of an answer only comes whether there are errors.
 */
public final class BulkDriver {

  static final String DONE = "done";

  private static final String QUERY = "/_bulk?filter_path=errors";
  private static final String NO_ERRORS = "\"errors\":false";

  private final Path documents;
  private List<byte[]> bodies = List.of();

  /** How many documents are in each of them. */
  private int prepared;

  private BulkDriver(Path documents) {
    this.documents = documents;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    BulkDriver driver = new BulkDriver(Path.of(arguments[0]));
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "prepare" -> driver.prepare(Integer.parseInt(words[1]));
        case "post" -> driver.post(URI.create(words[1] + QUERY), Integer.parseInt(words[2]));
        default -> throw new IllegalArgumentException(line);
      }
      System.out.println(DONE);
    }
  }

  private void prepare(int documentsOfBody) throws IOException {
    if (documentsOfBody == prepared) {
      return;
    }
    prepared = documentsOfBody;
    bodies = new ArrayList<>();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int number = 0;
    try (Stream<String> lines = Files.lines(documents)) {
      for (Iterator<String> each = lines.iterator(); each.hasNext(); number++) {
        if (number > 0 && number % documentsOfBody == 0) {
          bodies.add(body.toByteArray());
          body.reset();
        }
        String action =
            "{\"create\":{\"_id\":\"" + DocumentTopics.RECORDS + "+0+" + number + "\"}}";
        body.writeBytes((action + "\n" + each.next() + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    bodies.add(body.toByteArray());
  }

  private void post(URI target, int parallelism) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger threads = new AtomicInteger();
    ExecutorService posting =
        Executors.newFixedThreadPool(
            parallelism, work -> new Thread(work, "post-" + threads.incrementAndGet()));
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < parallelism; i++) {
        all.add(
            posting.submit(
                () -> {
                  int body = next.getAndIncrement();
                  while (body < bodies.size()) {
                    post(target, bodies.get(body));
                    body = next.getAndIncrement();
                  }
                  return null;
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Not all was posted to " + target, e.getCause());
    } finally {
      posting.shutdownNow();
    }
  }

  private static void post(URI target, byte[] body) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/x-ndjson");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.length);
    connection.getOutputStream().write(body);
    String answer = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!answer.contains(NO_ERRORS)) {
      throw new IOException("Elasticsearch did not take all of a request: " + answer);
    }
  }
}
