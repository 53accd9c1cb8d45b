import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { Calendar, CalendarForm } from '../../../api/types';
import { useFaults } from '../../../forms/useFaults';
import { useSeen } from '../../../forms/useSeen';
import { useSession } from '../../../session/SessionProvider';
import { Empty, Failure, Loading } from '../../../shell/states';
import { calendarsQuery } from '../queries';

/** Business hours, holidays and make-up working days (TKT-2's calendar, used by entry flows). */
export function CalendarsPage() {
  const { t } = useTranslation();
  const calendars = useQuery(calendarsQuery);
  if (calendars.isPending) return <Loading />;
  if (calendars.isError) return <Failure error={calendars.error} retry={() => void calendars.refetch()} />;
  const all = calendars.data;
  return (
    <>
      <div className="page-head">
        <h1>{t('admin.places.calendars')}</h1>
      </div>
      {all.length === 0 && <Empty>{t('calendar.none')}</Empty>}
      {all.length === 1 && all[0] && <Editor calendar={all[0]} />}
      {all.length > 1 && (
        <Tabs
          items={all.map((calendar) => ({
            key: calendar.name,
            label: calendar.name,
            children: <Editor calendar={calendar} />,
          }))}
        />
      )}
    </>
  );
}

function Editor({ calendar: { name, version, ...calendar } }: { calendar: Calendar }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const [form] = Form.useForm<CalendarForm>();
  const showFaults = useFaults(form);
  const seen = useSeen(version);
  const save = useMutation({
    mutationFn: (body: CalendarForm) =>
      must(api.PUT('/api/calendars/{name}', { params: { path: { name }, query: { version: seen.current() } }, body })),
    onSuccess: (saved) => {
      seen.open(saved.version);
      void message.success(t('record.saved'));
      void cache.invalidateQueries({ queryKey: ['calendars'] });
    },
    onError: (error) => {
      seen.learn(error);
      showFaults(error);
    },
  });
  const manage = may('flows.manage');
  return (
    <Form<CalendarForm>
      form={form}
      layout="vertical"
      initialValues={calendar}
      disabled={!manage}
      onFinish={(fields) => save.mutate(fields)}
    >
      <div className="calendar-grid">
        <section className="panel">
          <h2>{t('calendar.week')}</h2>
          <Form.Item name="zone" label={t('calendar.zone')} style={{ maxWidth: 240 }}>
            <Input className="mono" />
          </Form.Item>
          <Week />
        </section>
        <section className="panel">
          <h2>{t('calendar.special')}</h2>
          <p className="muted small" style={{ marginTop: 0 }}>
            {t('calendar.specialHint')}
          </p>
          <Special />
        </section>
      </div>
      {manage && (
        <div className="sticky-actions">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('action.save')}
          </Button>
        </div>
      )}
    </Form>
  );
}

const DAYS = [1, 2, 3, 4, 5, 6, 7];

function Clock({ name, label }: { name: (string | number)[]; label: string }) {
  return (
    <Form.Item name={name} style={{ margin: 0 }}>
      <Input style={{ width: 84 }} placeholder="09:00" className="num" aria-label={label} />
    </Form.Item>
  );
}

/** Spans of open hours, sorted under their weekdays; a day may have several or none. */
function Week() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<CalendarForm>();
  const spans = Form.useWatch('week', { form, preserve: true });
  return (
    <Form.List name="week">
      {(fields, { add, remove }, { errors }) => (
        <div className="stack" style={{ gap: 4 }}>
          <Form.ErrorList errors={errors} />
          {DAYS.map((day) => {
            const own = fields.filter((field) => spans?.[field.name]?.weekday === day);
            return (
              <div key={day} className="row" style={{ alignItems: 'flex-start', minHeight: 36 }}>
                <span style={{ flex: 'none', width: 92, paddingTop: 5 }}>{t(`calendar.days.${day}`)}</span>
                <div className="stack" style={{ gap: 4 }}>
                  {own.map((field) => (
                    <div key={field.key} className="row" style={{ alignItems: 'flex-start' }}>
                      <Clock name={[field.name, 'from']} label={t('calendar.from')} />
                      <span aria-hidden style={{ paddingTop: 5 }}>
                        –
                      </span>
                      <Clock name={[field.name, 'to']} label={t('calendar.to')} />
                      <Form.Item name={[field.name, 'weekday']} hidden>
                        <Input />
                      </Form.Item>
                      <Button
                        type="text"
                        icon={<DeleteOutlined />}
                        onClick={() => remove(field.name)}
                        aria-label={t('action.remove')}
                      />
                    </div>
                  ))}
                  {own.length === 0 && (
                    <span className="muted" style={{ paddingTop: 5 }}>
                      {t('calendar.closed')}
                    </span>
                  )}
                </div>
                <Button
                  type="text"
                  icon={<PlusOutlined />}
                  onClick={() => add({ weekday: day, from: '09:00', to: '18:00' })}
                  aria-label={t('calendar.addSpan')}
                />
              </div>
            );
          })}
        </div>
      )}
    </Form.List>
  );
}

function Special() {
  const { t } = useTranslation();
  return (
    <Form.List name="special">
      {(fields, { add, remove }, { errors }) => (
        <div className="stack" style={{ gap: 8 }}>
          <Form.ErrorList errors={errors} />
          {fields.map((field) => (
            <div key={field.key} className="row wrap" style={{ alignItems: 'flex-start' }}>
              <Form.Item name={[field.name, 'date']} style={{ margin: 0 }}>
                <Input
                  style={{ width: 124 }}
                  placeholder="2026-10-01"
                  className="num"
                  aria-label={t('calendar.date')}
                />
              </Form.Item>
              <Form.Item name={[field.name, 'name']} style={{ margin: 0 }}>
                <Input style={{ width: 150 }} placeholder={t('calendar.dayName')} aria-label={t('calendar.dayName')} />
              </Form.Item>
              <Form.List name={[field.name, 'hours']}>
                {(hours, spans) => (
                  <div className="stack" style={{ gap: 4 }}>
                    {hours.map((hour) => (
                      <div key={hour.key} className="row">
                        <Clock name={[hour.name, 'from']} label={t('calendar.from')} />
                        <span aria-hidden>–</span>
                        <Clock name={[hour.name, 'to']} label={t('calendar.to')} />
                        <Button
                          type="text"
                          icon={<DeleteOutlined />}
                          onClick={() => spans.remove(hour.name)}
                          aria-label={t('action.remove')}
                        />
                      </div>
                    ))}
                    {hours.length === 0 && (
                      <div className="row" style={{ minHeight: 32 }}>
                        <span className="muted">{t('calendar.closed')}</span>
                        <Button size="small" type="text" onClick={() => spans.add({ from: '09:00', to: '18:00' })}>
                          {t('calendar.addSpan')}
                        </Button>
                      </div>
                    )}
                  </div>
                )}
              </Form.List>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                onClick={() => remove(field.name)}
                aria-label={t('calendar.removeDay')}
              />
            </div>
          ))}
          {fields.length === 0 && <span className="muted">{t('calendar.noSpecial')}</span>}
          <div className="row">
            <Button size="small" icon={<PlusOutlined />} onClick={() => add({ date: '', name: '', hours: [] })}>
              {t('calendar.addHoliday')}
            </Button>
            <Button
              size="small"
              icon={<PlusOutlined />}
              onClick={() => add({ date: '', name: '', hours: [{ from: '09:00', to: '18:00' }] })}
            >
              {t('calendar.addMakeUp')}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  );
}
