import { useMutation } from '@tanstack/react-query';
import { Button, Input, Popover } from 'antd';
import { type ReactElement, useState } from 'react';
import { isProblem } from '../api/problem';

interface Props {
  /** What is asked. */
  title: string;
  hint: string;
  /** What becomes of the answer. */
  note: string;
  /** What the button says. */
  action: string;
  danger?: boolean;
  /** How the server calls the reason. */
  field: string;
  testids: { reason: string; action: string };
  ask: (reason: string) => Promise<unknown>;
  children: ReactElement;
}

/** Asks why before something is done; what the server refuses stands below what was typed. */
export function AskReason({ title, hint, note, action, danger, field, testids, ask, children }: Props) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const asked = useMutation({
    mutationFn: () => ask(reason.trim()),
    onSuccess: () => {
      setOpen(false);
      setReason('');
    },
  });
  const problem = isProblem(asked.error) ? (asked.error.of(field) ?? asked.error.message) : asked.error?.message;
  const form = (
    <form
      className="stack"
      style={{ gap: 8, width: 260 }}
      onSubmit={(event) => {
        event.preventDefault();
        asked.mutate();
      }}
    >
      <Input
        autoFocus
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        placeholder={hint}
        aria-label={title}
        status={problem ? 'error' : undefined}
        data-testid={testids.reason}
      />
      {problem && (
        <span role="alert" className="fault">
          {problem}
        </span>
      )}
      <div className="spread">
        <span className="muted small">{note}</span>
        <Button
          size="small"
          type="primary"
          danger={danger}
          htmlType="submit"
          loading={asked.isPending}
          data-testid={testids.action}
        >
          {action}
        </Button>
      </div>
    </form>
  );
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open}
      onOpenChange={setOpen}
      title={title}
      content={form}
      destroyOnHidden
    >
      {children}
    </Popover>
  );
}
