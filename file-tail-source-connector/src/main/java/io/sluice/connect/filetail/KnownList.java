package io.sluice.connect.filetail;

import io.sluice.connect.filetail.collect.CollectEntry;
import java.util.List;

/**
 * What is known of a collect list.
 *
 * @param entries the last good list; null while there was none
 * @param listTrouble what is wrong with the newest list; null where it is good or unknown
 * @param etcdTrouble why etcd gave no newer list when it was last asked; null where it did
 */
record KnownList(List<CollectEntry> entries, String listTrouble, String etcdTrouble) {

  KnownList good(List<CollectEntry> read) {
    return new KnownList(read, null, etcdTrouble);
  }

  KnownList bad(String trouble) {
    return new KnownList(entries, trouble, etcdTrouble);
  }

  KnownList etcdAnswers() {
    return new KnownList(entries, listTrouble, null);
  }

  KnownList etcdDoesNotAnswer(String trouble) {
    return new KnownList(entries, listTrouble, trouble);
  }

  /** A list that is bad was read, whatever has happened to etcd since. */
  String trouble() {
    return listTrouble != null ? listTrouble : etcdTrouble;
  }
}
