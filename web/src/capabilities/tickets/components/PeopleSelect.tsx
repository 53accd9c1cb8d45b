import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Assignee } from '../../../api/types';
import { peopleQuery } from '../queries';
import { asAssignee, assigneeKey, personName } from '../words';

interface Props {
  value?: Assignee | null;
  onChange?: (assignee: Assignee | null) => void;
  /** Shows only these roles. */
  roles?: string[];
  disabled?: boolean;
  size?: 'small';
  placeholder?: string;
}

/** Chooses somebody who can be given work. */
export function PeopleSelect({ value, onChange, roles, ...rest }: Props) {
  const { t } = useTranslation();
  const people = useQuery(peopleQuery);
  const known = (people.data ?? []).filter((one) => one.active && (!roles || roles.includes(one.role)));
  const options = known.map((person) => ({
    value: assigneeKey(asAssignee(person)) ?? '',
    label: personName(person),
    role: t(`role.${person.role}`),
  }));
  return (
    <Select
      {...rest}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: '100%' }}
      value={assigneeKey(value)}
      options={options}
      optionRender={(option) => (
        <span className="spread">
          {option.label}
          <span className="muted small">{option.data.role}</span>
        </span>
      )}
      onChange={(key) => {
        const person = known.find((one) => assigneeKey(asAssignee(one)) === key);
        onChange?.(person ? asAssignee(person) : null);
      }}
      aria-label={t('ticket.assignee')}
      data-testid="people-select"
    />
  );
}
