import { useQuery } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { facetsQuery } from '../queries';
import { STAGES } from './StageChip';

const words = (list: string[] | undefined) => (list ?? []).map((value) => ({ value, label: value }));

/** By what groups of customers are told apart, with the tags and regions that occur. */
export function useGroupOptions() {
  const { t } = useTranslation();
  const facets = useQuery(facetsQuery);
  return {
    stages: STAGES.map((value) => ({ value, label: t(`customer.stage.${value}`) })),
    tags: words(facets.data?.tags),
    regions: words(facets.data?.regions),
  };
}

/** The group of customers that a form is about. */
export function GroupFields() {
  const { t } = useTranslation();
  const { stages, tags, regions } = useGroupOptions();
  return (
    <>
      <Form.Item name={['group', 'stage']} label={t('customer.stageLabel')}>
        <Select allowClear options={stages} />
      </Form.Item>
      <div className="two">
        <Form.Item name={['group', 'tag']} label={t('customer.tags')}>
          <Select allowClear options={tags} />
        </Form.Item>
        <Form.Item name={['group', 'region']} label={t('customer.region')}>
          <Select allowClear options={regions} />
        </Form.Item>
      </div>
    </>
  );
}
