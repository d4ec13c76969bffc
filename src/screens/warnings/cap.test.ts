import { describe, expect, it } from '@jest/globals';
import { readCap } from './cap.js';

const head = (more = ''): string => `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>11000041600000_20261126162000_1</identifier><sender>qxt.example.gov.cn</sender>
<sent>2026-11-26T16:20:00+08:00</sent>${more}`;
const info = (more: Record<string, string> = {}): string => {
  const fields = {
    language: 'zh-CN',
    category: 'Met',
    event: '寒潮',
    urgency: 'Expected',
    severity: 'Severe',
    certainty: 'Likely',
    onset: '2026-11-26T18:00:00+08:00',
    expires: '2026-11-27T18:00:00+08:00',
    senderName: '市气象台',
    headline: '市气象台发布寒潮橙色预警',
    description: '气温将下降12℃以上。',
    instruction: '注意防寒保暖，减少外出。',
    ...more,
  };
  const inner = Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('');
  return `<info>${inner}<area><areaDesc>市辖区</areaDesc></area><area><areaDesc>东部山区</areaDesc></area></info>`;
};
const said = (status = 'Actual', msgType = 'Alert', scope = 'Public', more = ''): string =>
  `<status>${status}</status><msgType>${msgType}</msgType><scope>${scope}</scope>${more}`;
const message = (middle = said(), inner = info()): string => `${head(middle)}${inner}</alert>`;

describe('a CAP message', () => {
  it('gives its fields as the issuer wrote them', () => {
    expect(readCap(message())).toEqual({
      identifier: '11000041600000_20261126162000_1',
      sender: 'qxt.example.gov.cn',
      kind: 'alert',
      references: [],
      drill: false,
      text: {
        level: 'orange',
        hazard: '寒潮',
        issuer: '市气象台',
        issuedAt: '2026-11-26T08:20:00.000Z',
        from: '2026-11-26T10:00:00.000Z',
        until: '2026-11-27T10:00:00.000Z',
        area: '市辖区、东部山区',
        headline: '市气象台发布寒潮橙色预警',
        instruction: '注意防寒保暖，减少外出。',
      },
    });
  });

  it.each([
    ['Extreme', 'red'],
    ['Moderate', 'yellow'],
    ['Minor', 'blue'],
    ['Red', 'red'],
    ['Blue', 'blue'],
  ])('of severity %s is %s', (severity, level) => {
    expect(readCap(message(said(), info({ severity }))).text?.level).toBe(level);
  });

  it('that is an exercise is a drill, and one that updates or cancels names what it is about', () => {
    expect(readCap(message(said('Exercise'))).drill).toBe(true);
    const references =
      '<references>a@x,ID-1,2026-11-26T08:00:00+08:00 a@x,ID-2,2026-11-26T09:00:00+08:00</references>';
    expect(readCap(message(said('Actual', 'Update', 'Public', references)))).toMatchObject({
      kind: 'update',
      references: ['ID-1', 'ID-2'],
    });
    expect(readCap(message(said('Actual', 'Cancel', 'Public', references), ''))).toMatchObject({
      kind: 'cancel',
      text: undefined,
    });
  });

  it('that is longer than a panel ends with a whole sentence and says so', () => {
    const { text } = readCap(message(said(), info({ instruction: '请尽量留在室内。'.repeat(120) })));
    expect(text?.instruction.length).toBeLessThanOrEqual(600);
    expect(text?.instruction).toMatch(/。（全文见发布单位）$/);
  });

  it.each<[string, string, RegExp]>([
    ['is no XML', '<alert', /./],
    ['is cut off', message().slice(0, -9), /./],
    [
      'declares entities',
      message().replace('<alert', '<!DOCTYPE a [<!ENTITY x "y">]><alert'),
      /document type/,
    ],
    ['is of another version', message().replace('cap:1.2', 'cap:1.1'), /xmlns/],
    ['is a test', message(said('Test')), /status Test/],
    ['is restricted', message(said('Actual', 'Alert', 'Restricted')), /scope/],
    ['is an acknowledgement', message(said('Actual', 'Ack')), /msgType/],
    ['cancels nothing', message(said('Actual', 'Cancel'), ''), /references/],
    ['has no level', message(said(), info({ severity: 'Unknown' })), /severity/],
    ['has no end', message(said(), info({ expires: '' })), /expires/],
    ['has a time without a zone', message(said(), info({ expires: '2026-11-27T18:00:00' })), /no time/],
    ['has two names in one', message().replace('_1<', '_1 x<'), /identifier/],
    ['says nothing', message(said(), ''), /info/],
  ])('that %s is refused with what is wrong', (_what, xml, why) => {
    expect(() => readCap(xml)).toThrow(
      expect.objectContaining({ code: 'invalid_file', detail: expect.stringMatching(why) }),
    );
  });
});
