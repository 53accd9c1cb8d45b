import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { api } from '../../../api/client';
import type { Ticket, TicketType } from '../../../api/types';
import { readDraft } from '../../../forms/drafts';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { Failure, Loading } from '../../../shell/states';
import { absolute } from '../../../time/format';
import { ActionPanel } from '../components/ActionPanel';
import { Attachments } from '../components/Attachments';
import { Belongings } from '../components/Belongings';
import { Clocks } from '../components/Clocks';
import { EditForm } from '../components/EditForm';
import { Handling, More } from '../components/Handling';
import { Hold } from '../components/Hold';
import { DepartmentName, Due, PriorityMark, StateChip } from '../components/Marks';
import { BackToList, Neighbours } from '../components/Neighbours';
import { NoteForm } from '../components/NoteForm';
import { Signature } from '../components/Signature';
import { Timeline } from '../components/Timeline';
import { ticketQuery, typesQuery } from '../queries';
import '../tickets.css';
import { fieldName, fieldOf, valueText } from '../words';

/** A ticket: where it stands and why, what can be done, what was said and done. */
export function TicketPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const { session, may } = useSession();
  const query = useQuery(ticketQuery(id));
  const types = useQuery(typesQuery);
  useLookedAt(id);
  if (query.isPending || types.isPending) return <Loading />;
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  if (types.isError) return <Failure error={types.error} retry={() => void types.refetch()} />;
  const ticket = query.data;
  const type = types.data.find((one) => one.name === ticket.type);
  const serves = may('tickets.write');
  const back = session?.user.role === 'department' ? '/inbox' : '/tickets';
  return (
    <div className="page" data-testid="ticket" data-state={ticket.state} data-number={ticket.number}>
      <header className="ticket-head">
        <div className="grow">
          <div className="row wrap">
            <BackToList fallback={back} label={t(back === '/inbox' ? 'nav.inbox' : 'nav.tickets')} />
            <span className="muted num">#{ticket.number}</span>
            <StateChip type={ticket.type} state={ticket.state} kind={ticket.kind} />
            <PriorityMark priority={ticket.priority} />
            {ticket.reopened > 0 && (
              <span className="muted">{t('ticket.reopenedTimes', { count: ticket.reopened })}</span>
            )}
          </div>
          <h1>{ticket.title}</h1>
        </div>
        {ticket.next_due_at && (
          <div className="due">
            <Due at={ticket.next_due_at} />
            <div className="muted small num">{absolute(ticket.next_due_at).slice(0, 16)}</div>
          </div>
        )}
        <Neighbours id={ticket.id} />
        {serves && <More ticket={ticket} />}
      </header>
      <div className="ticket-grid">
        <div className="stack">
          <section className="panel" aria-label={t('ticket.next')}>
            {serves && <ToTell ticket={ticket} />}
            <ActionPanel ticket={ticket} type={type} />
          </section>
          <Matter ticket={ticket} type={type} serves={serves} />
          <section className="panel">
            <NoteForm key={ticket.id} ticket={ticket} serves={serves} />
          </section>
          <section className="panel">
            <Timeline ticket={ticket} type={type} />
          </section>
        </div>
        <div className="stack">
          <section className="panel">
            <Handling ticket={ticket} serves={serves} />
          </section>
          <DepartmentPanel ticket={ticket} />
          <section className="panel">
            <h2>{t('ticket.clocks')}</h2>
            <Clocks id={ticket.id} />
          </section>
          {(serves || ticket.related.length > 0) && (
            <section className="panel">
              <h2>{t('ticket.belongs')}</h2>
              <Belongings ticket={ticket} changes={serves} />
            </section>
          )}
          <section className="panel">
            <h2>{t('ticket.attachments')}</h2>
            <Attachments ticket={ticket.id} />
          </section>
          <Hold ticket={ticket} />
        </div>
      </div>
    </div>
  );
}

/** What was said to the reader about this ticket is read by looking at it. */
function useLookedAt(id: string) {
  const cache = useQueryClient();
  useEffect(() => {
    const look = async () => {
      const answer = await api.POST('/api/tickets/{id}/looked-at', { params: { path: { id } } });
      if (answer.data) cache.setQueryData(['ticket-notices', 'unread'], answer.data);
    };
    look().catch(() => undefined);
  }, [id, cache]);
}

function ToTell({ ticket }: { ticket: Ticket }) {
  const { t, i18n } = useTranslation();
  if (ticket.to_tell.length === 0) return null;
  const last = ticket.to_tell.at(-1);
  return (
    <p className="note" style={{ marginBottom: 12 }}>
      {t('ticket.toTell')} · {say(last?.what, i18n.language)}
    </p>
  );
}

function Matter({ ticket, type, serves }: { ticket: Ticket; type: TicketType | undefined; serves: boolean }) {
  const { t, i18n } = useTranslation();
  // Who was interrupted finds the form open again.
  const [editing, edit] = useState(() => readDraft(`ticket.${ticket.id}.edit`) !== undefined);
  const editable = serves && !ticket.closed_at && !ticket.merged_into;
  if (editing && type && editable)
    return (
      <section className="panel">
        <h2>{t('ticket.matter')}</h2>
        <EditForm ticket={ticket} type={type} onDone={() => edit(false)} />
      </section>
    );
  const names = (type?.fields ?? []).map((field) => field.name).filter((name) => ticket.fields[name] !== undefined);
  return (
    <section className="panel">
      <div className="spread" style={{ marginBottom: 8 }}>
        <h2 className="section-title">{t('ticket.matter')}</h2>
        {editable && (
          <Button size="small" onClick={() => edit(true)} data-testid="ticket-edit">
            {t('action.edit')}
          </Button>
        )}
      </div>
      <p className="matter">{ticket.matter}</p>
      {names.length > 0 && (
        <dl className="facts" style={{ marginTop: 12 }}>
          {names.map((name) => {
            const field = fieldOf(type, name);
            const value = ticket.fields[name];
            return (
              <div key={name} style={{ display: 'contents' }}>
                <dt>{fieldName(type, name, i18n.language)}</dt>
                <dd>
                  {name === 'signature' && Array.isArray(value) ? (
                    <Signature ticket={ticket.id} id={value[0] ?? ''} />
                  ) : field?.takes.kind === 'moment' ? (
                    absolute(String(value)).slice(0, 16)
                  ) : (
                    valueText(field, value, i18n.language, [t('record.yes'), t('record.no')])
                  )}
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </section>
  );
}

function DepartmentPanel({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const work = ticket.department_work;
  if (!work) return null;
  return (
    <section className="panel" data-testid="department-work">
      <h2>{t('ticket.departmentWork')}</h2>
      <dl className="facts">
        <dt>{t('ticket.department')}</dt>
        <dd>
          <DepartmentName name={work.department} />{' '}
          <span className="muted">{t('ticket.round', { count: work.round })}</span>
        </dd>
        <dt>{t('ticket.phase')}</dt>
        <dd>{t(`ticket.phases.${work.phase}`)}</dd>
        <dt>{t('ticket.departmentMatter')}</dt>
        <dd>{work.matter}</dd>
        {work.feedback && (
          <>
            <dt>{t('ticket.feedback')}</dt>
            <dd data-testid="department-feedback">{work.feedback}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
