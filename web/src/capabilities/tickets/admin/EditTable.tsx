import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import '../../../table/table.css';

export interface EditColumn<Row> {
  key: string;
  title: string;
  width?: number | string;
  render: (row: Row, change: (part: Partial<Row>) => void) => ReactNode;
}

interface Props<Row> {
  label: string;
  rows: Row[];
  columns: EditColumn<Row>[];
  onChange: (rows: Row[]) => void;
  fresh: () => Row;
  /** What is wrong with a row. */
  faults: (row: Row, index: number) => string[];
}

/** Rows that are edited in place; what is wrong stands under the row. */
export function EditTable<Row extends object>({ label, rows, columns, onChange, fresh, faults }: Props<Row>) {
  const { t } = useTranslation();
  const change = (index: number, part: Partial<Row>) =>
    onChange(rows.map((row, n) => (n === index ? { ...row, ...part } : row)));
  return (
    <section className="table-panel" aria-label={label}>
      <div className="table-scroll" style={{ maxHeight: 'calc(100vh - 280px)' }}>
        <table className="table edit-table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.key} scope="col" style={{ width: column.width }}>
                  {column.title}
                </th>
              ))}
              <th style={{ width: 40 }}>
                <span className="sr-only">{t('action.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => {
              const wrong = faults(row, index);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: names change while they are typed
                <tr key={index} className={wrong.length > 0 ? 'faulty' : undefined}>
                  {columns.map((column, n) => (
                    <td key={column.key}>
                      {column.render(row, (part) => change(index, part))}
                      {n === 0 && wrong.length > 0 && (
                        <div className="fault" role="alert">
                          {wrong.join(' · ')}
                        </div>
                      )}
                    </td>
                  ))}
                  <td>
                    <Button
                      size="small"
                      type="text"
                      icon={<DeleteOutlined />}
                      onClick={() => onChange(rows.filter((_, n) => n !== index))}
                      aria-label={t('action.remove')}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <footer className="table-foot">
        <Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...rows, fresh()])}>
          {t('action.add')}
        </Button>
      </footer>
    </section>
  );
}
