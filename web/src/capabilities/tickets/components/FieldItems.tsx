import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TicketType } from '../../../api/types';
import { fieldName, fieldOf } from '../words';
import { FieldControl } from './FieldControl';

/** Fields of a type in a form, by name. */
export function FieldItems({ type, names }: { type: TicketType | undefined; names: string[] }) {
  const { i18n } = useTranslation();
  return names.map((name) => {
    const field = fieldOf(type, name);
    return (
      field && (
        <Form.Item key={name} name={['fields', name]} label={fieldName(type, name, i18n.language)}>
          <FieldControl field={field} />
        </Form.Item>
      )
    );
  });
}
