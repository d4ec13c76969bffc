import type { CreateTarget } from '../contract/api.js';

/** A target of a demo office. The settings of one with a drill come from the drill; these stand below them. */
export interface PlannedTarget extends CreateTarget {
  settings: Record<string, string | number | boolean>;
  drill: boolean;
}

/** How far an announcement has come when a newcomer looks. */
export type Until = 'draft' | 'review' | 'release';

/** What a demo office can publish to, who acts for it, and what it has to say. */
export interface DemoOffice {
  slug: string;
  /** Names to sign in with. */
  clerk: string;
  reviewer: string;
  targets: readonly PlannedTarget[];
  /** Of its announcements, below `demo`. */
  folder: string;
  /** Oldest first. */
  plan: readonly { file: string; targets: readonly string[]; until: Until }[];
}

const own = (channel: string, slug: string, name: string, settings = {}): PlannedTarget => ({
  channel,
  slug,
  name,
  settings,
  drill: false,
});
const drilled = (channel: string, slug: string, name: string): PlannedTarget => ({
  ...own(channel, slug, name),
  drill: true,
});

const site = ['wanghe'];
const both = ['wanghe', 'lobby-1'];

const enforcement: DemoOffice = {
  slug: 'wanghe',
  clerk: 'clerk',
  reviewer: 'reviewer',
  targets: [
    own('website', 'wanghe', '机关门户网站', {
      siteName: '望河区城市管理和综合行政执法局',
      intro: '政务公开、通知公告与办事服务',
    }),
    own('display', 'lobby-1', '一楼大厅屏'),
    own('tv', 'tv', '区有线电视图文频道'),
    drilled('wechat', 'wechat', '微信公众号'),
    drilled('portal', 'city-portal', '市政府门户网站'),
    drilled('portal', 'city-news', '市政府新闻网'),
    drilled('portal', 'integrity', '廉政网'),
    drilled('press', 'daily', '明川日报'),
    drilled('press', 'radio', '明川人民广播电台'),
  ],
  folder: 'announcements',
  // The policy with its photo is left out: it is what the README's reader imports. WeChat takes back ten a day, so few
  // go there.
  plan: [
    { file: '12-annual-report-2025', targets: [...site, 'city-portal'], until: 'release' },
    { file: '10-service-guide-road-occupation', targets: [...site, 'wechat'], until: 'release' },
    { file: '06-meeting-disclosure-group', targets: [...site, 'city-news'], until: 'release' },
    { file: '05-penalty-decision', targets: site, until: 'release' },
    { file: '09-recruitment', targets: [...site, 'city-portal'], until: 'release' },
    { file: '04-interpretation-signboard', targets: [...site, 'wechat', 'city-news'], until: 'release' },
    { file: '02-gongshi-cadre', targets: [...both, 'integrity'], until: 'release' },
    {
      file: '01-tonggao-winter-cleanup',
      targets: [...both, 'tv', 'wechat', 'city-portal', 'daily', 'radio'],
      until: 'release',
    },
    { file: '11-law-publicity-constitution-day', targets: [...both, 'tv', 'daily'], until: 'review' },
    { file: '08-emergency-hall-closure', targets: [...both, 'tv', 'wechat', 'radio'], until: 'review' },
    { file: '07-emergency-water-repair', targets: [...both, 'tv', 'wechat'], until: 'draft' },
  ],
};

const water: DemoOffice = {
  slug: 'wanghe-water',
  clerk: 'clerk2',
  reviewer: 'reviewer2',
  targets: [
    own('website', 'wanghe-water', '水务局网站', {
      siteName: '望河区水务局',
      intro: '供水、河道与防汛信息',
    }),
    own('display', 'water-hall', '水务大厅屏'),
  ],
  folder: 'announcements-2',
  plan: [
    { file: '02-water-permits', targets: ['wanghe-water'], until: 'release' },
    { file: '03-frost-protection', targets: ['wanghe-water', 'water-hall'], until: 'release' },
    { file: '01-river-dredging', targets: ['wanghe-water', 'water-hall'], until: 'release' },
    { file: '04-night-low-pressure', targets: ['wanghe-water', 'water-hall'], until: 'review' },
  ],
};

/** The demo's offices. The first run makes them and their members (src/identity/first-run.ts). */
export const demoOffices: readonly DemoOffice[] = [enforcement, water];
