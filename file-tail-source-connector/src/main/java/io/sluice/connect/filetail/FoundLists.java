package io.sluice.connect.filetail;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.config.etcd.NotText;
import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.collect.CollectListException;
import io.sluice.connect.filetail.collect.CollectListParser;
import io.sluice.connect.filetail.collect.CollectProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The collect lists that etcd held at one revision. */
record FoundLists(EtcdSnapshot snapshot) {

  /**
   * The entries of all lists.
   *
   * @throws CollectListException with every problem of every key, also of those that are no text
   */
  List<CollectEntry> parse(CollectListParser parser) throws CollectListException {
    Map<String, String> sources = new LinkedHashMap<>();
    snapshot.values().forEach((key, value) -> sources.put(source(key), value.value()));
    List<CollectProblem> noText = new ArrayList<>();
    snapshot.notText().forEach((key, bad) -> noText.add(problem(key, bad)));
    return parser.parse(sources, noText);
  }

  /** What problems call a key. */
  private static String source(String key) {
    return "etcd key " + key;
  }

  private static CollectProblem problem(String key, NotText bad) {
    return new CollectProblem(
        source(key),
        bad.line(),
        bad.column(),
        "",
        bad.isInTheName()
            ? "the key's name is not UTF-8; delete the key"
            : "is not UTF-8 from here on; write it again as UTF-8 text, or delete the key");
  }

  /** The keys among those that are followed which are not there. */
  List<String> missing(List<EtcdRange> ranges) {
    return ranges.stream()
        .filter(range -> !range.prefix())
        .map(EtcdRange::key)
        .filter(key -> !snapshot.values().containsKey(key))
        .filter(key -> !snapshot.notText().containsKey(key))
        .distinct()
        .toList();
  }
}
