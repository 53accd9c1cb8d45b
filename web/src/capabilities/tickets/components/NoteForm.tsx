import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Mentions, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../api/problem';
import type { Ticket } from '../../../api/types';
import { dropDraft, readDraft, writeDraft } from '../../../forms/drafts';
import { matches, SHORTCUTS } from '../../../shell/keys';
import { act, peopleQuery } from '../queries';
import { newKey } from '../unsentJobs';
import { personName } from '../words';

type Kind = 'inside' | 'department' | 'customer_wrote' | 'informed';

/** Writing down what somebody said: a note, a word of the customer, a word to the customer. `@` mentions a colleague. */
export function NoteForm({ ticket, serves }: { ticket: Ticket; serves: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const people = useQuery(peopleQuery);
  const draft = `ticket.${ticket.id}.note`;
  const [text, setText] = useState(() => readDraft<string>(draft) ?? '');
  const [kind, setKind] = useState<Kind>(serves ? 'inside' : 'department');
  const known = (people.data ?? []).filter((person) => person.active);
  const mentioned = known.filter((person) => text.includes(`@${personName(person)}`)).map((person) => person.user_id);
  // Pressed again because no answer came, the same words are not written twice.
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words are another note
  const once = useMemo(newKey, [text, kind]);
  const write = useMutation({
    mutationFn: () => {
      const words = text.trim();
      if (kind === 'customer_wrote') return act(ticket.id, { do: 'customer_wrote', text: words }, undefined, { once });
      if (kind === 'informed') return act(ticket.id, { do: 'inform_customer', text: words }, ticket.version, { once });
      const readers = kind === 'inside' ? 'service' : 'department';
      return act(ticket.id, { do: 'note', text: words, readers, mentions: mentioned }, undefined, { once });
    },
    onSuccess: (after) => {
      dropDraft(draft);
      setText('');
      cache.setQueryData(['ticket', ticket.id], after);
      void cache.invalidateQueries({ queryKey: ['ticket', ticket.id, 'story'] });
    },
    // Who cannot see it is named in the field of the mentions.
    onError: (error) => {
      const named = isProblem(error) ? error.fields.map((fault) => fault.message).join('；') : '';
      void message.error(named || error.message, 8);
    },
  });
  const kinds: Kind[] = serves ? ['inside', 'department', 'customer_wrote', 'informed'] : ['department'];
  const send = () => {
    if (text.trim() && !write.isPending) write.mutate();
  };
  return (
    <div className="stack" style={{ gap: 8 }}>
      <Mentions
        value={text}
        onChange={(next) => {
          setText(next);
          writeDraft(draft, next);
        }}
        onKeyDown={(event) => {
          if (matches(event.nativeEvent, SHORTCUTS.finish)) send();
        }}
        autoSize={{ minRows: 2, maxRows: 8 }}
        placeholder={t('ticket.noteHint')}
        options={known.map((person) => ({ key: person.user_id, value: personName(person), label: personName(person) }))}
        aria-label={t('ticket.note')}
        data-testid="note-text"
      />
      <div className="spread">
        <Select<Kind>
          value={kind}
          onChange={setKind}
          style={{ width: 260 }}
          options={kinds.map((one) => ({ value: one, label: t(`ticket.noteKind.${one}`) }))}
          aria-label={t('ticket.noteFor')}
          data-testid="note-kind"
        />
        <Button onClick={send} disabled={!text.trim()} loading={write.isPending} data-testid="note-send">
          {t('ticket.writeDown')}
        </Button>
      </div>
    </div>
  );
}
