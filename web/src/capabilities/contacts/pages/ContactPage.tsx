import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Contact } from '../../../api/types';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { Empty, Failure, Loading } from '../../../shell/states';
import { absolute } from '../../../time/format';
import { PhoneNumber } from '../../customers/components/PhoneNumber';
import { masked } from '../../customers/masked';
import { customerQuery } from '../../customers/queries';
import { revealCaller } from '../../customers/reveal';
import { ContactPromises } from '../../promises/components/ContactPromises';
import { queuesQuery } from '../../routing/queries';
import { RecordingPlayer } from '../../telephony/components/RecordingPlayer';
import { NewTicket } from '../../tickets/components/NewTicket';
import { TicketLines } from '../../tickets/components/TicketLines';
import { categoryName } from '../categories';
import { ContactChip } from '../components/ContactChip';
import { RecordForm } from '../components/RecordForm';
import { Span } from '../components/Span';
import { Story } from '../components/Story';
import { categoriesQuery, contactQuery } from '../queries';

/** Everything about one contact. */
export function ContactPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { may } = useSession();
  const query = useQuery(contactQuery(id));
  if (query.isPending) return <Loading />;
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  const contact = query.data;
  return (
    <div className="page">
      <div className="page-head">
        <Link to="/contacts">{t('nav.contacts')}</Link>
        <span aria-hidden>/</span>
        <h1 className="num">
          #{contact.number} {contact.caller ? masked(contact.caller) : t('phone.unknownCaller')}
        </h1>
        <ContactChip state={contact.state} />
        <span className="grow" />
        <NewTicket contact={contact} />
      </div>
      <div className="contact-grid">
        <div className="stack">
          <Facts contact={contact} />
          <Times contact={contact} />
          <Survey contact={contact} />
          {may('tickets.read') && (
            <section className="panel">
              <h2>{t('nav.tickets')}</h2>
              <TicketLines filter={{ contact: contact.id, limit: 20 }} empty={t('ticket.noneOfContact')} />
            </section>
          )}
        </div>
        <div className="stack">
          {contact.recording_id && may('telephony.listen') && (
            <section className="panel">
              <h2>{t('recording.title')}</h2>
              <RecordingPlayer id={contact.recording_id} />
            </section>
          )}
          <RecordPanel contact={contact} />
          <PathPanel contact={contact} />
          <StoryPanel id={contact.id} />
        </div>
      </div>
    </div>
  );
}

