import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../api/client';
import { EditorDrawer } from '../../forms/EditorDrawer';

interface Fields {
  current: string;
  password: string;
  again: string;
}

interface Props {
  user: string;
  open: boolean;
  onClose: () => void;
  /** All sessions of the account have ended. */
  onChanged: () => Promise<unknown>;
}

/** One's own password, with the present one. */
export function OwnPassword({ user, open, onClose, onChanged }: Props) {
  const { t } = useTranslation();
  const save = async ({ current, password }: Fields) => {
    await must(api.PUT('/api/users/{id}/password', { params: { path: { id: user } }, body: { current, password } }));
    // This session has ended as well: the server may say so instead of signing out.
    await onChanged().catch(() => undefined);
  };
  const need = [{ required: true, message: t('users.need') }];
  return (
    <EditorDrawer<Fields> title={t('user.password')} open={open} onClose={onClose} initial={{}} save={save} stale={[]}>
      <p className="muted">{t('user.passwordEnds')}</p>
      <Form.Item name="current" label={t('user.passwordCurrent')} rules={need}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item name="password" label={t('user.passwordNew')} extra={t('users.passwordHint')} rules={need}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('user.passwordAgain')}
        dependencies={['password']}
        rules={[
          ...need,
          ({ getFieldValue }) => ({
            validator: async (_, value) => {
              if (value && value !== getFieldValue('password')) throw new Error(t('user.passwordDiffers'));
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </EditorDrawer>
  );
}
