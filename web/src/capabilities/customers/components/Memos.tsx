import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import { dropDraft, readDraft, writeDraft } from '../../../forms/drafts';
import { useSession } from '../../../session/SessionProvider';
import { matches, SHORTCUTS } from '../../../shell/keys';

/** Writes down what was spoken about, or how the service was found to be. What is typed survives a reload. */
export function WriteMemo({ id }: { id: string }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const draft = `memo.${id}`;
  const [text, setText] = useState(() => readDraft<string>(draft) ?? '');
  const kinds = [may('customers.write') && 'memo', may('customers.quality') && 'quality'].filter(Boolean) as (
    | 'memo'
    | 'quality'
  )[];
  const [kind, setKind] = useState(kinds[0]);
  const save = useMutation({
    mutationFn: () =>
      must(api.POST('/api/customers/{id}/memos', { params: { path: { id } }, body: { kind: kind ?? 'memo', text } })),
    onSuccess: () => {
      dropDraft(draft);
      setText('');
      void cache.invalidateQueries({ queryKey: ['customers', 'memos', id] });
    },
    onError: (error) => void message.error(error.message, 6),
  });
  if (kinds.length === 0) return null;
  return (
    <div className="stack" style={{ gap: 8 }}>
      <Input.TextArea
        value={text}
        autoSize={{ minRows: 2, maxRows: 8 }}
        placeholder={t('customer.memo.hint')}
        aria-label={t('customer.memo.title')}
        onChange={(event) => {
          setText(event.target.value);
          writeDraft(draft, event.target.value);
        }}
        onKeyDown={(event) => {
          if (matches(event.nativeEvent, SHORTCUTS.finish) && text.trim()) save.mutate();
        }}
        data-testid="memo-text"
      />
      <div className="spread">
        {kinds.length > 1 ? (
          <Radio.Group
            size="small"
            value={kind}
            onChange={(event) => setKind(event.target.value as 'memo' | 'quality')}
            options={kinds.map((value) => ({ value, label: t(`customer.memo.${value}`) }))}
          />
        ) : (
          <span className="muted">{t(`customer.memo.${kinds[0] ?? 'memo'}`)}</span>
        )}
        <Button
          size="small"
          disabled={!text.trim()}
          loading={save.isPending}
          onClick={() => save.mutate()}
          data-testid="memo-save"
        >
          {t('action.save')}
        </Button>
      </div>
    </div>
  );
}
