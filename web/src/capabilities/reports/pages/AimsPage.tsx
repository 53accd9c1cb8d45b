import { useQuery } from '@tanstack/react-query';
import { Form, InputNumber } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { Aim } from '../../../api/types';
import { EditorDrawer } from '../../../forms/EditorDrawer';
import { useEditor } from '../../../forms/useEditor';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { Chip } from '../../../shell/states';
import { type Column, DataTable } from '../../../table/DataTable';
import { figure } from '../figure';
import { aimsQuery } from '../queries';

/** What the centre aims at with each indicator, and where a warning begins (RPT-1, RPT-2). */
export function AimsPage() {
  const { t, i18n } = useTranslation();
  const { may } = useSession();
  const aims = useQuery(aimsQuery);
  const editor = useEditor<Aim>();
  const columns = useMemo<Column<Aim>[]>(() => {
    const limit = (one: Aim, value: number | null | undefined) =>
      value === null || value === undefined ? (
        <span className="faint">–</span>
      ) : (
        `${one.aim === 'at_most' ? '≤' : '≥'} ${figure(value, one.unit)}`
      );
    return [
      {
        key: 'title',
        title: t('aims.indicator'),
        render: (one) => say(one.title, i18n.language),
        value: (one) => say(one.title, i18n.language),
      },
      {
        key: 'formula',
        title: t('aims.formula'),
        render: (one) => <span className="muted">{say(one.formula, i18n.language)}</span>,
        value: (one) => say(one.formula, i18n.language),
      },
      { key: 'target', title: t('aims.target'), numeric: true, render: (one) => limit(one, one.target) },
      { key: 'warning', title: t('aims.warning'), numeric: true, render: (one) => limit(one, one.warning) },
      {
        key: 'own',
        title: t('aims.origin'),
        render: (one) => <Chip tone={one.own ? 'good' : 'quiet'}>{t(one.own ? 'aims.own' : 'aims.usual')}</Chip>,
        value: (one) => t(one.own ? 'aims.own' : 'aims.usual'),
      },
    ];
  }, [t, i18n.language]);
  return (
    <>
      <div className="page-head">
        <h1>{t('admin.places.aims')}</h1>
        <span className="muted">{t('aims.hint')}</span>
      </div>
      <DataTable<Aim>
        id="aims"
        label={t('admin.places.aims')}
        columns={columns}
        rows={aims.data}
        rowKey={(one) => one.name}
        onOpen={may('reports.aim') ? editor.edit : undefined}
        error={aims.error}
        retry={() => void aims.refetch()}
        empty={t('indicators.none')}
      />
      <AimEditor open={editor.open} aim={editor.item} onClose={editor.close} />
    </>
  );
}

interface Fields {
  target?: number | null;
  warning?: number | null;
}

/** Shares are typed in per cent, times in seconds. */
const shown = (value: number | null | undefined, unit: string | undefined) =>
  value === null || value === undefined ? null : unit === 'share' ? Number((value * 100).toFixed(4)) : value;
const meant = (value: number | null | undefined, unit: string | undefined) =>
  value === null || value === undefined ? null : unit === 'share' ? Number((value / 100).toFixed(6)) : value;

function AimEditor({ open, aim, onClose }: { open: boolean; aim: Aim | undefined; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const unit = aim?.unit;
  const suffix = unit === 'share' ? '%' : unit === 'seconds' ? t('time.seconds') : undefined;
  const sign = aim?.aim === 'at_most' ? '≤' : '≥';
  const path = { name: aim?.name ?? '' };
  const usual = aim?.usual_target ?? undefined;
  return (
    <EditorDrawer<Fields>
      key={aim?.name}
      title={say(aim?.title, i18n.language)}
      open={open}
      onClose={onClose}
      initial={{ target: shown(aim?.target, unit), warning: shown(aim?.warning, unit) }}
      version={aim?.version}
      save={(fields, version) =>
        must(
          api.PUT('/api/indicator-aims/{name}', {
            params: { path, query: { version } },
            body: { target: meant(fields.target, unit), warning: meant(fields.warning, unit) },
          }),
        )
      }
      remove={
        aim?.own
          ? () => must(api.DELETE('/api/indicator-aims/{name}', { params: { path, query: { version: aim.version } } }))
          : undefined
      }
      removeWords={{ label: t('aims.reset'), question: t('aims.reallyReset') }}
      stale={['indicator-aims', 'indicators']}
    >
      <p className="muted" style={{ marginTop: 0 }}>
        {say(aim?.formula, i18n.language)}
      </p>
      <Form.Item
        name="target"
        label={t('aims.target')}
        extra={usual === undefined ? t('aims.noUsual') : t('aims.usualIs', { value: figure(usual, unit) })}
      >
        <InputNumber prefix={sign} suffix={suffix} min={0} style={{ width: 200 }} data-testid="aim-target" />
      </Form.Item>
      <Form.Item name="warning" label={t('aims.warning')} extra={t('aims.warningHint')}>
        <InputNumber prefix={sign} suffix={suffix} min={0} style={{ width: 200 }} data-testid="aim-warning" />
      </Form.Item>
    </EditorDrawer>
  );
}
