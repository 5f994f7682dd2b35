// The system's SQLite, with functions where it has macros and variadics, which Swift cannot call.
#pragma once

#include <sqlite3.h>

/// Binds text that SQLite copies.
static inline int csqlite_bind_text(sqlite3_stmt *statement, int place, const char *text, int size) {
  return sqlite3_bind_text(statement, place, text, size, SQLITE_TRANSIENT);
}

/// Leaves it to others to bring the log into the database, and counts the pages in the log.
static inline int csqlite_note_pages(void *pages, sqlite3 *database, const char *name, int count) {
  (void)database, (void)name;
  *(int *)pages = count;
  return SQLITE_OK;
}
static inline void csqlite_count_pages(sqlite3 *database, int *pages) {
  sqlite3_wal_hook(database, csqlite_note_pages, pages);
}

/// Trusts neither what the file says of itself nor a table that was written to behind SQLite's back.
static inline int csqlite_harden(sqlite3 *database) {
  int code = sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  if (code == SQLITE_OK) code = sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  if (code == SQLITE_OK) code = sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
  if (code == SQLITE_OK) code = sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
  return code;
}
