import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import { SlateView, WarningBoard, WarningView, type PrepareWarning } from '../../src/contract/api.js';
import type { Role } from '../../src/contract/api.js';
import { until } from '../support/until.js';
import { ScreenHub } from './support/screen-hub.js';
import type { Visitor } from './support/web-hub.js';

jest.setTimeout(30_000);

let at: ScreenHub;
let clerk: Visitor;
let leader: Visitor;
beforeAll(async () => {
  at = await ScreenHub.start();
  clerk = await at.hub.signedIn('clerk' satisfies Role);
  leader = await at.hub.signedIn('leader' satisfies Role);
});
afterEach(() => at.clear());
afterAll(() => at.hub.close());

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const typed = (more: Partial<PrepareWarning> = {}): PrepareWarning => ({
  text: {
    level: 'orange',
    hazard: '寒潮',
    issuer: '市气象台',
    issuedAt: inHours(-1),
    from: inHours(-1),
    until: inHours(12),
    area: '全市',
    headline: '气温将明显下降',
    instruction: '注意防寒保暖，减少外出。',
  },
  drill: false,
  voice: true,
  ...more,
});
const post = async (who: Visitor, path: string, body: object = {}) => {
  const answer = await who.call('POST', `/api/v1${path}`, { body });
  return { status: answer.status, code: answer.json['code'], json: answer.json };
};
const prepared = async (who = clerk, more: Partial<PrepareWarning> = {}): Promise<string> =>
  WarningView.parse((await post(who, '/warnings', typed(more))).json).id;
const start = (who: Visitor, id: string, targetIds = [at.group]) =>
  post(who, `/warnings/${id}/start`, { targetIds });
const view = async (id: string): Promise<WarningView> =>
  WarningView.parse((await clerk.call('GET', `/api/v1/warnings/${id}`)).json);
const board = async (): Promise<WarningBoard> =>
  WarningBoard.parse((await clerk.call('GET', '/api/v1/warnings')).json);

describe('a warning that was typed', () => {
  it('is started by a second person, shown by every screen, and ended as surely', async () => {
    const [here, away] = [await at.aScreen('在'), await at.aScreen('离')];
    away.close();
    await until(async () => (await at.screens()).find(({ id }) => id === away.id)?.online === false);
    const id = await prepared();
    expect(await start(clerk, id)).toMatchObject({ status: 403, code: 'second_person' });
    expect(await start(leader, id)).toMatchObject({ status: 200, json: { state: 'active' } });
    await until(() => here.alerts.length === 1);
    expect(here.alerts[0]?.warnings).toMatchObject([
      { id, level: 'orange', issuer: '市气象台', drill: false },
    ]);
    expect((await view(id)).reach).toMatchObject({
      screens: 2,
      online: 1,
      shown: 0,
      unreached: [
        { name: '在', online: true },
        { name: '离', online: false },
      ],
    });
    expect(await here.alertShown()).toEqual({ ok: true });
    expect((await view(id)).reach).toMatchObject({ shown: 1, unreached: [{ name: '离' }] });

    await away.connect();
    expect(away.alerts).toMatchObject([{ warnings: [{ id }] }]);
    await away.alertShown();
    expect((await view(id)).reach).toMatchObject({ shown: 2, unreached: [] });

    const started = here.alerts[0]?.seq ?? 0;
    expect(await post(leader, `/warnings/${id}/end`, { reason: 'lifted' })).toMatchObject({ status: 200 });
    await until(() => here.alerts.length === 2);
    expect(here.alerts[1]).toMatchObject({ warnings: [] });
    expect(here.alerts[1]?.seq).toBeGreaterThan(started);
    expect((await view(id)).reach).toMatchObject({ shown: 0 });
    for (const screen of [here, away]) await screen.alertShown();
    expect((await view(id)).reach).toMatchObject({ shown: 2 });
    expect((await at.ledgerOf(id)).map(({ kind }) => kind)).toEqual([
      'warning.prepared',
      'warning.started',
      'warning.ended',
    ]);
    expect(await start(leader, id)).toMatchObject({ status: 409, code: 'wrong_state' });
  });

  it('as a drill is started by one person and says so', async () => {
    const here = await at.aScreen();
    const id = await prepared(leader, { drill: true });
    expect(await start(leader, id)).toMatchObject({ status: 200 });
    await until(() => here.alerts.some(({ warnings }) => warnings.some(({ drill }) => drill)));
    await post(leader, `/warnings/${id}/end`, { reason: 'lifted' });
  });

  it('never changes, whoever asks the database', async () => {
    const id = await prepared();
    const change = sql`update warning set text = jsonb_set(text, '{level}', '"yellow"') where id = ${id}`;
    await expect(change.execute(at.db)).rejects.toThrow(/does not change/);
    await post(clerk, `/warnings/${id}/end`, { reason: 'mistake' });
    expect((await view(id)).state).toBe('discarded');
  });

  it('is refused when it ends before it begins, goes nowhere, or is sent by who may not', async () => {
    const text = { ...typed().text, until: inHours(-2) };
    expect(await post(clerk, '/warnings', { ...typed(), text })).toMatchObject({ code: 'invalid_time' });
    const id = await prepared();
    expect(await start(leader, id, ['01900000-0000-7000-8000-000000000000'])).toMatchObject({
      code: 'unknown_target',
    });
    expect(await post(at.admin, '/warnings', typed())).toMatchObject({ status: 403 });
    expect((await at.admin.call('GET', '/api/v1/warnings')).status).toBe(200);
  });
});

