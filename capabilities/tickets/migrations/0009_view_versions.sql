-- Who edits a view is told what somebody else changed meanwhile.
ALTER TABLE tickets_views ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE tickets_views ADD COLUMN changed_by TEXT;
ALTER TABLE tickets_views ADD COLUMN changed_at BIGINT;