function Facts({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const queues = useQuery(queuesQuery);
  const customer = useQuery({ ...customerQuery(contact.customer_id ?? ''), enabled: Boolean(contact.customer_id) });
  const queue = queues.data?.find((one) => one.id === contact.queue)?.name ?? '–';
  return (
    <section className="panel">
      <h2>{t('contact.facts')}</h2>
      <dl className="facts">
        <dt>{t('contact.channel')}</dt>
        <dd>
          {t(`contact.channels.${contact.channel}`)} · {t(`contact.directions.${contact.direction}`)}
        </dd>
        <dt>{t('contact.entry')}</dt>
        <dd className="num">{contact.entry}</dd>
        <dt>{t('contacts.caller')}</dt>
        <dd>
          {contact.caller ? (
            <PhoneNumber number={contact.caller} reveal={(reason) => revealCaller(contact.id, reason)} />
          ) : (
            t('phone.unknownCaller')
          )}
        </dd>
        <dt>{t('contacts.customer')}</dt>
        <dd>{customer.data ? <Link to={`/customers/${customer.data.id}`}>{customer.data.name}</Link> : '–'}</dd>
        <dt>{t('contacts.queue')}</dt>
        <dd>{queue}</dd>
        <dt>{t('contacts.agent')}</dt>
        <dd>{contact.agent ? `${contact.agent.name} ${contact.agent.staff_number}` : '–'}</dd>
        <dt>{t('contact.outcomeLabel')}</dt>
        <dd>{contact.outcome ? t(`contact.outcome.${contact.outcome}`) : '–'}</dd>
        <dt>{t('contact.endedBy')}</dt>
        <dd>{contact.ended_by ? t(`contact.sides.${contact.ended_by}`) : '–'}</dd>
        {contact.missed_offers > 0 && (
          <>
            <dt>{t('contact.missedOffers')}</dt>
            <dd className="num">{contact.missed_offers}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function StoryPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const [technical, show] = useState(false);
  return (
    <section className="panel">
      <div className="spread">
        <h2 className="section-title">{t('story.title')}</h2>
        <Checkbox checked={technical} onChange={(event) => show(event.target.checked)}>
          {t('story.technical')}
        </Checkbox>
      </div>
      <Story id={id} technical={technical} />
    </section>
  );
}

const INSTANTS = ['arrived_at', 'queued_at', 'answered_at', 'ended_at'] as const;
const SPANS = ['queue_s', 'ring_s', 'talk_s', 'hold_s', 'wrap_up_s'] as const;

function Times({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  return (
    <section className="panel">
      <h2>{t('contact.times')}</h2>
      <dl className="facts num">
        {INSTANTS.map((key) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>{t(`contact.${key}`)}</dt>
            <dd>{absolute(contact[key])}</dd>
          </div>
        ))}
        {SPANS.map((key) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>{t(`contact.${key}`)}</dt>
            <dd>
              <Span contact={contact} of={key} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Survey({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  return (
    <section className="panel">
      <h2>{t('contact.survey')}</h2>
      {contact.survey ? (
        <strong className="num" data-testid="survey-score">
          {'★'.repeat(contact.survey.score)}
          {'☆'.repeat(5 - contact.survey.score)} {contact.survey.score} / 5
        </strong>
      ) : (
        <span className="muted">{t('contact.noSurvey')}</span>
      )}
    </section>
  );
}

/** The way along the call manual's flow chart, to its end (DSK-6). */
function PathPanel({ contact }: { contact: Contact }) {
  const { t, i18n } = useTranslation();
  const { path } = contact;
  if (!path) return null;
  return (
    <section className="panel" data-testid="contact-path">
      <h2>{t('record.path')}</h2>
      <ol className="path-taken">
        {path.taken.map((step) => (
          <li key={step.question.en}>
            <span className="muted">{say(step.question, i18n.language)}</span> {t(`record.pathAnswer.${step.answer}`)}
          </li>
        ))}
        {path.text && (
          <li>
            <strong className="path-end">{say(path.text, i18n.language)}</strong>
          </li>
        )}
      </ol>
    </section>
  );
}

function RecordPanel({ contact }: { contact: Contact }) {
  const { t, i18n } = useTranslation();
  const categories = useQuery(categoriesQuery);
  const [editing, edit] = useState(false);
  const { record } = contact;
  const editable = contact.actions.includes('record');
  return (
    <section className="panel">
      <div className="spread">
        <h2 className="section-title">{t('record.title')}</h2>
        {editable && !editing && (
          <Button size="small" onClick={() => edit(true)}>
            {t(record ? 'action.edit' : 'record.write')}
          </Button>
        )}
      </div>
      {editing ? (
        <RecordForm contact={contact} onSaved={() => edit(false)} />
      ) : record ? (
        <dl className="facts" style={{ marginTop: 12 }}>
          <dt>{t('record.category')}</dt>
          <dd>{record.category ? categoryName(categories.data, record.category, i18n.language) : '–'}</dd>
          {(['matter', 'process', 'solution', 'feedback'] as const).map((field) => (
            <div key={field} style={{ display: 'contents' }}>
              <dt>{t(`record.${field}`)}</dt>
              <dd>{record[field] || '–'}</dd>
            </div>
          ))}
          <dt>{t('record.resolved_first_contact')}</dt>
          <dd>
            {record.resolved_first_contact === null || record.resolved_first_contact === undefined
              ? '–'
              : t(record.resolved_first_contact ? 'record.yes' : 'record.no')}
          </dd>
        </dl>
      ) : (
        <Empty>{t('record.none')}</Empty>
      )}
      {!editing && <ContactPromises contact={contact.id} />}
    </section>
  );
}
