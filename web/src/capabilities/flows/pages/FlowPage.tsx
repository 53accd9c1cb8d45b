import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, must } from '../../../api/client';
import { type FieldFault, isProblem } from '../../../api/problem';
import type { FlowVersion } from '../../../api/types';
import { dropDraft, readDraft, writeDraft } from '../../../forms/drafts';
import { useSeen, versionIn } from '../../../forms/useSeen';
import { useSession } from '../../../session/SessionProvider';
import { Chip, Loading } from '../../../shell/states';
import { When } from '../../../time/Timer';
import { CodeArea, type CodeAreaHandle } from '../components/CodeArea';
import { TryOut } from '../components/TryOut';
import { faultLine } from '../faultLine';
import { versionsQuery } from '../queries';

const pretty = (version: FlowVersion) => JSON.stringify(version.body, null, 2);

/** One flow: its text, its faults, its versions, and a try-out. */
export function FlowPage() {
  const { t } = useTranslation();
  const { name = '' } = useParams();
  const { may } = useSession();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const versions = useQuery({ ...versionsQuery(name), retry: false });
  const [text, setText] = useState<string | null>(null);
  const [faults, setFaults] = useState<FieldFault[]>([]);
  const area = useRef<CodeAreaHandle>(null);
  const draft = `flow.${name}`;
  // The version that what is typed goes on from; a draft remembers it.
  const base = `flow.${name}.base`;
  const newest = versions.data?.[0];
  const seen = useSeen();

  useEffect(() => {
    if (text !== null || versions.isPending) return;
    const kept = readDraft<string>(draft);
    seen.open((kept && readDraft<string>(base)) || newest?.version.toString());
    setText(kept ?? (newest ? pretty(newest) : emptyFlow(name)));
  }, [text, versions.isPending, newest, draft, base, name, seen]);

  const show = (error: unknown) => {
    if (error === undefined) {
      setFaults([]);
      return;
    }
    const found = isProblem(error) ? error.fields : [];
    setFaults(found);
    if (found.length === 0) void message.error((error as Error).message);
  };
  const save = useMutation({
    mutationFn: () =>
      must(
        api.POST('/api/entry-flows/{name}/versions', {
          params: { path: { name }, query: { version: seen.current() } },
          body: { text: text ?? '' },
        }),
      ),
    onSuccess: (version) => {
      setFaults([]);
      seen.open(version.version.toString());
      dropDraft(draft);
      dropDraft(base);
      void cache.invalidateQueries({ queryKey: ['flows'] });
      void message.success(t('flows.saved', { version: version.version }));
    },
    onError: (error) => {
      if (versionIn(error)) {
        void message.warning(error.message, 8);
        seen.learn(error);
        writeDraft(base, seen.current());
        void cache.invalidateQueries({ queryKey: ['flows'] });
      }
      show(error);
    },
  });
  const publish = useMutation({
    mutationFn: (version: number) =>
      must(api.PUT('/api/entry-flows/{name}/published', { params: { path: { name } }, body: { version } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['flows'] }),
    onError: show,
  });
  const faulty = useMemo(
    () => new Set(faults.flatMap((fault) => faultLine(text ?? '', fault.field) ?? [])),
    [faults, text],
  );
  if (text === null) return <Loading />;
  const manage = may('flows.manage');
  const change = (next: string) => {
    setText(next);
    writeDraft(draft, next);
    writeDraft(base, seen.current());
  };
  return (
    <>
      <div className="page-head">
        <Link to="/admin/flows">{t('admin.places.flows')}</Link>
        <span aria-hidden>/</span>
        <h1 className="mono">{name}</h1>
        <span className="grow" />
        {manage && (
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate()} data-testid="flow-save">
            {t('flows.save')}
          </Button>
        )}
      </div>
      <div className="flow-grid">
        <CodeArea
          ref={area}
          value={text}
          onChange={change}
          label={t('flows.text')}
          faulty={faulty}
          readOnly={!manage}
        />
        <div className="flow-side">
          {faults.length > 0 && (
            <section className="panel" role="alert">
              <h2>{t('flows.faults', { count: faults.length })}</h2>
              <ul className="faults" data-testid="flow-faults">
                {faults.map((fault) => (
                  <li key={`${fault.field} ${fault.message}`}>
                    <button type="button" onClick={() => area.current?.goTo(faultLine(text, fault.field) ?? 1)}>
                      ▲ <span className="mono">{fault.field}</span> {fault.message}
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <TryOut text={text} onFault={show} />
          <section className="panel">
            <h2>{t('flows.versions')}</h2>
            <ul className="lines" data-testid="flow-versions">
              {(versions.data ?? []).map((version) => (
                <li key={version.version}>
                  <div className="spread">
                    <span>
                      <strong>{t('flows.version', { version: version.version })}</strong>{' '}
                      <span className="muted">{version.author}</span>
                    </span>
                    <When at={version.created_at} />
                  </div>
                  <div className="row">
                    {version.is_published ? (
                      <Chip tone="good">{t('flows.published')}</Chip>
                    ) : (
                      manage && (
                        <Button
                          size="small"
                          onClick={() => publish.mutate(version.version)}
                          loading={publish.isPending}
                        >
                          {t('flows.publish')}
                        </Button>
                      )
                    )}
                    <Button
                      size="small"
                      onClick={() => {
                        seen.open(newest?.version.toString());
                        change(pretty(version));
                      }}
                    >
                      {t('flows.load')}
                    </Button>
                  </div>
                </li>
              ))}
            </ul>
            {!versions.data?.length && <span className="muted">{t('flows.noVersions')}</span>}
          </section>
        </div>
      </div>
    </>
  );
}

/** A flow to start from: greets and ends. */
function emptyFlow(name: string): string {
  return JSON.stringify(
    {
      name: { zh: name, en: name },
      language: 'zh-CN',
      start: 'greeting',
      nodes: {
        greeting: { do: 'play', prompts: [{ text: { zh: '您好。', en: 'Welcome.' } }], next: 'goodbye' },
        goodbye: { do: 'hangup', prompts: [{ text: { zh: '再见。', en: 'Goodbye.' } }] },
      },
    },
    null,
    2,
  );
}
