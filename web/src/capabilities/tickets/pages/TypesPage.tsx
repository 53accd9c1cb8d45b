import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Popover, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { TicketType } from '../../../api/types';
import { say } from '../../../i18n';
import { DataTable } from '../../../table/DataTable';
import { typesQuery } from '../queries';

/** The types of tickets: each is data that the centre changes (TKT-1). */
export function TypesPage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const types = useQuery(typesQuery);
  return (
    <>
      <div className="page-head">
        <h1>{t('admin.places.ticket-types')}</h1>
        <span className="grow" />
        {types.data && <Fresh types={types.data} />}
      </div>
      <DataTable<TicketType>
        id="ticket-types"
        label={t('admin.places.ticket-types')}
        rows={types.data}
        rowKey={(type) => type.name}
        onOpen={(type) => void navigate(`/admin/ticket-types/${type.name}`)}
        error={types.error}
        retry={() => void types.refetch()}
        empty={t('ticketType.none')}
        columns={[
          {
            key: 'label',
            title: t('ticket.type'),
            render: (one) => say(one.label, i18n.language),
            value: (one) => one.label.zh,
          },
          { key: 'name', title: t('ticketType.name'), render: (one) => <span className="mono">{one.name}</span> },
          { key: 'version', title: t('ticketType.edition'), numeric: true, render: (one) => one.version },
          { key: 'states', title: t('ticketType.tab.states'), numeric: true, render: (one) => one.states.length },
          { key: 'moves', title: t('ticketType.tab.moves'), numeric: true, render: (one) => one.moves.length },
          { key: 'fields', title: t('ticketType.tab.fields'), numeric: true, render: (one) => one.fields.length },
          { key: 'clocks', title: t('ticketType.tab.clocks'), numeric: true, render: (one) => one.clocks?.length ?? 0 },
        ]}
      />
    </>
  );
}

/** A type of one's own, made after one that is there. */
function Fresh({ types }: { types: TicketType[] }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [after, setAfter] = useState('');
  const fits = /^[a-z][a-z0-9_]{0,59}$/.test(name) && !types.some((one) => one.name === name);
  const content = (
    <form
      className="stack"
      style={{ width: 260 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (fits) void navigate(`/admin/ticket-types/${name}?after=${after}`);
      }}
    >
      <Input
        value={name}
        onChange={(event) => setName(event.target.value)}
        placeholder={t('ticketType.nameHint')}
        status={name && !fits ? 'error' : undefined}
        data-testid="type-name"
      />
      <Select
        value={after}
        data-testid="type-after"
        onChange={setAfter}
        options={[
          { value: '', label: t('ticketType.blank') },
          ...types.map((one) => ({
            value: one.name,
            label: t('ticketType.after', { type: say(one.label, i18n.language) }),
          })),
        ]}
      />
      <Button type="primary" htmlType="submit" disabled={!fits} data-testid="type-create">
        {t('action.add')}
      </Button>
    </form>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={content} title={t('ticketType.fresh')}>
      <Button type="primary" icon={<PlusOutlined />} data-testid="type-fresh">
        {t('ticketType.fresh')}
      </Button>
    </Popover>
  );
}
