import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '../../../i18n';
import { Failure, Loading } from '../../../shell/states';
import { ticketDueQuery } from '../queries';
import { Due } from './Marks';

/** The clocks of a ticket, each with why it is due when it is. */
export function Clocks({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const clocks = useQuery(ticketDueQuery(id));
  const [open, setOpen] = useState<string | null>(null);
  if (clocks.isPending) return <Loading rows={2} />;
  if (clocks.isError) return <Failure error={clocks.error} retry={() => void clocks.refetch()} />;
  const running = clocks.data.filter((clock) => clock.due_at || clock.breached_at);
  const rest = clocks.data.filter((clock) => !running.includes(clock));
  return (
    <div>
      {[...running, ...rest].map((clock) => (
        <div key={clock.clock}>
          <button
            type="button"
            className="clock-line"
            aria-expanded={open === clock.clock}
            onClick={() => setOpen(open === clock.clock ? null : clock.clock)}
            data-testid={`clock-${clock.clock}`}
          >
            <span style={{ whiteSpace: 'nowrap' }}>
              {open === clock.clock ? <DownOutlined /> : <RightOutlined />} {say(clock.label, i18n.language)}
            </span>
            {clock.due_at ? (
              <Due at={clock.due_at} />
            ) : (
              <span className="muted ellipsis">{say(clock.steps.at(-1), i18n.language) || t('ticket.atRest')}</span>
            )}
          </button>
          {open === clock.clock && (
            <ol className="why-due">
              {clock.steps.map((step, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: steps have nothing but their order
                <li key={index}>{say(step, i18n.language)}</li>
              ))}
            </ol>
          )}
        </div>
      ))}
    </div>
  );
}
