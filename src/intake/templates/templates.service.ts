import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { TargetSet, Template, TemplateBoard } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { canonicalJson, sha256 } from '../../platform/hash.js';
import { announceChange } from '../../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { Targets } from '../../targets/index.js';
import { cleanLine } from '../clean.js';
import { sanitiseHtml } from '../html/sanitise.js';
import { cleanMetadata } from '../metadata/clean.js';
import { TemplatesReader } from './templates.reader.js';

/** Keeps an office's own templates and sets of targets. The ledger has a template's hash, not its words. */
@Injectable()
export class Templates {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(Targets) private readonly targets: Pick<Targets, 'require'>,
    private readonly reader: TemplatesReader,
  ) {}

  /** @throws HubError `invalid_request` for a set that the office does not have, or a picture in the text */
  async set(caller: Caller, { name, category, ...given }: Template): Promise<TemplateBoard> {
    const { html, pictures } = sanitiseHtml(given.body);
    if (pictures.length > 0) throw invalid('body', 'a template has no pictures');
    const content = {
      ...given,
      title: cleanLine(given.title),
      body: html,
      metadata: cleanMetadata({ ...given.metadata, related: undefined }),
      required: given.required.map(cleanLine).filter(Boolean),
    };
    const { officeId, memberId } = caller;
    const hash = sha256(canonicalJson({ category, ...content }));
    await this.act(caller, 'template.set', { name, category, hash }, async (tx) => {
      if (content.targetSet !== undefined) await requireSet(tx, officeId, content.targetSet);
      const columns = {
        category: cleanLine(category),
        content: JSON.stringify(content),
        set_by: memberId,
        set_at: sql<Date>`hub_now()`,
      };
      await tx
        .insertInto('template')
        .values({ office_id: officeId, name: cleanLine(name), ...columns })
        .onConflict((conflict) => conflict.columns(['office_id', 'name']).doUpdateSet(columns))
        .execute();
    });
    return this.reader.board(officeId);
  }

  /** The hub's own of this name is back, if there is one. @throws HubError `not_found` */
  async remove(caller: Caller, name: string): Promise<TemplateBoard> {
    await this.act(caller, 'template.removed', { name }, (tx) => removeRow(tx, 'template', caller, name));
    return this.reader.board(caller.officeId);
  }

  /** @throws HubError `unknown_target` */
  async setTargets(caller: Caller, { name, targetIds }: TargetSet): Promise<TemplateBoard> {
    const { officeId, memberId } = caller;
    const ids = [...new Set(targetIds)];
    await this.targets.require(officeId, ids);
    await this.act(caller, 'target_set.set', { name, targets: ids }, async (tx) => {
      const columns = { target_ids: ids, set_by: memberId, set_at: sql<Date>`hub_now()` };
      await tx
        .insertInto('target_set')
        .values({ office_id: officeId, name: cleanLine(name), ...columns })
        .onConflict((conflict) => conflict.columns(['office_id', 'name']).doUpdateSet(columns))
        .execute();
    });
    return this.reader.board(officeId);
  }

  /** Templates that name it go on without, and say so. @throws HubError `not_found` */
  async removeTargets(caller: Caller, name: string): Promise<TemplateBoard> {
    await this.act(caller, 'target_set.removed', { name }, (tx) => removeRow(tx, 'target_set', caller, name));
    return this.reader.board(caller.officeId);
  }

  private async act(
    { officeId, memberId }: Caller,
    kind: string,
    data: Parameters<typeof appendLedger>[1][number]['data'],
    work: (tx: Tx) => Promise<void>,
  ): Promise<void> {
    const actor = `member:${memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      await work(tx);
      await appendLedger(tx, [{ officeId, actor, kind, subjectId: officeId, data }]);
      await announceChange(tx, officeId, { topic: 'template', ids: [] });
    });
  }
}

async function removeRow(
  tx: Tx,
  table: 'template' | 'target_set',
  { officeId }: Caller,
  name: string,
): Promise<void> {
  const gone = await tx
    .deleteFrom(table)
    .where('office_id', '=', officeId)
    .where('name', '=', name)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new HubError('not_found');
}

async function requireSet(tx: Tx, officeId: string, name: string): Promise<void> {
  const set = await tx
    .selectFrom('target_set')
    .select('name')
    .where('office_id', '=', officeId)
    .where('name', '=', name)
    .executeTakeFirst();
  if (!set) throw invalid('targetSet', `there is no set of targets called ${name}`);
}

const invalid = (path: string, message: string): HubError =>
  new HubError('invalid_request', message, { errors: [{ path, message }] });
