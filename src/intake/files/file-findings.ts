import type { Finding, ScreeningPlace } from '../../contract/api.js';
import type { Hash } from '../../contract/values.js';
import { byLevel, findingId, screen, type OfficeRules } from '../screening/screen.js';
import { isCleanable, isOfficeFile } from './cleanable.js';
import type { Reading, Story, Trait } from './reading.js';
import { traitRules } from './traits.js';

/** A file as its draft names it. */
export interface NamedFile {
  hash: Hash;
  name: string;
  mediaType: string;
  /** Whether it stands in the text or goes with it. */
  part: 'file' | 'picture';
}

/** Of what one rule finds in one file, so many are told one by one; the rest is counted. */
const TOLD = 20;
/** Nobody put a number where nobody looks so that it is published. */
const personal = new Set(['id18', 'id18-shape', 'id15', 'bank', 'mobile', 'passport']);

/** What a person has to look at in a file, worst first. Pure; cost grows with the length of its text. */
export function fileFindings(reading: Reading, file: NamedFile, office: OfficeRules): Finding[] {
  const told = reading.stories.flatMap((story) => storyFindings(story, file, office));
  return byLevel([...reading.traits.map((trait) => traitFinding(trait, file)), ...summed(told)]);
}

function storyFindings(story: Story, file: NamedFile, office: OfficeRules): Finding[] {
  const place = placeOf(file, story.hidden);
  const part = {
    place,
    text: story.text(),
    placeAt: (from: number): ScreeningPlace => ({ ...place, piece: story.where(from) }),
  };
  const found = screen([part], office).map((one) =>
    one.instead !== undefined && story.isEditable && isOfficeFile(file.mediaType)
      ? { ...one, fix: 'mask' as const }
      : one,
  );
  if (!story.hidden) return found;
  return found.map((one) => (personal.has(one.rule) ? { ...one, level: 'block' as const } : one));
}

const placeOf = ({ part, name, hash }: NamedFile, isHidden: boolean): ScreeningPlace => ({
  part,
  file: name,
  fileHash: hash,
  ...(isHidden && { hidden: true }),
});

function traitFinding({ kind, count, text, piece }: Trait, file: NamedFile): Finding {
  const { level, label, source, isCleaned } = traitRules[kind];
  const rule = `file-${kind}`;
  const place = { ...placeOf(file, false), ...(piece && { piece }) };
  return {
    ...{ id: findingId(rule, place, 0, text), rule, level, source, place },
    label:
      count > 1 ? { zh: `${label.zh}（${String(count)} 处）`, en: `${label.en} (${String(count)})` } : label,
    ...{ from: 0, to: text.length, text, before: '', after: '' },
    ...(isCleaned && isCleanable(file.mediaType) && { fix: 'clean' as const }),
    ...(kind === 'tracked-changes' && { fix: 'accept' as const }),
  };
}

/** The first of each rule and level, and one that stands for all the others. */
function summed(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const one of findings) {
    const key = `${one.rule} ${one.level}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].flatMap((group) => {
    const others = group.slice(TOLD);
    const [first] = others;
    if (first === undefined) return group;
    return [...group.slice(0, TOLD), { ...first, ...sumOf(others) }];
  });
}

function sumOf(others: readonly Finding[]): Pick<Finding, 'id' | 'label'> {
  const [first] = others;
  if (first === undefined) throw new Error('nothing to sum up');
  const count = String(others.length);
  return {
    id: findingId(`${first.rule}-others`, first.place, 0, others.map(({ id }) => id).join(' ')),
    label: {
      zh: `${first.label.zh}（同类共 ${count} 处未逐一列出，以下为其中第一处）`,
      en: `${first.label.en} (${count} more of the kind are not listed; this is the first)`,
    },
  };
}
