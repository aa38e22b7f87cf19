package io.sluice.connect.elasticsearch.bulk;

/**
 * Who is to blame for an error of the server, as {@link ServerErrors} sees it.
 *
 * @param reason goes behind the error where a document is to blame, and is the advice where the
 *     target is; empty where neither is
 * @param signs how many times the target took others while it refused this one
 */
record Judgement(Blame blame, String reason, int signs) {

  /** What follows. */
  enum Blame {
    /** It has tries left. */
    NOT_YET,
    /** It has none left, and is sent on until what becomes of others tells. */
    WAITS_FOR_OTHERS,
    /** The document is malformed. */
    DOCUMENT,
    /** The task fails. */
    TARGET
  }

  static Judgement notYet(int signs) {
    return new Judgement(Blame.NOT_YET, "", signs);
  }

  static Judgement waitsForOthers(int signs) {
    return new Judgement(Blame.WAITS_FOR_OTHERS, "", signs);
  }

  static Judgement document(String reason) {
    return new Judgement(Blame.DOCUMENT, reason, 0);
  }

  static Judgement target(String advice) {
    return new Judgement(Blame.TARGET, advice, 0);
  }
}
