import { describe, expect, it } from '@jest/globals';
import { Resolutions } from '../../../src/deliver/resolve.service.js';
import { anOffice, aVersion } from '../../factories/office.js';
import type { ConsultingDesk } from './desk.js';
import { MONDAY, refused } from './refused.js';

/** 不予公开: decided in a review, looked at again, and let go. */
export function whatIsWithheld(those: () => ConsultingDesk): void {
  describe('what is withheld', () => {
    const withhold = { verdict: 'withhold', opinion: '含有内部工作流程', withhold: { ground: 'internal' } };

    it('ends the review with its ground, and can neither be approved, changed nor released', async () => {
      const desk = those();
      const version = await desk.inReview();
      await desk.stand(MONDAY);
      expect(await desk.decide(desk.reviewer, version, withhold)).toMatchObject({
        state: 'withheld',
        decisions: [{ verdict: 'withhold', opinion: '含有内部工作流程' }],
      });
      await expect(desk.decide(desk.office.callers.leader, version)).rejects.toEqual(
        refused('already_decided'),
      );
      await expect(desk.decide(desk.office.callers.leader, version, withhold)).rejects.toEqual(
        refused('already_decided'),
      );
      await expect(desk.approveInTheDatabase(version)).rejects.toMatchObject({
        constraint: 'version_withheld',
      });
      for (const stage of ['approved', 'drafting', 'review'] as const)
        await expect(
          desk.hub.db
            .updateTable('announcement')
            .set({ stage })
            .where('id', '=', version.announcementId)
            .execute(),
        ).rejects.toMatchObject({ constraint: 'announcement_withheld' });
      await expect(desk.submissions().submit(desk.clerk, version.announcementId, 1)).rejects.toEqual(
        refused('wrong_state'),
      );
      await expect(desk.ask(version.announcementId)).rejects.toEqual(refused('wrong_state'));
      await expect(desk.release(version.versionId)).rejects.toEqual(refused('wrong_state'));
      expect(await desk.withholdings().of(desk.office.id, version.announcementId)).toMatchObject({
        ...{ withheld: true, due: false },
        items: [{ number: 1, act: 'withheld', ground: 'internal', againOn: '2027-11-23' }],
      });
      expect((await desk.entriesOf(version.announcementId)).at(-1)).toMatchObject({
        kind: 'decision.withheld',
        data: { ground: 'internal', againOn: '2027-11-23', hash: version.hash },
      });
    });

    it('is looked at again within a year: kept with another day, or let go to its draft', async () => {
      const desk = those();
      const office = await anOffice(desk.hub);
      const { callers } = office;
      const [version, other] = [
        await aVersion(desk.hub, office, [], { approved: false }),
        await aVersion(desk.hub, office, [], { approved: false }),
      ];
      const { announcementId } = version;
      await desk.stand(MONDAY);
      for (const againOn of ['2026-11-23', '2027-11-24'])
        await expect(
          desk.decide(callers.reviewer, version, { ...withhold, withhold: { ground: 'trade', againOn } }),
        ).rejects.toEqual(refused('invalid_time'));
      const on = (againOn: string) => ({ ...withhold, withhold: { ground: 'trade', againOn } });
      await desk.decide(callers.reviewer, version, on('2027-03-01'));
      await desk.decide(callers.reviewer, other, on('2027-02-01'));
      const list = async () =>
        (await desk.withholdings().list(office.id)).items.map(({ announcementId: id, due }) => [id, due]);
      expect(await list()).toEqual([
        [other.announcementId, false],
        [announcementId, false],
      ]);
      await desk.stand('2027-03-01T01:00:00.000Z');
      expect((await list()).map(([, due]) => due)).toEqual([true, true]);
      await desk.remind();
      expect(await desk.told(callers.leader, 'withheld.due')).toHaveLength(2);
      const look = (act: 'kept' | 'lifted', number: number, more: object = {}) =>
        desk.withholdings().reappraise(callers.leader, announcementId, {
          ...{ act, number, words: '仍属商业秘密' },
          ...more,
        });
      await expect(look('kept', 1, { againOn: '2028-03-02' })).rejects.toEqual(refused('invalid_time'));
      const kept = await Promise.allSettled([look('kept', 1), look('kept', 1)]);
      expect(kept.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(kept.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { code: 'already_decided' },
      });
      expect(await list()).toEqual([
        [other.announcementId, true],
        [announcementId, false],
      ]);
      await expect(look('lifted', 1)).rejects.toEqual(refused('already_decided'));
      const done = await look('lifted', 2, { words: '权利人已同意公开' });
      expect(done).toMatchObject({
        withheld: false,
        items: [{ act: 'withheld' }, { act: 'kept', againOn: '2028-03-01' }, { act: 'lifted' }],
      });
      await expect(look('kept', 3)).rejects.toEqual(refused('wrong_state'));
      expect((await desk.entriesOf(announcementId)).map(({ kind }) => kind)).toEqual([
        'decision.withheld',
        'withholding.kept',
        'withholding.lifted',
      ]);
      // The version itself stays withheld; the next one is reviewed anew.
      await expect(desk.approveInTheDatabase(version)).rejects.toMatchObject({
        constraint: 'version_withheld',
      });
      const next = await aVersion(desk.hub, office, [], { approved: false, announcementId });
      expect((await desk.decide(callers.reviewer, next)).state).toBe('approved');
    });

    it('does not go out by an earlier delivery that failed', async () => {
      const desk = those();
      const version = await desk.approved();
      const { deliveryIds } = await desk.release(version.versionId);
      for (const state of ['queued', 'sending', 'failed'] as const)
        await desk.hub.db.updateTable('delivery').set({ state }).where('id', 'in', deliveryIds).execute();
      const { announcementId } = version;
      const newer = await aVersion(desk.hub, desk.office, [], { approved: false, announcementId });
      await desk.decide(desk.reviewer, newer, withhold);
      const again = () =>
        desk.hub.app
          .get(Resolutions, { strict: false })
          .repair(desk.clerk, deliveryIds[0] ?? '', { note: '' });
      await expect(again()).rejects.toEqual(refused('wrong_state'));
      await desk.withholdings().reappraise(desk.reviewer, announcementId, {
        ...{ act: 'lifted', number: 1, words: '可以公开' },
      });
      await expect(again()).rejects.toEqual(refused('wrong_state'));
    });

    it('is never a correction of what is out', async () => {
      const desk = those();
      const version = await desk.inReview();
      await desk.hub.db
        .updateTable('announcement')
        .set({ correction_note: '更正' })
        .where('id', '=', version.announcementId)
        .execute();
      await expect(desk.decide(desk.reviewer, version, withhold)).rejects.toEqual(refused('wrong_state'));
    });
  });
}
