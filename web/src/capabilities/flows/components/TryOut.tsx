import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import { say } from '../../../i18n';
import { type TraceEntry, traceLines } from '../trace';

/** Walks through the flow with simulated keys before anyone calls it (IVR-4). */
export function TryOut({ text, onFault }: { text: string; onFault: (error: unknown) => void }) {
  const { t, i18n } = useTranslation();
  const [keys, setKeys] = useState('1');
  const [open, setOpen] = useState(true);
  const [answered, setAnswered] = useState(true);
  const run = useMutation({
    mutationFn: () => must(api.POST('/api/entry-flows/try-out', { body: { text, keys, open, answered } })),
    onSuccess: () => onFault(undefined),
    onError: onFault,
  });
  const entries = (run.data?.entries ?? []) as unknown as TraceEntry[];
  const lines = traceLines(entries, (one) => say(one, i18n.language));
  return (
    <section className="panel stack">
      <h2 style={{ margin: 0 }}>{t('flows.tryOut')}</h2>
      <form
        className="row wrap"
        onSubmit={(event) => {
          event.preventDefault();
          run.mutate();
        }}
      >
        <Input
          value={keys}
          onChange={(event) => setKeys(event.target.value)}
          prefix={t('flows.keys')}
          aria-label={t('flows.keys')}
          style={{ width: 180 }}
          data-testid="flow-keys"
        />
        <Checkbox checked={open} onChange={(event) => setOpen(event.target.checked)}>
          {t('flows.open')}
        </Checkbox>
        <Checkbox checked={answered} onChange={(event) => setAnswered(event.target.checked)}>
          {t('flows.agentAnswers')}
        </Checkbox>
        <Button htmlType="submit" loading={run.isPending} data-testid="flow-try">
          {t('flows.try')}
        </Button>
      </form>
      <span className="muted small">{t('flows.keysHint')}</span>
      {lines.length > 0 && (
        <ol className="trace" data-testid="flow-trace">
          {lines.map((line, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines never move
            <li key={n}>
              <span className="num muted">{line.at.toFixed(1)} s</span>
              <span className={line.kind}>
                {line.kind === 'key' && <kbd>{line.text}</kbd>}
                {line.kind === 'play' && `“${line.text}”`}
                {line.kind === 'step' && <strong>{line.text}</strong>}
                {line.kind === 'other' && <span className="muted">{line.text}</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
