import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Scheme, themeOf } from './tokens';

const STORED = 'yingda.scheme';
const SchemeContext = createContext<{ scheme: Scheme; setScheme: (scheme: Scheme) => void }>({
  scheme: 'light',
  setScheme: () => undefined,
});

function firstScheme(): Scheme {
  const stored = localStorage.getItem(STORED);
  if (stored === 'light' || stored === 'dark') return stored;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** What must be filled is marked behind its name, everywhere in the same way. */
function marked(label: ReactNode, { required }: { required: boolean }) {
  if (!required) return label;
  return (
    <>
      {label}
      <span className="required" aria-hidden>
        *
      </span>
    </>
  );
}

/** Light or dark, and antd in our language and look. */
export function SchemeProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const [scheme, choose] = useState<Scheme>(firstScheme);
  useEffect(() => {
    document.documentElement.dataset.theme = scheme;
  }, [scheme]);
  const value = useMemo(() => {
    const setScheme = (next: Scheme) => {
      localStorage.setItem(STORED, next);
      choose(next);
    };
    return { scheme, setScheme };
  }, [scheme]);
  return (
    <SchemeContext value={value}>
      <ConfigProvider
        theme={themeOf(scheme)}
        button={{ autoInsertSpace: false }}
        form={{ requiredMark: marked }}
        locale={i18n.language === 'zh-CN' ? zhCN : enUS}
      >
        <App message={{ maxCount: 3, top: 64 }} className="app-root">
          {children}
        </App>
      </ConfigProvider>
    </SchemeContext>
  );
}

export function useScheme() {
  return useContext(SchemeContext);
}
