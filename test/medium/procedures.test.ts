import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '../../src/platform/ids.js';
import type { Caller } from '../../src/identity/index.js';
import type { Procedure, Role } from '../../src/contract/api.js';
import { Procedures, ReviewReader, Reviews } from '../../src/review/index.js';
import { anOffice, aVersion, type TestOffice } from '../factories/office.js';
import type { TestHub } from '../support/test-hub.js';
import { ReleaseDesk } from './support/release-desk.js';

jest.setTimeout(30_000);

let desk: ReleaseDesk;
let hub: TestHub;
beforeAll(async () => {
  desk = await ReleaseDesk.open();
  ({ hub } = desk);
});
afterAll(() => (desk as ReleaseDesk | undefined)?.close());

const reviews = () => hub.app.get(Reviews, { strict: false });
const reader = () => hub.app.get(ReviewReader, { strict: false });
const procedures = () => hub.app.get(Procedures, { strict: false });
const page = { limit: 50 };

/** An office whose street department drafts, with a reviewer there and one for secrecy. */
async function aBureau() {
  const office = await anOffice(hub);
  const [street, secrecy] = [await aDepartment(office, '市容科'), await aDepartment(office, '办公室')];
  await hub.db
    .updateTable('member')
    .set({ department_id: street })
    .where('id', '=', office.callers.clerk.memberId)
    .execute();
  return {
    office,
    secrecy,
    head: await another(office, 'reviewer', street),
    officer: await another(office, 'reviewer', secrecy),
    chain: {
      steps: [
        step('first', '初审', ['reviewer'], 'drafters'),
        step('secrecy', '保密审查', ['reviewer'], secrecy),
        step('sign', '签发', ['leader'], 'any'),
      ],
      distinct: true,
    },
  };
}

const step = (key: string, zh: string, roles: Role[], department: string): Procedure['steps'][number] => ({
  key,
  label: { zh, en: key },
  roles,
  department,
});

async function aDepartment(office: TestOffice, name: string): Promise<string> {
  const id = newId();
  await hub.db.insertInto('department').values({ id, office_id: office.id, name }).execute();
  return id;
}

async function another(office: TestOffice, role: Role, department: string): Promise<Caller> {
  const id = newId();
  const username = `${role}-${id.slice(-8)}`;
  await hub.db
    .insertInto('member')
    .values({
      id,
      office_id: office.id,
      user_id: id,
      username,
      name: '另一人',
      roles: [role],
      department_id: department,
    })
    .execute();
  return { ...office.callers[role], memberId: id, username };
}

type Version = Awaited<ReturnType<typeof aVersion>>;
const approve = (caller: Caller, version: Version) =>
  reviews().decide(caller, version.versionId, {
    verdict: 'approve',
    opinion: '同意',
    answers: {},
    versionHash: version.hash,
    renditionHashes: version.renditions,
  });

describe('a chain of steps', () => {
  it('is taken in its order, by whom it names, and approves at its end', async () => {
    const { office, chain, head, officer } = await aBureau();
    await procedures().set(office.callers.administrator, '行政处罚', chain);
    const version = await aVersion(hub, office, [], { approved: false, category: '行政处罚' });
    // The secrecy officer would be first in line, but is of another department than the drafter.
    await expect(approve(officer, version)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(approve(office.callers.leader, version)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await approve(head, version)).waitsFor).toMatchObject({ key: 'secrecy' });
    await expect(approve(head, version)).rejects.toMatchObject({ code: 'forbidden' });
    const [row] = (await reader().waiting(officer, page)).items;
    expect(row).toMatchObject({ versionId: version.versionId, mayDecide: true });
    expect((await reader().waiting(head, page)).items[0]).toMatchObject({ mayDecide: false });
    await approve(officer, version);
    expect(await approve(office.callers.leader, version)).toMatchObject({
      state: 'approved',
      decisions: [
        { stepLabel: { zh: '初审' } },
        { stepLabel: { zh: '保密审查' } },
        { stepLabel: { zh: '签发' } },
      ],
    });
  });

  it('asks for another person at every step only where it says so', async () => {
    const { office, secrecy } = await aBureau();
    const both = await another(office, 'reviewer', secrecy);
    const steps = [
      step('first', '初审', ['reviewer'], 'any'),
      step('secrecy', '保密审查', ['reviewer'], 'any'),
    ];
    await procedures().set(office.callers.administrator, '*', { steps, distinct: true });
    const strict = await aVersion(hub, office, [], { approved: false });
    await approve(both, strict);
    expect(await reader().detail(both, strict.versionId)).toMatchObject({ mayNotBecause: 'same' });
    await expect(approve(both, strict)).rejects.toMatchObject({ code: 'forbidden' });
    await procedures().set(office.callers.administrator, '*', { steps, distinct: false });
    const free = await aVersion(hub, office, [], { approved: false });
    await approve(both, free);
    expect((await approve(both, free)).state).toBe('approved');
    // What was submitted before is asked for what held then.
    await expect(approve(both, strict)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('stands with the version, whatever the office sets afterwards', async () => {
    const { office, chain } = await aBureau();
    const short = await aVersion(hub, office, [], { approved: false });
    await procedures().set(office.callers.administrator, '*', chain);
    expect((await approve(office.callers.reviewer, short)).state).toBe('approved');
    const long = await aVersion(hub, office, [], { approved: false });
    await procedures().remove(office.callers.administrator, '*');
    expect((await reader().detail(office.callers.reviewer, long.versionId)).procedure).toHaveLength(3);
    const again = await aVersion(hub, office, [], { approved: false });
    expect((await reader().detail(office.callers.reviewer, again.versionId)).procedure).toHaveLength(1);
  });
});

describe('what an office may set', () => {
  it('says which steps nobody could take, and puts every change into the ledger', async () => {
    const { office, chain } = await aBureau();
    const admin = office.callers.administrator;
    expect(await procedures().list(admin)).toMatchObject([{ category: '*', nobody: [] }]);
    await hub.db
      .updateTable('member')
      .set({ disabled_at: new Date() })
      .where('id', '=', office.callers.leader.memberId)
      .execute();
    const list = await procedures().set(admin, '公示', chain);
    expect(list).toMatchObject([{ category: '*' }, { category: '公示', nobody: ['sign'] }]);
    await procedures().remove(admin, '公示');
    await expect(procedures().remove(admin, '公示')).rejects.toMatchObject({ code: 'not_found' });
    const kinds = await hub.db
      .selectFrom('ledger_entry')
      .select(['kind', 'data'])
      .where('office_id', '=', office.id)
      .orderBy('id')
      .execute();
    expect(kinds).toMatchObject([
      { kind: 'procedure.set', data: { category: '公示', distinct: true, steps: chain.steps } },
      { kind: 'procedure.removed', data: { category: '公示' } },
    ]);
  });

  it('refuses steps for roles that decide nothing and for departments that are not there', async () => {
    const { office } = await aBureau();
    const strange = await aBureau();
    const bad = { distinct: false, steps: [step('first', '初审', ['clerk'], strange.secrecy)] };
    await expect(procedures().set(office.callers.administrator, '公示', bad)).rejects.toMatchObject({
      code: 'invalid_request',
      extra: { errors: [{ path: 'steps.0.roles' }, { path: 'steps.0.department' }] },
    });
  });
});
