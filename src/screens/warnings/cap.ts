import { XMLParser } from 'fast-xml-parser';
import { SaxesParser } from 'saxes';
import { z } from 'zod';
import { HubError } from '../../contract/errors.js';
import { WarningText, type WarningLevel } from '../../contract/warning.js';

/** What a CAP 1.2 message asks for. */
export interface CapMessage {
  identifier: string;
  sender: string;
  kind: 'alert' | 'update' | 'cancel';
  /** Identifiers of the messages that it updates or cancels. */
  references: string[];
  /** An exercise is a drill. */
  drill: boolean;
  /** Missing in a cancellation. */
  text: WarningText | undefined;
}

const namespace = 'urn:oasis:names:tc:emergency:cap:1.2';
/** By CAP's severity, and by the colours that GB/T 35965.1 has in its place. */
const levels: Record<string, WarningLevel> = {
  Extreme: 'red',
  Severe: 'orange',
  Moderate: 'yellow',
  Minor: 'blue',
  Red: 'red',
  Orange: 'orange',
  Yellow: 'yellow',
  Blue: 'blue',
};

const Text = z.coerce.string().trim();
const Area = z.object({ areaDesc: Text });
const many = <T extends z.ZodType>(one: T) => z.union([z.array(one), one.transform((value) => [value])]);
const Info = z.object({
  language: Text.optional(),
  event: Text,
  urgency: z.enum(['Immediate', 'Expected', 'Future', 'Past', 'Unknown']),
  severity: Text,
  certainty: z.enum(['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown']),
  effective: Text.optional(),
  onset: Text.optional(),
  expires: Text.optional(),
  senderName: Text.optional(),
  headline: Text.optional(),
  description: Text.optional(),
  instruction: Text.optional(),
  area: many(Area).optional(),
});
type Info = z.infer<typeof Info>;
const Alert = z.object({
  '@xmlns': z.literal(namespace),
  identifier: z.coerce.string().regex(/^[^\s,<&]{1,120}$/),
  sender: z.coerce.string().regex(/^[^\s,<&]{1,200}$/),
  sent: Text,
  status: z.enum(['Actual', 'Exercise', 'System', 'Test', 'Draft']),
  msgType: z.enum(['Alert', 'Update', 'Cancel', 'Ack', 'Error']),
  scope: z.enum(['Public', 'Restricted', 'Private']),
  references: Text.optional(),
  info: many(Info).optional(),
});
type Alert = z.infer<typeof Alert>;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  processEntities: true,
});

/**
 * Reads a CAP 1.2 message (OASIS, 2010-07-01) that is meant for the public.
 * @throws HubError invalid_file with what is wrong with it
 */
export function readCap(xml: string): CapMessage {
  checkForm(xml);
  const root = parser.parse(xml) as Record<string, unknown>;
  const parsed = Alert.safeParse(root['alert']);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refused(`${issue?.path.join('.') ?? 'alert'}: ${issue?.message ?? 'not a CAP 1.2 message'}`);
  }
  const alert = parsed.data;
  const kind = kindOf(alert);
  return {
    identifier: alert.identifier,
    sender: alert.sender,
    kind,
    references: referencesOf(alert.references),
    drill: alert.status === 'Exercise',
    text: kind === 'cancel' ? undefined : textOf(alert),
  };
}

/** Well-formed, and without a document type: a message has no use for one, and its entities could grow without end. */
function checkForm(xml: string): void {
  const form = new SaxesParser({ xmlns: true });
  form.on('error', (error) => {
    throw refused(error.message);
  });
  form.on('doctype', () => {
    throw refused('it declares a document type');
  });
  form.write(xml).close();
}

function kindOf({ status, msgType, scope, references }: Alert): CapMessage['kind'] {
  if (status !== 'Actual' && status !== 'Exercise') throw refused(`status ${status} is not for the public`);
  if (scope !== 'Public') throw refused(`scope ${scope} is not for the public`);
  if (msgType === 'Ack' || msgType === 'Error')
    throw refused(`msgType ${msgType} says nothing to the public`);
  if (msgType !== 'Alert' && !references)
    throw refused(`references: ${msgType} has to name what it is about`);
  return msgType === 'Alert' ? 'alert' : msgType === 'Update' ? 'update' : 'cancel';
}

/** `sender,identifier,sent` of each, with white space between them. */
const referencesOf = (text = ''): string[] =>
  text.split(/\s+/).flatMap((one) => {
    const [, identifier] = one.split(',');
    return identifier ? [identifier] : [];
  });

function textOf(alert: Alert): WarningText {
  const infos = alert.info ?? [];
  const info = infos.find(({ language }) => /^zh/i.test(language ?? '')) ?? infos[0];
  if (!info) throw refused('info: it says nothing');
  const level = levels[info.severity];
  if (!level) throw refused(`info.severity: ${info.severity} is none of the four levels`);
  if (info.expires === undefined) throw refused('info.expires: it has to say until when it stands');
  const text = {
    level,
    hazard: info.event,
    issuer: info.senderName ?? alert.sender,
    issuedAt: instant(alert.sent, 'sent'),
    from: instant(info.onset ?? info.effective ?? alert.sent, 'info.onset'),
    until: instant(info.expires, 'info.expires'),
    area: within((info.area ?? []).map(({ areaDesc }) => areaDesc).join('、'), 200),
    headline: within(info.headline ?? info.description ?? '', 160),
    instruction: within(info.instruction ?? info.description ?? '', 600),
  };
  const parsed = WarningText.safeParse(text);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refused(`info.${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

function instant(text: string, where: string): string {
  const at = new Date(text);
  if (!/[+-]\d\d:\d\d$|Z$/.test(text) || Number.isNaN(at.getTime()))
    throw refused(`${where}: ${text} is no time`);
  return at.toISOString();
}

/** What is longer than a panel holds ends with its last whole sentence, and says so. */
function within(text: string, most: number): string {
  if (text.length <= most) return text;
  const note = '（全文见发布单位）';
  const cut = text.slice(0, most - note.length);
  const end = Math.max(cut.lastIndexOf('。'), cut.lastIndexOf('；'));
  return (end > most / 2 ? cut.slice(0, end + 1) : cut) + note;
}

const refused = (what: string): HubError => new HubError('invalid_file', what.slice(0, 300));
