import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { PromiseSettings } from '../../../api/types';
import { useFaults } from '../../../forms/useFaults';
import { useSeen } from '../../../forms/useSeen';
import { Failure, Loading } from '../../../shell/states';
import { teamsQuery } from '../../agents/queries';
import { type Target, TargetField } from '../components/TargetField';
import { settingsQuery } from '../queries';

interface Fields {
  remind: number[];
  leader: number;
  management?: number | null;
  tries: number;
  call_back: Target;
  voice_message: Target;
  room?: number | null;
  team?: string | null;
  complaint?: Target | null;
  repair?: Target | null;
}

function fieldsOf(settings: PromiseSettings): Fields {
  const { policy, visits, owner } = settings;
  const after = (who: string) => policy.escalate_after_s.find(([, to]) => to === who)?.[0];
  const management = after('management');
  return {
    remind: policy.remind_before_s.map((seconds) => seconds / 60),
    leader: (after('leader') ?? 0) / 60,
    management: management === undefined ? null : management / 60,
    tries: policy.tries_that_keep,
    call_back: settings.call_back,
    voice_message: settings.voice_message,
    room: settings.room_per_half_hour,
    team: owner?.owner === 'team' ? owner.id : null,
    complaint: visits.complaint,
    repair: visits.repair,
  };
}

function settingsOf(fields: Fields): PromiseSettings {
  const { leader, management } = fields;
  const seconds = (minutes: number) => Math.round(minutes * 60);
  const later = management === null || management === undefined ? [] : [[seconds(management), 'management']];
  return {
    policy: {
      remind_before_s: fields.remind.map((minutes) => seconds(Number(minutes))).toSorted((a, b) => b - a),
      escalate_after_s: [[seconds(leader), 'leader'], ...later] as PromiseSettings['policy']['escalate_after_s'],
      tries_that_keep: fields.tries,
    },
    call_back: fields.call_back,
    voice_message: fields.voice_message,
    room_per_half_hour: fields.room ?? null,
    owner: fields.team ? { owner: 'team', id: fields.team } : null,
    visits: { complaint: fields.complaint ?? null, repair: fields.repair ?? null },
  };
}

/** Reminders and escalation of promises, times of call-backs, return visits. */
export function PromiseSettingsPage() {
  const { t } = useTranslation();
  const query = useQuery(settingsQuery);
  if (query.isPending) return <Loading />;
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return (
    <>
      <div className="page-head">
        <h1>{t('admin.places.promises')}</h1>
      </div>
      <Editor settings={query.data as unknown as PromiseSettings} version={query.data.version} />
    </>
  );
}

function Editor({ settings, version }: { settings: PromiseSettings; version: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const showFaults = useFaults(form);
  const seen = useSeen(version);
  const teams = useQuery(teamsQuery);
  const save = useMutation({
    mutationFn: (fields: Fields) =>
      must(
        api.PUT('/api/promises/settings', { params: { query: { version: seen.current() } }, body: settingsOf(fields) }),
      ),
    onSuccess: (saved) => {
      seen.open(saved.version);
      void cache.invalidateQueries({ queryKey: ['promises'] });
      void message.success(t('record.saved'));
    },
    onError: (error) => {
      seen.learn(error);
      showFaults(error);
    },
  });
  const minutes = (name: keyof Fields) => (
    <Form.Item name={name} label={t(`promises.settings.${name}`)}>
      <InputNumber min={0} suffix={t('promises.settings.minutes')} style={{ width: 200 }} />
    </Form.Item>
  );
  return (
    <section className="panel" style={{ maxWidth: 880 }}>
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={fieldsOf(settings)}
        onFinish={(fields) => save.mutate(fields)}
      >
        <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', columnGap: 32 }}>
          <Form.Item name="remind" label={t('promises.settings.remind')}>
            <Select
              mode="multiple"
              style={{ width: 260 }}
              options={[120, 60, 30, 15, 10, 5, 2].map((n) => ({
                value: n,
                label: t('promises.settings.before', { count: n }),
              }))}
            />
          </Form.Item>
          <Form.Item name="team" label={t('promises.settings.team')}>
            <Select
              allowClear
              placeholder={t('promises.settings.firstTeam')}
              style={{ width: 260 }}
              options={teams.data?.map((team) => ({ value: team.id, label: team.name }))}
            />
          </Form.Item>
          {minutes('leader')}
          {minutes('management')}
          <Form.Item name="call_back" label={t('promises.settings.call_back')}>
            <TargetField label={t('promises.settings.call_back')} />
          </Form.Item>
          <Form.Item name="voice_message" label={t('promises.settings.voice_message')}>
            <TargetField label={t('promises.settings.voice_message')} />
          </Form.Item>
          <Form.Item name="room" label={t('promises.settings.room')} tooltip={t('promises.settings.roomHint')}>
            <InputNumber min={1} max={100_000} style={{ width: 200 }} placeholder={t('promises.settings.byAgents')} />
          </Form.Item>
          <Form.Item name="tries" label={t('promises.settings.tries')}>
            <InputNumber min={0} max={20} style={{ width: 200 }} />
          </Form.Item>
          <Form.Item name="complaint" label={t('promises.settings.complaint')}>
            <TargetField optional label={t('promises.settings.complaint')} />
          </Form.Item>
          <Form.Item name="repair" label={t('promises.settings.repair')}>
            <TargetField optional label={t('promises.settings.repair')} />
          </Form.Item>
        </div>
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button type="primary" htmlType="submit" loading={save.isPending} data-testid="settings-save">
            {t('action.save')}
          </Button>
        </div>
      </Form>
    </section>
  );
}
