-- The newest of an agent, of a department and of nobody, without sorting everything that they ever had.
CREATE INDEX tickets_new_of_assignee ON tickets_tickets (assignee, number) WHERE assignee IS NOT NULL;
CREATE INDEX tickets_new_of_department ON tickets_tickets (department, number) WHERE department IS NOT NULL;
