import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Button, Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { skillsQuery } from '../capabilities/agents/queries';

/** Skills by name with a level from 1 to 5; unknown names become new skills. */
export function SkillFields({ name, label }: { name: string; label: string }) {
  const { t } = useTranslation();
  const skills = useQuery(skillsQuery);
  const options = skills.data?.map((skill) => ({ value: skill.name }));
  return (
    <Form.Item label={label} style={{ marginBottom: 16 }}>
      <Form.List name={name}>
        {(fields, { add, remove }) => (
          <div className="stack" style={{ gap: 8 }}>
            {fields.map((field) => (
              <div key={field.key} className="row" style={{ alignItems: 'flex-start' }}>
                <Form.Item name={[field.name, 'skill']} noStyle={false} style={{ margin: 0, flex: 1 }}>
                  <AutoComplete options={options} placeholder={t('admin.skill')} aria-label={t('admin.skill')} />
                </Form.Item>
                <Form.Item name={[field.name, 'level']} style={{ margin: 0 }}>
                  <InputNumber
                    min={1}
                    max={5}
                    prefix={t('admin.level')}
                    style={{ width: 110 }}
                    aria-label={t('admin.level')}
                  />
                </Form.Item>
                <Button
                  type="text"
                  icon={<MinusCircleOutlined />}
                  onClick={() => remove(field.name)}
                  aria-label={t('action.remove')}
                />
              </div>
            ))}
            <Button
              size="small"
              icon={<PlusOutlined />}
              onClick={() => add({ skill: '', level: 3 })}
              style={{ alignSelf: 'start' }}
            >
              {t('admin.addSkill')}
            </Button>
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}
