package io.sluice.config.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Watch.Watcher;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * A connection through jetcd, set up to suit a client that mostly waits.
 *
 * <p>Where it departs from jetcd's defaults, and why: no keep-alive pings without a call, because a
 * stock server answers those with GOAWAY; no waiting for readiness, because a request against a
 * dead server would then never end and never say why; our own bound on each future; and the target
 * is built here, because jetcd's does not take IPv6 addresses. Retries stay with the callers, who
 * know their deadline; jetcd's own serve only to renew an expired login.
 */
final class JetcdConnection implements EtcdConnection {

  /** Below etcd's default of 128 operations in one transaction. */
  private static final int RANGES_PER_TRANSACTION = 100;

  private static final int MAX_RESPONSE_BYTES = 256 * 1024 * 1024;

  private final EtcdSettings settings;
  private final ScheduledExecutorService executor = executor();
  private final Client client;
  private final KV kv;

  /**
   * @throws EtcdException if the TLS files cannot be used; the server is not contacted yet
   */
  JetcdConnection(EtcdSettings settings) {
    this.settings = settings;
    // gRPC and Vert.x look up services through the context class loader, which on Connect's own
    // threads does not see the plugin's jars.
    Thread thread = Thread.currentThread();
    ClassLoader callers = thread.getContextClassLoader();
    thread.setContextClassLoader(JetcdConnection.class.getClassLoader());
    try {
      this.client = builder(settings).executorService(executor).build();
      this.kv = client.getKVClient();
    } catch (RuntimeException e) {
      executor.shutdownNow();
      throw e;
    } finally {
      thread.setContextClassLoader(callers);
    }
  }

