package io.sluice.connect.filetail.file;

/** How rotated files are called. */
enum Naming {
  /** The newest is {@code app.log.1}; the older ones are renamed with each rotation. */
  NUMBERED {
    @Override
    String name(int rotation) {
      return "app.log.1";
    }
  },
  DATED {
    @Override
    String name(int rotation) {
      return "app.log-" + (20261101 + rotation);
    }
  },
  /** The date is before the extension. */
  DATED_BEFORE_EXTENSION {
    @Override
    String name(int rotation) {
      return String.format("app-2026-11-%02d.log", rotation + 1);
    }
  };

  /** The name that a rotation gives. */
  abstract String name(int rotation);
}
