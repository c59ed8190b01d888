# SPDX-License-Identifier: MIT
"""The tables of the first released schema, as its migration makes them. Never changed afterwards: add a migration.

Dates end in `_at` or `_on`: UTC, ISO 8601, Z; `issued` is EDTF as precise as printed. No NUL in text. Offsets are
code points, half-open. `public_id` stands only where a note's text may name the row. Every watched table has an
AUTOINCREMENT key, since undo needs one that is never used twice; every foreign key has an index. A CHECK may not
call json_valid: SQLite 3.40 refuses it under trusted_schema=OFF.
"""

from __future__ import annotations

FIRST = """
-- Articles
-- csl: the other CSL variables (volume, page, DOI). doubt: why the text may be wrong or missing.
-- filed_on NULL: still in the inbox. accessed: the citation's date, kept by an import.
CREATE TABLE article (
  id INTEGER PRIMARY KEY AUTOINCREMENT, public_id TEXT NOT NULL UNIQUE,
  item_type TEXT NOT NULL DEFAULT 'webpage', title TEXT NOT NULL, container_title TEXT,
  issued TEXT, accessed TEXT NOT NULL, language TEXT, url TEXT, canonical_url TEXT,
  csl TEXT NOT NULL DEFAULT '{}' CHECK (csl GLOB '{*}'),
  current_version_id INTEGER REFERENCES text_version (id) ON DELETE SET NULL,
  import_run_id INTEGER REFERENCES import_run (id) ON DELETE SET NULL,
  is_read INTEGER NOT NULL DEFAULT 0 CHECK (is_read IN (0, 1)),
  is_starred INTEGER NOT NULL DEFAULT 0 CHECK (is_starred IN (0, 1)), filed_on TEXT, doubt TEXT,
  created_at TEXT NOT NULL, modified_at TEXT NOT NULL, trashed_on TEXT
) STRICT;
-- "Clip as new" leaves it NULL; trashed rows count, a clip of their address brings them back
CREATE UNIQUE INDEX article_canonical_url ON article (canonical_url)
  WHERE canonical_url IS NOT NULL;
CREATE INDEX article_issued ON article (issued, id) WHERE trashed_on IS NULL;
CREATE INDEX article_created ON article (created_at, id) WHERE trashed_on IS NULL;
CREATE INDEX article_current_version ON article (current_version_id);
CREATE INDEX article_import_run ON article (import_run_id);

CREATE TABLE contributor (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
  role TEXT NOT NULL DEFAULT 'author', position INTEGER NOT NULL, family TEXT, given TEXT,
  literal TEXT, person_id INTEGER REFERENCES person (id) ON DELETE SET NULL,
  CHECK (family IS NOT NULL OR literal IS NOT NULL)
) STRICT;
CREATE INDEX contributor_article ON contributor (article_id);
CREATE INDEX contributor_person ON contributor (person_id);

-- The chosen value also stands on the article
CREATE TABLE candidate (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE, field TEXT NOT NULL,
  value TEXT NOT NULL, origin TEXT NOT NULL,
  is_chosen INTEGER NOT NULL DEFAULT 0 CHECK (is_chosen IN (0, 1)),
  chosen_by TEXT CHECK (chosen_by IN ('user', 'program'))
) STRICT;
CREATE INDEX candidate_article ON candidate (article_id, field);

-- What was received, and the texts made of it
-- sha256: of the bytes as received. body: zstd; NULL when it stands in attachments/
CREATE TABLE snapshot (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
  fetched_at TEXT NOT NULL, url TEXT, media_type TEXT NOT NULL, charset TEXT,
  headers TEXT CHECK (headers GLOB '{*}'), sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  body_bytes INTEGER NOT NULL, body BLOB
) STRICT;
CREATE INDEX snapshot_article ON snapshot (article_id);
CREATE INDEX snapshot_sha256 ON snapshot (sha256);

-- Append only; shared by all snapshots that need it
CREATE TABLE resource (
  id INTEGER PRIMARY KEY AUTOINCREMENT, sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  media_type TEXT NOT NULL, size INTEGER NOT NULL, body BLOB
) STRICT;

CREATE TABLE snapshot_resource (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
  resource_id INTEGER NOT NULL REFERENCES resource (id), url TEXT NOT NULL,
  UNIQUE (snapshot_id, url)
) STRICT;
CREATE INDEX snapshot_resource_resource ON snapshot_resource (resource_id);

-- html and text are never updated; what equals an older version makes none
CREATE TABLE text_version (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE, seq INTEGER NOT NULL,
  snapshot_id INTEGER REFERENCES snapshot (id) ON DELETE SET NULL, made_at TEXT NOT NULL,
  extractor TEXT NOT NULL, extractor_version TEXT NOT NULL, canon_version INTEGER NOT NULL,
  html TEXT NOT NULL, text TEXT NOT NULL, text_sha256 TEXT NOT NULL, UNIQUE (article_id, seq)
) STRICT;
CREATE INDEX text_version_sha256 ON text_version (article_id, text_sha256);
CREATE INDEX text_version_snapshot ON text_version (snapshot_id);

-- place: number of kept blocks before it
CREATE TABLE removed_block (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  text_version_id INTEGER NOT NULL REFERENCES text_version (id) ON DELETE CASCADE,
  n INTEGER NOT NULL, place INTEGER NOT NULL, html TEXT NOT NULL, text TEXT NOT NULL,
  reason TEXT NOT NULL, UNIQUE (text_version_id, n)
) STRICT;

-- The user's word on a block; outranks the next extraction
CREATE TABLE block_decision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
  text_sha256 TEXT NOT NULL, is_kept INTEGER NOT NULL CHECK (is_kept IN (0, 1)),
  UNIQUE (article_id, text_sha256)
) STRICT;

-- People, countries
CREATE TABLE person (
  id INTEGER PRIMARY KEY AUTOINCREMENT, public_id TEXT NOT NULL UNIQUE,
  preferred_name TEXT NOT NULL, sort_name TEXT NOT NULL, family TEXT, given TEXT, born TEXT,
  died TEXT, remark TEXT NOT NULL DEFAULT '',
  is_pinned INTEGER NOT NULL DEFAULT 0 CHECK (is_pinned IN (0, 1)),
  merged_into_id INTEGER REFERENCES person (id) ON DELETE SET NULL, created_at TEXT NOT NULL,
  modified_at TEXT NOT NULL, trashed_on TEXT, CHECK (merged_into_id <> id)
) STRICT;
CREATE INDEX person_merged ON person (merged_into_id);

CREATE TABLE name_form (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE, form TEXT NOT NULL,
  full_key TEXT NOT NULL, script TEXT NOT NULL, language TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('preferred', 'variant', 'surname', 'misspelling')),
  from_article_id INTEGER REFERENCES article (id) ON DELETE SET NULL, UNIQUE (person_id, form)
) STRICT;
CREATE UNIQUE INDEX name_form_preferred ON name_form (person_id) WHERE kind = 'preferred';
CREATE INDEX name_form_key ON name_form (full_key);
CREATE INDEX name_form_article ON name_form (from_article_id);

CREATE TABLE name_key (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name_form_id INTEGER NOT NULL REFERENCES name_form (id) ON DELETE CASCADE, key TEXT NOT NULL
) STRICT;
CREATE INDEX name_key_key ON name_key (key);
CREATE INDEX name_key_form ON name_key (name_form_id);

CREATE TABLE identifier (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  scheme TEXT NOT NULL CHECK (scheme IN ('wikidata', 'viaf', 'isni')), value TEXT NOT NULL,
  UNIQUE (scheme, value)
) STRICT;
CREATE INDEX identifier_person ON identifier (person_id);

-- No start and end: a tag on the article as a whole. new_name: a person not yet made.
-- country: ISO 3166-1 alpha-2, XK, SU YU CS DD
CREATE TABLE mention (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
  text_version_id INTEGER REFERENCES text_version (id) ON DELETE CASCADE,
  person_id INTEGER REFERENCES person (id) ON DELETE CASCADE, country TEXT, new_name TEXT,
  start INTEGER, "end" INTEGER, surface TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('suggested', 'accepted', 'rejected')),
  confidence REAL NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('tagger', 'known', 'table', 'user')),
  recogniser TEXT NOT NULL, decided_at TEXT,
  CHECK ((person_id IS NOT NULL) + (country IS NOT NULL) + (new_name IS NOT NULL) = 1),
  CHECK ((start IS NULL) = ("end" IS NULL) AND (start IS NULL) = (text_version_id IS NULL)),
  CHECK (start < "end")
) STRICT;
CREATE INDEX mention_article ON mention (article_id, status);
CREATE INDEX mention_version ON mention (text_version_id);
CREATE INDEX mention_person ON mention (person_id, status, article_id);
CREATE INDEX mention_country ON mention (country, status, article_id);
CREATE UNIQUE INDEX mention_whole
  ON mention (article_id, ifnull(person_id, 0), ifnull(country, ''))
  WHERE start IS NULL AND new_name IS NULL;

-- article_id NULL: everywhere
CREATE TABLE refusal (
  id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('not_person', 'not_this_person', 'not_country')),
  person_id INTEGER REFERENCES person (id) ON DELETE CASCADE, country TEXT,
  article_id INTEGER REFERENCES article (id) ON DELETE CASCADE, made_at TEXT NOT NULL
) STRICT;
CREATE INDEX refusal_key ON refusal (key);
CREATE INDEX refusal_person ON refusal (person_id);
CREATE INDEX refusal_article ON refusal (article_id);

-- "Not the same": never proposed again
CREATE TABLE distinct_people (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  UNIQUE (person_id, other_id), CHECK (person_id < other_id)
) STRICT;
CREATE INDEX distinct_people_other ON distinct_people (other_id);

-- Free tags ("a/b" is nested), saved searches
CREATE TABLE tag (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
  colour TEXT
) STRICT;

CREATE TABLE article_tag (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE, UNIQUE (article_id, tag_id)
) STRICT;
CREATE INDEX article_tag_tag ON article_tag (tag_id);

CREATE TABLE annotation_tag (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  annotation_id INTEGER NOT NULL REFERENCES annotation (id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE, UNIQUE (annotation_id, tag_id)
) STRICT;
CREATE INDEX annotation_tag_tag ON annotation_tag (tag_id);

CREATE TABLE note_tag (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  note_id INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE, UNIQUE (note_id, tag_id)
) STRICT;
CREATE INDEX note_tag_tag ON note_tag (tag_id);

CREATE TABLE saved_search (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
  query TEXT NOT NULL, position INTEGER NOT NULL, created_at TEXT NOT NULL
) STRICT;

-- Passages and notes
-- exact, prefix and suffix are as first marked; never changed
CREATE TABLE annotation (
  id INTEGER PRIMARY KEY AUTOINCREMENT, public_id TEXT NOT NULL UNIQUE,
  article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
  motivation TEXT NOT NULL CHECK (motivation IN ('highlighting', 'commenting')),
  body TEXT NOT NULL DEFAULT '', colour TEXT NOT NULL, exact TEXT NOT NULL,
  prefix TEXT NOT NULL, suffix TEXT NOT NULL, created_at TEXT NOT NULL,
  modified_at TEXT NOT NULL, trashed_on TEXT
) STRICT;
CREATE INDEX annotation_article ON annotation (article_id);

-- No target at all (an article without text) is shown as an orphan
CREATE TABLE target (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  annotation_id INTEGER NOT NULL REFERENCES annotation (id) ON DELETE CASCADE,
  text_version_id INTEGER NOT NULL REFERENCES text_version (id) ON DELETE CASCADE,
  start INTEGER, "end" INTEGER,
  status TEXT NOT NULL
    CHECK (status IN ('same', 'typography', 'moved', 'changed', 'unsure', 'orphan')),
  confidence REAL NOT NULL, why TEXT NOT NULL, aligner TEXT NOT NULL,
  carried_from_id INTEGER REFERENCES target (id) ON DELETE SET NULL,
  decided_by TEXT NOT NULL CHECK (decided_by IN ('user', 'program')), decided_at TEXT NOT NULL,
  UNIQUE (annotation_id, text_version_id), CHECK ((start IS NULL) = ("end" IS NULL)),
  CHECK (start < "end"),
  CHECK (CASE status WHEN 'orphan' THEN start IS NULL WHEN 'unsure' THEN 1
    ELSE start IS NOT NULL END)
) STRICT;
CREATE INDEX target_version ON target (text_version_id, start);
CREATE INDEX target_carried_from ON target (carried_from_id);

CREATE TABLE note (
  id INTEGER PRIMARY KEY AUTOINCREMENT, public_id TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
  body TEXT NOT NULL, revision INTEGER NOT NULL, created_at TEXT NOT NULL,
  modified_at TEXT NOT NULL, trashed_on TEXT
) STRICT;

-- Append only: an insert is never undone
CREATE TABLE note_revision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  note_id INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE, revision INTEGER NOT NULL,
  title TEXT NOT NULL, body_zlib BLOB NOT NULL, saved_at TEXT NOT NULL,
  UNIQUE (note_id, revision)
) STRICT;

-- cited_id has no foreign key: a broken link must be countable
CREATE TABLE citation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  note_id INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE, position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('p', 'a', 'n', 't')), cited_id TEXT NOT NULL, seq INTEGER,
  line_first INTEGER NOT NULL, line_last INTEGER NOT NULL, heading TEXT, label TEXT NOT NULL,
  UNIQUE (note_id, position)
) STRICT;
CREATE INDEX citation_cited ON citation (cited_id);

CREATE TABLE alias (
  id INTEGER PRIMARY KEY AUTOINCREMENT, old_id TEXT NOT NULL UNIQUE, new_id TEXT NOT NULL
) STRICT;

-- Not watched
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE import_run (
  id INTEGER PRIMARY KEY AUTOINCREMENT, format TEXT NOT NULL, source_name TEXT NOT NULL,
  source_sha256 BLOB, started_at TEXT NOT NULL, ended_at TEXT, found INTEGER NOT NULL DEFAULT 0,
  stored INTEGER NOT NULL DEFAULT 0, versions INTEGER NOT NULL DEFAULT 0,
  known INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE import_reject (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  import_run_id INTEGER NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
  entry TEXT NOT NULL, reason TEXT NOT NULL
) STRICT;
CREATE INDEX import_reject_run ON import_reject (import_run_id);

-- What was refused and can be tried again: [number of the refusal, path or address] as JSON
CREATE TABLE import_entry (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  import_run_id INTEGER NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
  record TEXT NOT NULL, UNIQUE (import_run_id, record)
) STRICT;

-- A link for each snapshot received, undone, redone, purged; append only; see chain.py
CREATE TABLE chain (
  id INTEGER PRIMARY KEY AUTOINCREMENT, made_at TEXT NOT NULL, snapshot_id INTEGER NOT NULL,
  deed TEXT NOT NULL CHECK (deed IN ('received', 'withdrawn', 'returned', 'purged')),
  address TEXT, sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  previous BLOB NOT NULL CHECK (length(previous) = 32),
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX chain_snapshot ON chain (snapshot_id);

-- Until it is tried again or dismissed
CREATE TABLE failed_clip (
  id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, sentence TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, noun TEXT NOT NULL, id INTEGER NOT NULL
) STRICT;

CREATE TABLE digest (
  noun TEXT NOT NULL, id INTEGER NOT NULL, value BLOB NOT NULL CHECK (length(value) = 16),
  PRIMARY KEY (noun, id)
) STRICT, WITHOUT ROWID;

-- The undo history; a step owns the changes first to last; see undo.py
CREATE TABLE step (
  id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL,
  is_redo INTEGER NOT NULL CHECK (is_redo IN (0, 1)), merge_key TEXT, at REAL NOT NULL,
  first INTEGER NOT NULL, last INTEGER NOT NULL, size INTEGER NOT NULL,
  seal BLOB NOT NULL CHECK (length(seal) = 16)
) STRICT;

CREATE TABLE step_change (
  seq INTEGER PRIMARY KEY, noun TEXT NOT NULL, id INTEGER NOT NULL,
  deed TEXT NOT NULL CHECK (deed IN ('insert', 'update', 'delete')), before TEXT, blobs BLOB
) STRICT;
"""
