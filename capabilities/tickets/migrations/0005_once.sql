-- What a client has asked for under a key of its own making: sent again, it is not done again.
CREATE TABLE tickets_once (
    user_id TEXT NOT NULL,
    wish TEXT NOT NULL,
    ticket_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (user_id, wish)
);
CREATE INDEX tickets_once_of ON tickets_once (ticket_id);
CREATE INDEX tickets_once_by_age ON tickets_once (at);
