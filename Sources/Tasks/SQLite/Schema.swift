/// The tables, step by step.
enum Schema {
  /// What was done to an empty database, in order; new steps go to the end.
  static let steps = [first]

  private static let first = """
    CREATE TABLE tasks (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      owner TEXT NOT NULL,
      api TEXT NOT NULL,
      kind TEXT NOT NULL,
      state TEXT NOT NULL,
      revision INTEGER NOT NULL DEFAULT 0,
      created INTEGER NOT NULL,
      started INTEGER,
      finished INTEGER,
      attempts INTEGER NOT NULL DEFAULT 0,
      falls INTEGER NOT NULL DEFAULT 0,
      worker TEXT,
      lease INTEGER,
      likeness TEXT,
      parent TEXT,
      size INTEGER NOT NULL,
      failure_code TEXT,
      failure_reason TEXT,
      progress TEXT,
      checkpoint TEXT,
      request TEXT NOT NULL,
      result TEXT
    ) STRICT;
    CREATE INDEX tasks_by_owner ON tasks (owner, api, sequence, kind, state);
    CREATE INDEX tasks_by_state ON tasks (api, kind, state);
    CREATE INDEX tasks_by_creation ON tasks (created, sequence);
    CREATE INDEX tasks_by_end ON tasks (finished, sequence, size) WHERE finished IS NOT NULL;
    CREATE INDEX tasks_by_likeness ON tasks (owner, likeness, sequence) WHERE likeness IS NOT NULL;
    CREATE INDEX tasks_by_parent ON tasks (parent) WHERE parent IS NOT NULL;
    CREATE INDEX tasks_queued ON tasks (owner, kind, sequence) WHERE state = 'queued';
    CREATE INDEX tasks_running ON tasks (owner, lease) WHERE state = 'running';

    CREATE TABLE task_labels (
      owner TEXT NOT NULL,
      api TEXT NOT NULL,
      name TEXT NOT NULL,
      value TEXT NOT NULL,
      task INTEGER NOT NULL REFERENCES tasks (sequence) ON DELETE CASCADE,
      PRIMARY KEY (owner, api, name, value, task)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX task_labels_by_task ON task_labels (task);

    CREATE TABLE task_assets (
      task INTEGER NOT NULL REFERENCES tasks (sequence) ON DELETE CASCADE,
      asset TEXT NOT NULL,
      PRIMARY KEY (task, asset)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX task_assets_by_asset ON task_assets (asset);

    CREATE TABLE task_files (
      task INTEGER NOT NULL REFERENCES tasks (sequence) ON DELETE CASCADE,
      name TEXT NOT NULL,
      type TEXT NOT NULL,
      size INTEGER NOT NULL,
      PRIMARY KEY (task, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE turns (owner TEXT PRIMARY KEY, turn INTEGER NOT NULL) STRICT, WITHOUT ROWID;

    CREATE TABLE idempotency_keys (
      owner TEXT NOT NULL,
      route TEXT NOT NULL,
      key TEXT NOT NULL,
      digest TEXT NOT NULL,
      answer TEXT NOT NULL,
      created INTEGER NOT NULL,
      PRIMARY KEY (owner, route, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX idempotency_keys_by_creation ON idempotency_keys (created);

    CREATE TABLE deliveries (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      task TEXT NOT NULL,
      url TEXT NOT NULL,
      state TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      created INTEGER NOT NULL,
      next INTEGER,
      finished INTEGER,
      status INTEGER,
      failure TEXT,
      body TEXT
    ) STRICT;
    CREATE INDEX deliveries_due ON deliveries (next, sequence) WHERE state = 'due';
    CREATE INDEX deliveries_by_task ON deliveries (task, url, sequence);
    CREATE INDEX deliveries_by_end ON deliveries (finished) WHERE finished IS NOT NULL;

    CREATE TABLE assets (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      owner TEXT NOT NULL,
      state TEXT NOT NULL,
      name TEXT NOT NULL,
      type TEXT NOT NULL,
      created INTEGER NOT NULL,
      used INTEGER NOT NULL,
      digest TEXT,
      size INTEGER,
      draft TEXT,
      failure TEXT,
      user_metadata TEXT,
      system_metadata TEXT
    ) STRICT;
    CREATE INDEX assets_by_owner ON assets (owner, sequence, type, name);
    CREATE INDEX assets_by_digest ON assets (digest, size) WHERE digest IS NOT NULL;
    CREATE INDEX assets_by_draft ON assets (draft) WHERE draft IS NOT NULL;
    CREATE INDEX assets_by_use ON assets (used, sequence);

    CREATE TABLE results (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL,
      size INTEGER NOT NULL,
      used INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX results_by_use ON results (used, size);
    """
}
