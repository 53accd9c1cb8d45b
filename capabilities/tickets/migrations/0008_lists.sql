-- What a list is chosen by stays in rows that are short; the tickets themselves, which are long, are read for one page.
CREATE TABLE tickets_bodies (
    ticket_id TEXT PRIMARY KEY,
    ticket TEXT NOT NULL,
    clocks TEXT NOT NULL
);
INSERT INTO tickets_bodies (ticket_id, ticket, clocks) SELECT id, ticket, clocks FROM tickets_tickets;
ALTER TABLE tickets_tickets DROP COLUMN ticket;
ALTER TABLE tickets_tickets DROP COLUMN clocks;
-- next_due is the place in the list: due instants, then what is open without one, then what is over, the latest first.
UPDATE tickets_tickets SET next_due = CASE
    WHEN NOT is_open AND closed_at IS NOT NULL THEN 9223372036854775807 - closed_at
    WHEN NOT is_open THEN 9223372036854775807
    WHEN next_due = 9223372036854775807 THEN 4611686018427387903
    ELSE next_due
END;
ALTER TABLE tickets_passed ADD COLUMN next_due BIGINT NOT NULL DEFAULT 9223372036854775807;
UPDATE tickets_passed SET next_due = (SELECT next_due FROM tickets_tickets WHERE id = ticket_id);
DROP INDEX tickets_by_open;
DROP INDEX tickets_by_type_open;
DROP INDEX tickets_by_title;
DROP INDEX tickets_by_customer;
DROP INDEX tickets_by_customer_open;
DROP INDEX tickets_by_state;
DROP INDEX tickets_by_kind;
DROP INDEX tickets_by_priority;
DROP INDEX tickets_unassigned;
-- In the order of the list, and the newest first.
CREATE INDEX tickets_by_state ON tickets_tickets (state, next_due, number);
CREATE INDEX tickets_by_kind ON tickets_tickets (kind, next_due, number);
CREATE INDEX tickets_by_priority ON tickets_tickets (priority, next_due, number);
CREATE INDEX tickets_by_customer ON tickets_tickets (customer_id, next_due, number) WHERE customer_id IS NOT NULL;
CREATE INDEX tickets_unassigned ON tickets_tickets (next_due, number) WHERE assignee IS NULL;
CREATE INDEX tickets_new_of_type ON tickets_tickets (type, number);
CREATE INDEX tickets_new_in_state ON tickets_tickets (state, number);
CREATE INDEX tickets_new_of_kind ON tickets_tickets (kind, number);
CREATE INDEX tickets_new_of_priority ON tickets_tickets (priority, number);
CREATE INDEX tickets_passed_by_due ON tickets_passed (department, next_due, number);
CREATE INDEX tickets_passed_by_number ON tickets_passed (department, number);
