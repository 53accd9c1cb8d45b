-- Each view of the list walks an index in its order; the columns that came later stand behind the ticket itself, which
-- must not be read to see that a row does not fit.
CREATE INDEX tickets_unassigned ON tickets_tickets (is_open, next_due, number) WHERE assignee IS NULL;
CREATE INDEX tickets_by_priority ON tickets_tickets (priority, is_open, next_due, number);
CREATE INDEX tickets_by_filing ON tickets_tickets (filed, number);
CREATE INDEX tickets_by_filing_due ON tickets_tickets (filed, next_due, number);
CREATE INDEX tickets_by_type_open ON tickets_tickets (type, is_open, next_due, number);
CREATE INDEX tickets_by_title ON tickets_tickets (number, title);
CREATE INDEX tickets_by_customer_open ON tickets_tickets (customer_id, is_open, next_due, number);
