import type { ComponentType } from 'react';
import type { LoaderFunction } from 'react-router-dom';
import { withWords } from '../i18n/with-words.js';
import { boardReads, editorReads, frameReads, todayReads, type May, type Params } from './reads.js';

/** What a path shows. Plain data, so that what a path needs is on its way before there is a router. */
export interface PageRoute {
  path?: string;
  index?: true;
  /** Its chunk. A `loader` there asks for the page's data and waits for nothing. */
  lazy?: () => Promise<{ Component: ComponentType; loader?: LoaderFunction }>;
  /** What it asks the hub for at once, as the queries of its page write these paths. */
  reads?: (may: May, params: Params) => string[];
  children?: PageRoute[];
}

/** Every page is a chunk of its own, so that logging in loads nothing of the office. */
export const routes: PageRoute[] = [
  {
    path: '/login',
    lazy: () =>
      withWords('signOn', async () => ({ Component: (await import('../pages/login/login.js')).LoginPage })),
  },
  {
    path: '/join',
    lazy: () =>
      withWords('signOn', async () => ({ Component: (await import('../pages/login/join.js')).JoinPage })),
  },
  {
    path: '/sign-on',
    lazy: () =>
      withWords('signOn', async () => ({
        Component: (await import('../pages/login/sign-on.js')).SignOnPage,
      })),
  },
  {
    path: '/',
    lazy: async () => {
      const { Office, untilKnown } = await import('./office.js');
      return { Component: Office, loader: untilKnown };
    },
    reads: frameReads,
    children: [
      {
        children: [
          {
            index: true,
            lazy: async () => {
              const { FirstPage, askAhead } = await import('../pages/today/first.js');
              return { Component: FirstPage, loader: askAhead };
            },
            reads: todayReads,
          },
          {
            path: 'announcements',
            lazy: async () => ({ Component: (await import('../pages/list/list.js')).ListPage }),
          },
          {
            path: 'announcements/new',
            lazy: async () => ({ Component: (await import('../pages/list/new.js')).NewPage }),
          },
          {
            path: 'announcements/:id/edit',
            lazy: async () => {
              const { EditorPage, askAhead } = await import('../pages/editor/editor.js');
              return { Component: EditorPage, loader: askAhead };
            },
            reads: editorReads,
          },
          {
            path: 'announcements/:id',
            lazy: async () => ({ Component: (await import('../pages/record/record.js')).RecordPage }),
          },
          {
            path: 'reviews',
            lazy: async () => ({ Component: (await import('../pages/review/reviews.js')).ReviewsPage }),
          },
          {
            path: 'versions/:id',
            lazy: async () => ({ Component: (await import('../pages/review/version.js')).VersionPage }),
          },
          {
            path: 'withheld',
            lazy: () =>
              withWords('consulting', async () => ({
                Component: (await import('../pages/withheld/withheld.js')).WithheldPage,
              })),
          },
          {
            path: 'slips/:id',
            lazy: () =>
              withWords('standIns', async () => ({
                Component: (await import('../pages/paper/slip.js')).SlipPage,
              })),
          },
          {
            path: 'paper/:id',
            lazy: () =>
              withWords('standIns', async () => ({
                Component: (await import('../pages/paper/check.js')).CheckPaperPage,
              })),
          },
          {
            path: 'board',
            lazy: async () => {
              const { BoardPage, askAhead } = await import('../pages/board/board.js');
              return { Component: BoardPage, loader: askAhead };
            },
            reads: boardReads,
          },
          {
            path: 'calendar',
            lazy: async () => ({ Component: (await import('../pages/calendar/calendar.js')).CalendarPage }),
          },
          {
            path: 'recalls/:id',
            lazy: async () => ({ Component: (await import('../pages/recall/progress.js')).RecallPage }),
          },
          {
            path: 'rectifications',
            lazy: () =>
              withWords('rectifying', async () => ({
                Component: (await import('../pages/rectification/list.js')).RectificationsPage,
              })),
          },
          {
            path: 'rectifications/:id',
            lazy: () =>
              withWords('rectifying', async () => ({
                Component: (await import('../pages/rectification/ticket.js')).RectificationPage,
              })),
          },
          {
            path: 'groups/:id',
            lazy: async () => ({ Component: (await import('../pages/groups/group.js')).GroupPage }),
          },
          {
            path: 'ledger',
            lazy: () =>
              withWords('figures', async () => ({
                Component: (await import('../pages/ledger/ledger.js')).LedgerPage,
              })),
          },
          {
            path: 'statistics',
            lazy: () =>
              withWords('figures', async () => ({
                Component: (await import('../pages/statistics/statistics.js')).StatisticsPage,
              })),
          },
          {
            path: 'access',
            lazy: () =>
              withWords('figures', async () => ({
                Component: (await import('../pages/access/access.js')).AccessPage,
              })),
          },
          {
            path: 'screens',
            lazy: () =>
              withWords('fleet', async () => ({
                Component: (await import('../pages/screens/screens.js')).ScreensPage,
              })),
          },
          {
            path: 'warnings',
            lazy: () =>
              withWords('warnings', async () => ({
                Component: (await import('../pages/warnings/warnings.js')).WarningsPage,
              })),
          },
          {
            path: 'programmes',
            lazy: () =>
              withWords('programming', async () => ({
                Component: (await import('../pages/programme/programme.js')).ProgrammePage,
              })),
          },
          {
            path: 'plays',
            lazy: () =>
              withWords('plays', async () => ({
                Component: (await import('../pages/plays/plays.js')).PlaysPage,
              })),
          },
          {
            path: 'boards',
            lazy: () =>
              withWords('boards', async () => ({
                Component: (await import('../pages/boards/boards.js')).BoardsPage,
              })),
          },
          {
            path: 'whereabouts',
            lazy: () =>
              withWords('boards', async () => ({
                Component: (await import('../pages/boards/whereabouts.js')).WhereaboutsPage,
              })),
          },
          {
            path: 'dictionary',
            lazy: () =>
              withWords('dictionary', async () => ({
                Component: (await import('../pages/dictionary/dictionary.js')).DictionaryPage,
              })),
          },
          {
            path: 'members',
            lazy: () =>
              withWords('signOn', async () => ({
                Component: (await import('../pages/members/members.js')).MembersPage,
              })),
          },
          {
            path: 'procedures',
            lazy: () =>
              withWords('rules', async () => ({
                Component: (await import('../pages/procedures/procedures.js')).ProceduresPage,
              })),
          },
          {
            path: 'templates',
            lazy: async () => ({
              Component: (await import('../pages/templates/templates.js')).TemplatesPage,
            }),
          },
          {
            path: 'workdays',
            lazy: () =>
              withWords('workingDays', async () => ({
                Component: (await import('../pages/workdays/workdays.js')).WorkdaysPage,
              })),
          },
          {
            path: 'hooks',
            lazy: () =>
              withWords('telling', async () => ({
                Component: (await import('../pages/hooks/hooks.js')).HooksPage,
              })),
          },
          {
            path: 'notifications',
            lazy: async () => ({
              Component: (await import('../pages/notifications/notifications.js')).NotificationsPage,
            }),
          },
          {
            path: 'account',
            lazy: () =>
              withWords('telling', () =>
                withWords('signOn', async () => ({
                  Component: (await import('../pages/account/account.js')).AccountPage,
                })),
              ),
          },
          {
            path: 'targets',
            lazy: async () => ({ Component: (await import('../pages/targets/targets.js')).TargetsPage }),
          },
          {
            path: 'tasks',
            lazy: async () => ({ Component: (await import('../pages/tasks/tasks.js')).TasksPage }),
          },
          {
            path: 'deliveries/:id/handoff',
            lazy: async () => ({ Component: (await import('../pages/handoff/handoff.js')).HandoffPage }),
          },
          {
            path: 'press',
            lazy: async () => ({
              Component: (await import('../pages/press/releases.js')).PressReleasesPage,
            }),
          },
          {
            path: 'press/outlets',
            lazy: async () => ({ Component: (await import('../pages/targets/targets.js')).OutletsPage }),
          },
          {
            path: 'press/pickups',
            lazy: async () => ({ Component: (await import('../pages/press/pickups.js')).PickupsPage }),
          },
          { path: '*', lazy: async () => ({ Component: (await import('./not-found.js')).NotFoundPage }) },
        ],
      },
    ],
  },
];
