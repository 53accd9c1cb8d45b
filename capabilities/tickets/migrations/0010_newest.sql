-- The newest of an agent, of a department, and of those that are open or over, without sorting all that there ever were.
CREATE INDEX tickets_new_of_assignee ON tickets_tickets (assignee, number) WHERE assignee IS NOT NULL;
CREATE INDEX tickets_new_of_department ON tickets_tickets (department, number) WHERE department IS NOT NULL;
CREATE INDEX tickets_new_open ON tickets_tickets (number) WHERE is_open;
CREATE INDEX tickets_new_over ON tickets_tickets (number) WHERE NOT is_open;
