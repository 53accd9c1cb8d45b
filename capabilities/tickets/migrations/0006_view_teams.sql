ALTER TABLE tickets_views ADD COLUMN team TEXT;
CREATE INDEX tickets_views_by_team ON tickets_views (team) WHERE team IS NOT NULL;
-- In what order somebody has the views.
CREATE TABLE tickets_view_orders (
    user_id TEXT PRIMARY KEY,
    views TEXT NOT NULL
);
