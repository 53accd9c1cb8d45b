import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Button } from 'antd';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { isProblem } from './api/problem';
import { router } from './routes';
import { SessionProvider } from './session/SessionProvider';
import { Loading } from './shell/states';
import { SchemeProvider } from './theme';

const queries = new QueryClient({
  mutationCache: new MutationCache(),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      // What the server has understood and refused does not become better by asking again.
      retry: (count, error) => count < 2 && (!isProblem(error) || error.status === 0 || error.status >= 500),
    },
    // Without a network they fail at once, so that nobody believes that something was done.
    mutations: { retry: false, networkMode: 'always' },
  },
});

function Unreachable({ retry }: { retry: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="empty" role="alert" style={{ paddingTop: '20vh' }}>
      <p>{t('error.unreachable')}</p>
      <Button onClick={retry}>{t('action.retry')}</Button>
    </div>
  );
}

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <SchemeProvider>
        <SessionProvider waiting={(retry, error) => (error ? <Unreachable retry={retry} /> : <Loading />)}>
          <Suspense fallback={<Loading />}>
            <RouterProvider router={router} />
          </Suspense>
        </SessionProvider>
      </SchemeProvider>
    </QueryClientProvider>
  );
}
