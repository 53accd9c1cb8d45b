import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Contact } from '../../../api/types';
import { sweepDrafts } from '../../../forms/drafts';
import { useSession } from '../../../session/SessionProvider';
import { Empty } from '../../../shell/states';
import { absolute } from '../../../time/format';
import { Timer } from '../../../time/Timer';
import { ContactChip } from '../../contacts/components/ContactChip';
import { ContactLines } from '../../contacts/components/ContactLines';
import { RecordForm } from '../../contacts/components/RecordForm';
import { Story } from '../../contacts/components/Story';
import { CustomerPanel } from '../../customers/components/CustomerPanel';
import { PhoneNumber } from '../../customers/components/PhoneNumber';
import { masked } from '../../customers/masked';
import { revealCaller } from '../../customers/reveal';
import { DueList } from '../../promises/components/DueList';
import { useDeclare } from '../../routing/components/PresenceControl';
import { useOwnAgent } from '../../routing/own';
import { queuesQuery } from '../../routing/queries';
import { usePhone } from '../../telephony/SoftphoneProvider';
import { NewTicket } from '../../tickets/components/NewTicket';
import { CallersTickets } from '../../tickets/components/TicketLines';
import './desk.css';

/** The page for the working day (DSK-1): what waits, the contact at hand, the customer. */
export function DeskPage() {
  const { t } = useTranslation();
  const { contact } = usePhone();
  useEffect(() => sweepDrafts(), []);
  return (
    <div className="desk">
      <h1 className="sr-only">{t('nav.desk')}</h1>
      <section className="desk-column" aria-label={t('desk.work')}>
        <WorkList contact={contact} />
      </section>
      <section className="desk-column middle" aria-label={t('desk.current')}>
        {contact ? <CurrentContact contact={contact} /> : <Waiting />}
      </section>
      <section className="desk-column" aria-label={t('desk.customer')}>
        <div className="panel grow">
          <h2>{t('desk.customer')}</h2>
          <CustomerPanel contact={contact} />
        </div>
        <CallersTickets customer={contact?.customer_id} />
      </section>
    </div>
  );
}

function WorkList({ contact }: { contact: Contact | null }) {
  const { t } = useTranslation();
  const { staff } = useSession();
  const agent = useOwnAgent(staff);
  return (
    <>
      {contact && (
        <div className="panel current-line">
          <div className="spread">
            <strong className="num">{contact.caller ? masked(contact.caller) : t('phone.unknownCaller')}</strong>
            <ContactChip state={contact.state} />
          </div>
          <div className="spread">
            <span className="muted num">#{contact.number}</span>
            <Timer from={contact.state_since} label={t('contact.inState')} />
          </div>
        </div>
      )}
      <div className="panel">
        <DueList />
      </div>
      <div className="panel grow">
        <h2>{t('desk.recent')}</h2>
        {agent && (
          <ContactLines filter={{ agent: agent.agent, limit: 8 }} except={contact?.id} empty={t('desk.noRecent')} />
        )}
      </div>
    </>
  );
}

/** The words for what keeps calls away, if anything does. */
function waitingWords(state: string | undefined, registration: string): { title: string; hint: string } {
  if (registration === 'elsewhere') return { title: 'desk.notReady', hint: 'desk.elsewhereHint' };
  if (registration !== 'registered') return { title: 'desk.notReady', hint: 'desk.noPhoneHint' };
  if (state === 'available') return { title: 'desk.ready', hint: 'desk.readyHint' };
  if (state === 'missed') return { title: 'desk.missed', hint: 'desk.missedHint' };
  return { title: 'desk.notReady', hint: 'desk.notReadyHint' };
}

function Waiting() {
  const { t } = useTranslation();
  const { staff } = useSession();
  const agent = useOwnAgent(staff);
  const { phone } = usePhone();
  const declare = useDeclare();
  const words = waitingWords(agent?.state, phone.registration);
  const mayStart = staff !== null && agent !== undefined && ['offline', 'break', 'missed'].includes(agent.state);
  return (
    <div className="panel grow desk-waiting">
      <Empty
        action={
          mayStart && (
            <Button
              type="primary"
              onClick={() => declare.mutate({ staff, state: 'available' })}
              loading={declare.isPending}
              data-testid="desk-available"
            >
              {t('desk.goAvailable')}
            </Button>
          )
        }
      >
        <strong>{t(words.title)}</strong>
        <br />
        {t(words.hint)}
      </Empty>
    </div>
  );
}

function CurrentContact({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const queues = useQuery(queuesQuery);
  const queue = queues.data?.find((one) => one.id === contact.queue);
  const limit = contact.state === 'wrap_up' ? (queue?.wrap_up_limit_s ?? undefined) : undefined;
  return (
    <>
      <div className="panel" data-testid="current-contact" data-contact={contact.id} data-state={contact.state}>
        <div className="spread">
          <div className="row wrap">
            <span className="desk-caller">
              {contact.caller ? (
                <PhoneNumber
                  key={contact.id}
                  number={contact.caller}
                  reveal={(reason) => revealCaller(contact.id, reason)}
                />
              ) : (
                t('phone.unknownCaller')
              )}
            </span>
            <ContactChip state={contact.state} />
            <Link to={`/contacts/${contact.id}`} className="num">
              #{contact.number}
            </Link>
          </div>
          <span className="desk-clock">
            <Timer from={contact.state_since} limit={limit} label={t('contact.inState')} />
            {limit !== undefined && <span className="muted num"> / {t('desk.limit', { seconds: limit })}</span>}
          </span>
        </div>
        <div className="row wrap muted" style={{ gap: 16, marginTop: 4 }}>
          <span>{t('desk.queue', { queue: queue?.name ?? '–' })}</span>
          <span>{t('desk.entry', { entry: contact.entry })}</span>
          <span className="num">{t('desk.arrived', { time: absolute(contact.arrived_at).slice(11) })}</span>
        </div>
        <details className="desk-story" open>
          <summary>{t('desk.story')}</summary>
          <Story id={contact.id} latest={3} />
        </details>
      </div>
      {contact.state !== 'ringing' && (
        <div className="panel">
          <div className="spread" style={{ marginBottom: 12 }}>
            <h2 className="section-title">{t('record.title')}</h2>
            <NewTicket contact={contact} size="small" />
          </div>
          <RecordForm contact={contact} key={contact.id} />
        </div>
      )}
    </>
  );
}
