import { Inject, Injectable } from '@nestjs/common';
import { announcementCategories, type Template, type TemplateBoard } from '../../contract/api.js';
import { DATABASE, type Db } from '../../store/database.js';
import { builtInTemplates } from './built-in.js';

/** Reads what an office's new announcements begin with: its own templates over those that come with the hub. */
@Injectable()
export class TemplatesReader {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  async board(officeId: string): Promise<TemplateBoard> {
    const [own, sets, targets] = await Promise.all([
      this.db.selectFrom('template').selectAll().where('office_id', '=', officeId).execute(),
      this.db.selectFrom('target_set').selectAll().where('office_id', '=', officeId).execute(),
      this.db
        .selectFrom('target')
        .select(['id', 'name', 'enabled'])
        .where('office_id', '=', officeId)
        .execute(),
    ]);
    const usable = new Set(targets.filter(({ enabled }) => enabled).map(({ id }) => id));
    const nameOf = (id: string): string => targets.find((target) => target.id === id)?.name ?? id;
    const targetSets = sets
      .map((row) => ({
        name: row.name,
        targetIds: row.target_ids,
        gone: row.target_ids.filter((id) => !usable.has(id)).map(nameOf),
        setAt: row.set_at.toISOString(),
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'zh'));
    const ofSet = (name: string | undefined): { targetIds: string[]; gone: string[] } => {
      if (name === undefined) return { targetIds: [], gone: [] };
      const set = targetSets.find((one) => one.name === name);
      if (!set) return { targetIds: [], gone: [name] };
      return { targetIds: set.targetIds.filter((id) => usable.has(id)), gone: set.gone };
    };
    const mine = own.map(({ name, category, content, set_at }) => ({
      ...content,
      name,
      category,
      setAt: set_at.toISOString(),
    }));
    const others: Template[] = builtInTemplates.filter(({ name }) => !mine.some((one) => one.name === name));
    const templates = [...mine, ...others]
      .map((template) => ({
        ...template,
        ...ofSet(template.targetSet),
        builtIn: builtInTemplates.some(({ name }) => name === template.name),
      }))
      .sort((a, b) => placeOf(a) - placeOf(b) || a.name.localeCompare(b.name, 'zh'));
    return { templates, targetSets };
  }

  /** What a text of this category has to speak of: as its default template says, the one that bears its name. */
  async requiredOf(officeId: string, category: string): Promise<readonly string[]> {
    const own = await this.db
      .selectFrom('template')
      .select('content')
      .where('office_id', '=', officeId)
      .where('name', '=', category)
      .executeTakeFirst();
    return own?.content.required ?? builtInTemplates.find(({ name }) => name === category)?.required ?? [];
  }
}

/** By kind, a kind's default first. */
function placeOf({ name, category }: Template): number {
  const kinds: readonly string[] = announcementCategories;
  const place = kinds.indexOf(category);
  return 2 * (place < 0 ? kinds.length : place) + (name === category ? 0 : 1);
}
