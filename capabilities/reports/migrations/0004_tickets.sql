-- One row for each time a ticket was worked on: from its opening, or opening again, to its close.
CREATE TABLE reports_tickets (
    ticket_id TEXT NOT NULL,
    round BIGINT NOT NULL,
    number BIGINT NOT NULL,
    type TEXT NOT NULL,
    state TEXT NOT NULL,
    agent_id TEXT,
    contact_id TEXT,
    merged BOOLEAN NOT NULL,
    opened_at BIGINT NOT NULL,
    since BIGINT NOT NULL,
    closed_at BIGINT,
    solved_at BIGINT,
    reply_decided_at BIGINT,
    replied_at BIGINT,
    resolution_decided_at BIGINT,
    resolved_at BIGINT,
    PRIMARY KEY (ticket_id, round)
);
CREATE INDEX reports_tickets_by_opening ON reports_tickets (opened_at);
CREATE INDEX reports_tickets_by_close ON reports_tickets (closed_at, since);
CREATE INDEX reports_tickets_by_solution ON reports_tickets (solved_at) WHERE solved_at IS NOT NULL;
CREATE INDEX reports_tickets_by_reply ON reports_tickets (reply_decided_at) WHERE reply_decided_at IS NOT NULL;
CREATE INDEX reports_tickets_by_resolution ON reports_tickets (resolution_decided_at)
    WHERE resolution_decided_at IS NOT NULL;
CREATE INDEX reports_tickets_by_answer ON reports_tickets (replied_at) WHERE replied_at IS NOT NULL;
