-- What was filed of one's own, the newest first: behind years of others it would be looked for row by row.
CREATE INDEX tickets_filed_of_assignee ON tickets_tickets (assignee, number) WHERE filed;
CREATE INDEX tickets_filed_of_department ON tickets_tickets (department, number) WHERE filed;
