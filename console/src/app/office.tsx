// Before all styles of the house, which stand above it.
import 'virtual:antd.css';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { App as AntdApp, ConfigProvider } from 'antd';
import enUs from 'antd/locale/en_US';
import zhCn from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router-dom';
import { asProblem } from '../api/problem.js';
import { currentLanguage } from '../i18n/index.js';
import { withWords } from '../i18n/with-words.js';
import { setHubNow } from '../lib/clock.js';
import { antdTheme } from '../theme/antd.js';
import { useScheme } from '../theme/scheme.js';
import '../ui/feedback.css';
import '../ui/ui.css';
import '../ui/card.css';
import { Failure } from '../ui/feedback.js';
import { Booting } from './crash.js';
import { Live } from './live.js';
import { MeProvider } from './me.js';
import { meKnown, meQuery, queryClient } from './queries.js';
import { Shell } from './shell.js';
import { useDialogs } from './use-dialogs.js';

/** The office's first paint has its member in it; what fails is said there. */
export async function untilKnown(): Promise<null> {
  await meKnown().catch(() => undefined);
  return null;
}

const NewPasswordPage = lazy(async () => ({
  default: (await import('../pages/login/new-password.js')).NewPasswordPage,
}));
const ProofGate = lazy(() =>
  withWords('signOn', async () => ({ default: (await import('./proof-gate.js')).ProofGate })),
);
const SessionEnded = lazy(() =>
  withWords('signOn', async () => ({ default: (await import('./session.js')).SessionEnded })),
);

/** Everything behind the log-in: theme, language, data, and the member at the desk. */
export function Office() {
  const scheme = useScheme();
  useTranslation();
  const language = currentLanguage();
  useEffect(() => {
    dayjs.locale(language === 'zh-CN' ? 'zh-cn' : 'en');
  }, [language]);
  return (
    <ConfigProvider
      theme={antdTheme(scheme)}
      locale={language === 'zh-CN' ? zhCn : enUs}
      button={{ autoInsertSpace: false }}
    >
      <AntdApp component={false}>
        <QueryClientProvider client={queryClient}>
          <Suspense fallback={<Booting />}>
            <Desk />
          </Suspense>
        </QueryClientProvider>
      </AntdApp>
    </ConfigProvider>
  );
}

function Desk() {
  const location = useLocation();
  const me = useQuery({ ...meQuery, retryOnMount: false });
  useEffect(() => {
    if (me.data !== undefined) setHubNow(me.data.now);
  }, [me.data]);

  if (me.data === undefined) {
    if (me.isPending) return <Booting />;
    const problem = asProblem(me.error);
    if (problem.code === 'not_signed_in') {
      const next = `${location.pathname}${location.search}`;
      return <Navigate to={next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`} replace />;
    }
    if (problem.code === 'password_change_required') return <NewPasswordPage />;
    return (
      <div className="desk-failure">
        <Failure error={me.error} onRetry={() => void me.refetch()} />
      </div>
    );
  }
  if (me.data.mustChangePassword) return <NewPasswordPage name={me.data.member.name} />;
  return (
    <MeProvider value={me.data}>
      <Live>
        <Shell>
          <Outlet />
        </Shell>
        <Dialogs />
      </Live>
    </MeProvider>
  );
}

/** What asks over the open page, whatever it is. */
function Dialogs() {
  const { there, ended } = useDialogs();
  if (!there) return null;
  return (
    <Suspense fallback={null}>
      <SessionEnded ended={ended} />
      <ProofGate />
    </Suspense>
  );
}
