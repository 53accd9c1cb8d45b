import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { components } from '../../../api/schema';
import { categoryGroups } from '../../contacts/categories';
import { categoriesQuery } from '../../contacts/queries';
import { type PartProps, useOptions } from './Parts';
import { faultsOf } from './triggers';

type DepartmentRule = components['schemas']['DepartmentRule'];
const STEPS = ['with', 'feedback', 'asking', 'satisfied'] as const;

/** What concerns the type as a whole: its name, who opens it, where it begins, how it works with departments. */
export function General({ type, change, faults }: PartProps) {
  const { t, i18n } = useTranslation();
  const categories = useQuery(categoriesQuery);
  const options = useOptions(type);
  const first = type.states[0]?.name ?? '';
  const help = (part: string) => faultsOf(faults, part).join(' · ') || undefined;
  const item = (part: string) => ({ help: help(part), validateStatus: help(part) ? ('error' as const) : undefined });
  const rule = type.department;
  const changeRule = (part: Partial<DepartmentRule>) => rule && change({ department: { ...rule, ...part } });
  return (
    <div className="panel">
      <Form layout="vertical" component="div">
        <div className="two">
          <Form.Item label={t('ticketType.zh')} {...item('type')}>
            <Input
              aria-label={t('ticketType.zh')}
              value={type.label.zh}
              onChange={(event) => change({ label: { ...type.label, zh: event.target.value } })}
              data-testid="type-zh"
            />
          </Form.Item>
          <Form.Item label={t('ticketType.en')}>
            <Input
              aria-label={t('ticketType.en')}
              value={type.label.en}
              onChange={(event) => change({ label: { ...type.label, en: event.target.value } })}
              data-testid="type-en"
            />
          </Form.Item>
          <Form.Item label={t('ticketType.openedBy')} {...item('opened_by')}>
            <Select
              aria-label={t('ticketType.openedBy')}
              mode="multiple"
              value={type.opened_by}
              onChange={(opened_by) => change({ opened_by })}
              options={options.parties}
            />
          </Form.Item>
          <Form.Item label={t('ticketType.startState')} {...item('start')}>
            <Select
              aria-label={t('ticketType.startState')}
              value={type.start}
              onChange={(start) => change({ start })}
              options={options.states}
            />
          </Form.Item>
          <Form.Item label={t('ticketType.reopenState')} {...item('reopen')}>
            <Select
              aria-label={t('ticketType.reopenState')}
              allowClear
              value={type.reopen?.to}
              onChange={(to) => change({ reopen: to ? { to } : null })}
              options={options.states}
              placeholder={t('ticketType.neverReopened')}
            />
          </Form.Item>
          <Form.Item label={t('ticketType.forCustomers')}>
            <Checkbox
              checked={type.for_customers}
              onChange={(event) => change({ for_customers: event.target.checked })}
            >
              {t('ticketType.forCustomersHint')}
            </Checkbox>
          </Form.Item>
        </div>
        <Form.Item label={t('ticketType.categories')} extra={t('ticketType.categoriesHint')}>
          <Select
            aria-label={t('ticketType.categories')}
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            value={(type.categories ?? []).map((one) => one.replace('.', '/'))}
            onChange={(paths: string[]) => change({ categories: paths.map((one) => one.replace('/', '.')) })}
            options={categoryGroups(categories.data ?? [], i18n.language)}
          />
        </Form.Item>
        <Form.Item {...item('department')}>
          <Checkbox
            checked={Boolean(rule)}
            onChange={(event) =>
              change({
                department: event.target.checked
                  ? { from: [], with: first, feedback: first, asking: first, satisfied: first }
                  : null,
              })
            }
          >
            {t('ticketType.worksWithDepartments')}
          </Checkbox>
        </Form.Item>
        {rule && (
          <div className="two">
            <Form.Item label={t('ticketType.passFrom')}>
              <Select
                aria-label={t('ticketType.passFrom')}
                mode="multiple"
                value={rule.from}
                onChange={(from) => changeRule({ from })}
                options={options.states}
              />
            </Form.Item>
            {STEPS.map((step) => (
              <Form.Item key={step} label={t(`ticketType.step.${step}`)}>
                <Select
                  aria-label={t(`ticketType.step.${step}`)}
                  value={rule[step]}
                  onChange={(state) => changeRule({ [step]: state })}
                  options={options.states}
                />
              </Form.Item>
            ))}
          </div>
        )}
      </Form>
    </div>
  );
}