describe('a CAP message', () => {
  const cap = (number: number, severity: string, msgType = 'Alert', references = ''): string => `<alert
    xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>ID-${String(number)}</identifier>
    <sender>qxt.example.gov.cn</sender><sent>${inHours(-1)}</sent><status>Actual</status><msgType>${msgType}</msgType>
    <scope>Public</scope>${references && `<references>x,${references},${inHours(-1)}</references>`}
    ${
      msgType === 'Cancel'
        ? ''
        : `<info><event>暴雨</event><urgency>Immediate</urgency><severity>${severity}</severity>
    <certainty>Observed</certainty><expires>${inHours(6)}</expires><senderName>市气象台</senderName>
    <headline>暴雨预警</headline><instruction>减少外出。</instruction><area><areaDesc>全市</areaDesc></area></info>`
    }</alert>`;
  const take = (xml: string) => post(clerk, '/warnings/import', { xml });

  it('of a listed source is relayed by one person, replaced by an update, ended by a cancellation', async () => {
    const here = await at.aScreen();
    expect(await take(cap(1, 'Severe'))).toMatchObject({ status: 422, code: 'warning_source_unknown' });
    const source = { name: '市气象台', sender: 'qxt.example.gov.cn' };
    expect(await post(at.admin, '/warning-sources', source)).toMatchObject({ status: 201 });
    expect(await post(clerk, '/warning-sources', source)).toMatchObject({ status: 403 });

    const first = WarningView.parse((await take(cap(1, 'Severe'))).json);
    expect(first).toMatchObject({
      state: 'prepared',
      source: '市气象台',
      identifier: 'ID-1',
      text: { level: 'orange' },
    });
    expect(await take(cap(1, 'Severe'))).toMatchObject({ status: 409, code: 'warning_known' });
    expect(await start(clerk, first.id)).toMatchObject({ status: 200 });
    const second = WarningView.parse((await take(cap(2, 'Extreme', 'Update', 'ID-1'))).json);
    expect(second).toMatchObject({ replaces: first.id, text: { level: 'red' } });
    expect(await start(clerk, second.id)).toMatchObject({ status: 200 });
    expect(await view(first.id)).toMatchObject({ state: 'ended', endReason: 'replaced' });
    await until(() => here.alerts.at(-1)?.warnings[0]?.id === second.id);
    expect(here.alerts.at(-1)?.warnings).toMatchObject([{ level: 'red', identifier: 'ID-2' }]);
    expect(await take(cap(3, '', 'Cancel', 'ID-2'))).toMatchObject({
      json: { id: second.id, state: 'ended' },
    });
    await until(() => here.alerts.at(-1)?.warnings.length === 0);
    expect(await take(cap(4, '', 'Cancel', 'ID-9'))).toMatchObject({ status: 404 });
  });
});

describe('the safe slate', () => {
  it('is put up by one person and lifted by two, and a screen that comes back finds it', async () => {
    const here = await at.aScreen();
    const began = WarningBoard.parse((await post(clerk, '/slates', { reason: '内容待核实' })).json);
    expect(began.slates.map(({ target }) => target.name)).toEqual(['一楼大厅屏', '二楼窗口屏']);
    await until(() => here.alerts.some(({ slate }) => slate !== undefined));
    here.close();
    await here.connect();
    expect(here.alerts.at(-1)?.slate).toBeDefined();
    for (const { id } of began.slates.map((one) => SlateView.parse(one))) {
      expect(await post(clerk, `/slates/${id}/lift`)).toMatchObject({
        status: 200,
        json: { state: 'asked' },
      });
      expect(await post(clerk, `/slates/${id}/lift`)).toMatchObject({ status: 403, code: 'second_person' });
      expect(await post(leader, `/slates/${id}/lift`)).toMatchObject({ json: { state: 'lifted' } });
      expect(await post(leader, `/slates/${id}/lift`)).toMatchObject({ status: 404 });
    }
    await until(() => here.alerts.at(-1)?.slate === undefined);
    expect((await board()).slates).toEqual([]);
  });
});
