-- Numbers, addresses and accounts stand in one table: what is sought by one value is found in one index.
CREATE TABLE customers_identities (
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    value TEXT NOT NULL,
    customer_id TEXT NOT NULL REFERENCES customers_customers (id),
    position BIGINT NOT NULL,
    extension TEXT NOT NULL,
    PRIMARY KEY (kind, channel, value, extension, customer_id)
);
CREATE INDEX customers_identities_by_customer ON customers_identities (customer_id);
INSERT INTO customers_identities (kind, channel, value, customer_id, position, extension)
    SELECT 'phone', '', number, customer_id, position, '' FROM customers_phones;
DROP TABLE customers_phones;

ALTER TABLE customers_customers ADD COLUMN kind TEXT NOT NULL DEFAULT 'person';
ALTER TABLE customers_customers ADD COLUMN stage TEXT NOT NULL DEFAULT 'lead';
ALTER TABLE customers_customers ADD COLUMN region TEXT NOT NULL DEFAULT '';
ALTER TABLE customers_customers ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE customers_customers ADD COLUMN service_until BIGINT;
ALTER TABLE customers_customers ADD COLUMN merged_into TEXT;
ALTER TABLE customers_customers ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE customers_customers ADD COLUMN body TEXT NOT NULL DEFAULT '{}';
ALTER TABLE customers_customers ADD COLUMN lifecycle TEXT NOT NULL DEFAULT '';
-- Rows of before are put into the search by the program, a few at a time.
ALTER TABLE customers_customers ADD COLUMN searchable BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE customers_customers SET stage = level WHERE level IN ('member', 'key_account');
CREATE INDEX customers_by_stage ON customers_customers (stage, id);
CREATE INDEX customers_by_level ON customers_customers (level, id);
CREATE INDEX customers_by_region ON customers_customers (region, id);
CREATE INDEX customers_by_merged ON customers_customers (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX customers_unsearchable ON customers_customers (id) WHERE NOT searchable;

CREATE TABLE customers_tags (
    tag TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    PRIMARY KEY (tag, customer_id)
);
CREATE INDEX customers_tags_by_customer ON customers_tags (customer_id);
-- Pairs of neighbouring letters of names: what the search by part of a name begins with.
CREATE TABLE customers_grams (
    gram TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    PRIMARY KEY (gram, customer_id)
);
CREATE INDEX customers_grams_by_customer ON customers_grams (customer_id);

CREATE TABLE customers_memos (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX customers_memos_by_customer ON customers_memos (customer_id, id);

CREATE TABLE customers_care (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    text TEXT NOT NULL,
    campaign_id TEXT,
    done_at BIGINT,
    done_by TEXT,
    outcome TEXT
);
CREATE INDEX customers_care_open ON customers_care (due_at, id) WHERE done_at IS NULL;
CREATE INDEX customers_care_by_customer ON customers_care (customer_id, due_at);
CREATE TABLE customers_settings (name TEXT PRIMARY KEY, body TEXT NOT NULL);

CREATE TABLE customers_merges (
    id TEXT PRIMARY KEY,
    kept TEXT NOT NULL,
    gone TEXT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    why TEXT NOT NULL,
    body TEXT NOT NULL,
    undone_at BIGINT
);
CREATE INDEX customers_merges_by_kept ON customers_merges (kept, id);
CREATE INDEX customers_merges_by_gone ON customers_merges (gone, id);
-- Two records that may be one customer: the smaller id first.
CREATE TABLE customers_pairs (
    one TEXT NOT NULL,
    two TEXT NOT NULL,
    points BIGINT NOT NULL,
    body TEXT NOT NULL,
    settled TEXT,
    PRIMARY KEY (one, two)
);
CREATE INDEX customers_pairs_open ON customers_pairs (points, one, two) WHERE settled IS NULL;
CREATE INDEX customers_pairs_by_two ON customers_pairs (two);

CREATE TABLE customers_imports (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX customers_imports_by_state ON customers_imports (state, id);
CREATE TABLE customers_import_rows (
    import_id TEXT NOT NULL,
    line BIGINT NOT NULL,
    cells TEXT NOT NULL,
    fault TEXT,
    PRIMARY KEY (import_id, line)
);
CREATE INDEX customers_import_faults ON customers_import_rows (import_id, line) WHERE fault IS NOT NULL;
