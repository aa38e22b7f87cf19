package io.sluice.connect.elasticsearch.bulk;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/** Answers requests by a function, at once or when told to, and keeps what they asked. */
final class FakeTransport implements BulkTransport {

  /** One request: the offsets in its ids, and its documents, which are null for deletions. */
  static final class Sent {
    final List<String> actions = new ArrayList<>();
    final List<String> documents = new ArrayList<>();
    final CompletableFuture<BulkResponse> answer = new CompletableFuture<>();
    int bytes;
    int capacity;

    List<Long> offsets() {
      return actions.stream().map(FakeTransport::offset).toList();
    }
  }

  final List<Sent> requests = new ArrayList<>();
  final Deque<Sent> unanswered = new ArrayDeque<>();
  boolean hold;
  Function<Sent, Object> answers = FakeTransport::allCreated;

  @Override
  public CompletionStage<BulkResponse> send(byte[] body, int length) {
    Sent sent = new Sent();
    sent.bytes = length;
    sent.capacity = body.length;
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    copy.write(body, 0, length);
    String text = copy.toString(StandardCharsets.UTF_8);
    if (!text.endsWith("\n")) {
      throw new AssertionError("a bulk body ends with a line feed");
    }
    String[] lines = text.split("\n");
    for (int i = 0; i < lines.length; i++) {
      sent.actions.add(lines[i]);
      sent.documents.add(lines[i].startsWith("{\"delete\"") ? null : lines[++i]);
    }
    requests.add(sent);
    unanswered.add(sent);
    if (!hold) {
      answerNext();
    }
    return sent.answer;
  }

  void answerNext() {
    answer(unanswered.peek());
  }

  /** Answers one of those that are not answered yet. */
  void answer(Sent sent) {
    unanswered.remove(sent);
    Object answer = answers.apply(sent);
    if (answer instanceof Throwable failure) {
      sent.answer.completeExceptionally(failure);
    } else {
      sent.answer.complete((BulkResponse) answer);
    }
  }

  void answerAll() {
    while (!unanswered.isEmpty()) {
      answerNext();
    }
  }

  private static long offset(String action) {
    int plus = action.lastIndexOf('+');
    return Long.parseLong(action.substring(plus + 1, action.indexOf('"', plus)));
  }

  /** All requests' offsets, in the order of sending. */
  List<Long> sentOffsets() {
    return requests.stream().flatMap(sent -> sent.offsets().stream()).toList();
  }

  static BulkResponse allCreated(Sent sent) {
    return new BulkResponse(200, sent.actions.size(), List.of(), ErrorCause.UNKNOWN);
  }

  /** Answers that the documents of these offsets failed. */
  static BulkResponse failing(Sent sent, Map<Long, ItemFailure> byOffset) {
    List<ItemFailure> failures = new ArrayList<>();
    List<Long> offsets = sent.offsets();
    for (int i = 0; i < offsets.size(); i++) {
      ItemFailure failure = byOffset.get(offsets.get(i));
      if (failure != null) {
        failures.add(new ItemFailure(i, failure.status(), failure.error()));
      }
    }
    return new BulkResponse(200, offsets.size(), failures, ErrorCause.UNKNOWN);
  }

  /** Answers that all documents failed. */
  static BulkResponse allFailing(Sent sent, int status, ErrorCause error) {
    Map<Long, ItemFailure> failures = new LinkedHashMap<>();
    sent.offsets().forEach(offset -> failures.put(offset, new ItemFailure(0, status, error)));
    return failing(sent, failures);
  }

  /** Answers that the documents failed whose action lines hold this text. */
  static BulkResponse failingWhere(Sent sent, String text, int status, ErrorCause error) {
    return failingWhere(sent, action -> action.contains(text), status, error);
  }

  static BulkResponse failingWhere(
      Sent sent, Predicate<String> action, int status, ErrorCause error) {
    List<ItemFailure> failures = new ArrayList<>();
    for (int i = 0; i < sent.actions.size(); i++) {
      if (action.test(sent.actions.get(i))) {
        failures.add(new ItemFailure(i, status, error));
      }
    }
    return new BulkResponse(200, sent.actions.size(), failures, ErrorCause.UNKNOWN);
  }

  static Map<Long, ItemFailure> failure(long offset, int status, String type) {
    Map<Long, ItemFailure> failures = new LinkedHashMap<>();
    failures.put(offset, new ItemFailure(0, status, new ErrorCause(type, "because")));
    return failures;
  }
}