  /**
   * Starts jetcd's requests; a scheduled one, or jetcd's retries leave a thread behind for ever.
   */
  private static ScheduledExecutorService executor() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "etcd-requests");
              thread.setDaemon(true);
              thread.setContextClassLoader(JetcdConnection.class.getClassLoader());
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  private static ClientBuilder builder(EtcdSettings settings) {
    ClientBuilder builder =
        Client.builder()
            .target(target(settings.endpoints()))
            .waitForReady(false)
            .keepaliveWithoutCalls(false)
            .keepaliveTime(Duration.ofSeconds(10))
            .keepaliveTimeout(Duration.ofSeconds(5))
            .connectTimeout(settings.timeout())
            .retryDelay(50)
            .retryMaxDelay(200)
            .maxInboundMessageSize(MAX_RESPONSE_BYTES);
    settings
        .credentials()
        .ifPresent(
            credentials ->
                builder
                    .user(bytes(credentials.user()))
                    .password(bytes(credentials.password().value())));
    settings
        .tls()
        .ifPresent(
            tls -> {
              builder.sslContext(TlsContext.of(tls));
              tls.authority().ifPresent(builder::authority);
            });
    return builder;
  }

  private static String target(List<URI> endpoints) {
    return endpoints.stream()
        .map(URI::getAuthority)
        .map(hostAndPort -> hostAndPort.replace("[", "%5B").replace("]", "%5D"))
        .collect(Collectors.joining(",", "ip:///", ""));
  }

  @Override
  public EtcdSnapshot read(Collection<EtcdRange> ranges, Duration limit) {
    return fetch(ranges, GetOption.builder(), 0, limit).snapshot();
  }

  @Override
  public EtcdSnapshot readAt(Collection<EtcdRange> ranges, long revision, Duration limit) {
    return fetch(ranges, GetOption.builder(), revision, limit).snapshot();
  }

  @Override
  public SortedMap<String, Long> readModRevisions(Collection<EtcdRange> ranges, Duration limit) {
    GetOption.Builder keys = GetOption.builder().withKeysOnly(true);
    return EtcdPairs.modRevisions(fetch(ranges, keys, 0, limit).pairs());
  }

  @Override
  public List<Long> counts(Collection<EtcdRange> ranges, Duration limit) {
    GetOption.Builder count = GetOption.builder().withCountOnly(true);
    return fetch(ranges, count, 0, limit).answers().stream().map(GetResponse::getCount).toList();
  }

  /**
   * One transaction reads at one revision; further ones, for very many ranges, are told it.
   *
   * @param what of the ranges; changed here
   * @param at the revision to read; 0 for the newest
   */
  private Contents fetch(
      Collection<EtcdRange> ranges, GetOption.Builder what, long at, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    String asked = "read " + ranges + (at == 0 ? "" : " as of revision " + at);
    List<EtcdRange> all = List.copyOf(ranges);
    List<GetResponse> answers = new ArrayList<>();
    long revision = at;
    for (int from = 0; from < all.size(); from += RANGES_PER_TRANSACTION) {
      what.withRevision(revision);
      Op[] gets =
          all.subList(from, Math.min(from + RANGES_PER_TRANSACTION, all.size())).stream()
              .map(range -> Op.get(bytes(range.key()), what.isPrefix(range.prefix()).build()))
              .toArray(Op[]::new);
      TxnResponse response = await(kv.txn().Then(gets).commit(), end - System.nanoTime(), asked);
      if (revision == 0) {
        revision = response.getHeader().getRevision();
      }
      answers.addAll(response.getGetResponses());
    }
    return new Contents(revision, answers);
  }

  @Override
  public void put(String key, String value, Duration limit) {
    await(kv.put(bytes(key), bytes(value)), limit.toNanos(), "write " + key);
  }

  @Override
  public EtcdReplacement replace(
      String key, long modRevision, Optional<String> value, Duration limit) {
    Cmp unchanged = new Cmp(bytes(key), Cmp.Op.EQUAL, CmpTarget.modRevision(modRevision));
    Op write =
        value
            .<Op>map(text -> Op.put(bytes(key), bytes(text), PutOption.DEFAULT))
            .orElseGet(() -> Op.delete(bytes(key), DeleteOption.DEFAULT));
    Op look = Op.get(bytes(key), GetOption.DEFAULT);
    TxnResponse response =
        await(
            kv.txn().If(unchanged).Then(write).Else(look).commit(),
            limit.toNanos(),
            (value.isPresent() ? "write " : "delete ") + key);
    long revision = response.getHeader().getRevision();
    if (response.isSucceeded()) {
      return EtcdReplacement.made(revision);
    }
    List<KeyValue> found = response.getGetResponses().get(0).getKvs();
    EtcdSnapshot theirs = EtcdFailure.requireText(settings, EtcdPairs.snapshot(revision, found));
    return EtcdReplacement.refused(revision, Optional.ofNullable(theirs.values().get(key)));
  }

  @Override
  public long grant(Duration lifetime, Duration limit) {
    return await(
            client.getLeaseClient().grant(lifetime.toSeconds()), limit.toNanos(), "make a lease")
        .getID();
  }

  @Override
  public void putLeased(long lease, String key, String value, Duration limit) {
    PutOption leased = PutOption.builder().withLeaseId(lease).build();
    await(
        kv.put(bytes(key), bytes(value), leased),
        limit.toNanos(),
        "write " + key + " under a lease");
  }

  @Override
  public boolean renew(long lease, Duration limit) {
    try {
      // jetcd's own renewal ends without a word when a lease runs out while etcd is away.
      return await(client.getLeaseClient().keepAliveOnce(lease), limit.toNanos(), "renew a lease")
              .getTTL()
          > 0;
    } catch (EtcdException refused) {
      if (refused.isUnavailable()) {
        throw refused;
      }
      return false;
    }
  }

  @Override
  public void revoke(long lease, Duration limit) {
    await(client.getLeaseClient().revoke(lease), limit.toNanos(), "end a lease");
  }

  @Override
  public Watch watch(Collection<EtcdRange> ranges, long fromRevision, Doorbell doorbell) {
    List<Watcher> watchers = new ArrayList<>();
    for (EtcdRange range : ranges) {
      WatchOption options =
          WatchOption.builder()
              .isPrefix(range.prefix())
              .withRevision(fromRevision)
              .withProgressNotify(true)
              .withRequireLeader(true)
              .build();
      watchers.add(
          client.getWatchClient().watch(bytes(range.key()), options, new Ringer(doorbell)));
    }
    return () -> watchers.forEach(Watcher::close);
  }

  @Override
  public void close() {
    client.close();
    executor.shutdownNow();
  }

  private <T> T await(CompletableFuture<T> future, long nanos, String asked) {
    try {
      return future.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw EtcdFailure.of(settings, asked, e);
    } catch (TimeoutException e) {
      future.cancel(true);
      TimeoutException named =
          new TimeoutException("no answer within " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms");
      throw EtcdFailure.of(settings, asked, named);
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw EtcdFailure.of(settings, asked, e);
    }
  }

  private static ByteSequence bytes(String text) {
    return ByteSequence.from(text, StandardCharsets.UTF_8);
  }

  /** An answer for each range, of one revision. */
  private record Contents(long revision, List<GetResponse> answers) {

    EtcdSnapshot snapshot() {
      return EtcdPairs.snapshot(revision, pairs());
    }

    List<KeyValue> pairs() {
      return answers.stream().flatMap(answer -> answer.getKvs().stream()).toList();
    }
  }

  /** Runs on jetcd's threads, under jetcd's lock: it only tells the doorbell. */
  private record Ringer(Doorbell doorbell) implements io.etcd.jetcd.Watch.Listener {

    @Override
    public void onNext(WatchResponse response) {
      for (WatchEvent event : response.getEvents()) {
        doorbell.ring(event.getKeyValue().getModRevision());
      }
    }

    @Override
    public void onError(Throwable failure) {
      doorbell.breakWith(failure);
    }

    @Override
    public void onCompleted() {
      doorbell.breakWith(new IllegalStateException("the stream was closed"));
    }
  }
}
