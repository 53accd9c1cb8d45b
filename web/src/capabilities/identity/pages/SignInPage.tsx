import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { api, must } from '../../../api/client';
import { useSession } from '../../../session/SessionProvider';
import { LanguageSwitch } from '../../../shell/UserMenu';
import { safeReturn } from '../safeReturn';
import './sign-in.css';

interface Fields {
  username: string;
  password: string;
}

export function SignInPage() {
  const { t } = useTranslation();
  const { session, signedIn } = useSession();
  const [search] = useSearchParams();
  const signIn = useMutation({
    mutationFn: (fields: Fields) => must(api.POST('/api/session', { body: fields })),
    onSuccess: ({ user, permissions, zone }) => signedIn({ user, permissions, zone }),
  });
  if (session) return <Navigate to={safeReturn(search.get('back'))} replace />;
  return (
    <div className="sign-in">
      <header>
        <LanguageSwitch />
      </header>
      <main>
        <div className="row" style={{ gap: 12, marginBottom: 4 }}>
          <img src="/icon.svg" alt="" width={36} height={36} />
          <h1>
            应答 <span className="muted">Yingda</span>
          </h1>
        </div>
        <p className="muted">{t('signIn.welcome')}</p>
        <Form<Fields> layout="vertical" requiredMark={false} onFinish={(fields) => signIn.mutate(fields)}>
          <Form.Item
            name="username"
            label={t('signIn.username')}
            rules={[{ required: true, message: t('signIn.needUsername') }]}
          >
            <Input autoFocus autoComplete="username" size="large" data-testid="sign-in-username" />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('signIn.password')}
            rules={[{ required: true, message: t('signIn.needPassword') }]}
          >
            <Input.Password autoComplete="current-password" size="large" data-testid="sign-in-password" />
          </Form.Item>
          {signIn.error && (
            <Alert
              type="error"
              showIcon
              title={signIn.error.message}
              data-testid="sign-in-error"
              style={{ marginBottom: 16 }}
            />
          )}
          <Button
            type="primary"
            htmlType="submit"
            size="large"
            block
            loading={signIn.isPending}
            data-testid="sign-in-submit"
          >
            {t('signIn.submit')}
          </Button>
        </Form>
        <p className="sign-in-call">
          <a href="/call">{t('signIn.callPage')}</a>
        </p>
      </main>
    </div>
  );
}
