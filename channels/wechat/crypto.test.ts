import { readFileSync } from 'node:fs';
import { createCipheriv } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { CallbackRefused, decrypt, encrypt, isSigned, signatureOf } from './crypto.js';
import { cdata, parseXml } from './xml.js';

const Vector = z.object({
  id: z.string(),
  kind: z.enum(['signature', 'encrypt', 'decrypt']),
  token: z.string(),
  timestamp: z.string().default(''),
  nonce: z.string().default(''),
  signature: z.string().optional(),
  msg_signature: z.string().optional(),
  encodingAESKey: z.string().default(''),
  appid: z.string().default(''),
  random: z.string().default(''),
  message: z.string().default(''),
  encrypt: z.string().optional(),
});
const path = new URL('./fixtures/vectors.json', import.meta.url);
const vectors = z.array(Vector).parse(JSON.parse(readFileSync(path, 'utf8')));
const vector = (id: string) => {
  const found = vectors.find((one) => one.id === id);
  if (!found) throw new Error(`no vector ${id}`);
  return found;
};
const of = (kind: z.infer<typeof Vector>['kind']) => vectors.filter((one) => one.kind === kind);

/** The code of the refusal, so that a wrong reason fails the test too. */
function codeOf(act: () => unknown): number | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof CallbackRefused) return error.code;
    throw error;
  }
  return undefined;
}

describe('signatures', () => {
  test.each(of('signature'))('$id', ({ token, timestamp, nonce, encrypt: sealed, signature = '' }) => {
    const parts = [token, timestamp, nonce, ...(sealed === undefined ? [] : [sealed])];
    expect(signatureOf(...parts)).toBe(signature);
    expect(isSigned(signature, ...parts)).toBe(true);
    expect(isSigned(signature, ...parts, 'x')).toBe(false);
  });

  test.each(vectors.filter(({ msg_signature }) => msg_signature))('$id, over the sealed message', (one) => {
    expect(isSigned(one.msg_signature ?? '', one.token, one.timestamp, one.nonce, one.encrypt ?? '')).toBe(
      true,
    );
  });

  test('nothing, another length and capitals are no signature', () => {
    const parts = ['token', '1', '2'];
    for (const given of [null, '', 'a'.repeat(39), signatureOf(...parts).toUpperCase()])
      expect(isSigned(given, ...parts)).toBe(false);
  });
});

describe('sealed messages', () => {
  test.each(of('encrypt'))('$id is sealed byte for byte, and opened again', (one) => {
    const sealed = encrypt(one.message, one.encodingAESKey, one.appid, Buffer.from(one.random));
    expect(sealed).toBe(one.encrypt);
    expect(decrypt(sealed, one.encodingAESKey, one.appid)).toBe(one.message);
  });

  test.each(of('decrypt'))('$id is opened', (one) => {
    expect(decrypt(one.encrypt ?? '', one.encodingAESKey, one.appid)).toBe(one.message);
  });

  test('every length of a message survives', () => {
    const { encodingAESKey: key, appid } = vector('V5');
    for (let length = 0; length < 130; length += 1) {
      const message = '字'.repeat(Math.floor(length / 3)) + 'x'.repeat(length % 3);
      expect(decrypt(encrypt(message, key, appid), key, appid)).toBe(message);
    }
  });

  /** Seals raw bytes, whatever they are. */
  function raw(plain: Uint8Array): string {
    const key = Buffer.from(`${vector('V3').encodingAESKey}=`, 'base64');
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
  }
  const open = (sealed: string) => decrypt(sealed, vector('V3').encodingAESKey, vector('V3').appid);

  test('N1: for another account', () => {
    const { encrypt: sealed = '', encodingAESKey } = vector('V3');
    expect(codeOf(() => decrypt(sealed, encodingAESKey, 'wxOTHER'))).toBe(-40005);
  });
  test('N2: under another key', () => {
    const { encrypt: sealed = '', appid } = vector('V3');
    expect(codeOf(() => decrypt(sealed, vector('V5').encodingAESKey, appid))).toBe(-40007);
  });
  test('N3: cut off', () => {
    expect(codeOf(() => open((vector('V3').encrypt ?? '').slice(0, 40)))).toBe(-40007);
  });
  test('N4: a length beyond its end', () => {
    const plain = Buffer.alloc(32, 12);
    plain.writeUInt32BE(0xffffffff, 16);
    expect(codeOf(() => open(raw(plain)))).toBe(-40008);
  });
  test.each([0, 33])('N5: padding of %d', (pad) => {
    expect(codeOf(() => open(raw(Buffer.alloc(64, pad))))).toBe(-40007);
  });
  test('N6: nothing but padding', () => {
    expect(codeOf(() => open(raw(Buffer.alloc(32, 32))))).toBe(-40008);
  });
  test('neither base64 nor a key of 43', () => {
    expect(codeOf(() => open('%%%'))).toBe(-40010);
    expect(codeOf(() => decrypt('AAAA', 'short', 'wx'))).toBe(-40004);
  });
});

describe('XML', () => {
  test('ids stay text, one of a list is a list, entities are read', () => {
    const xml = parseXml(
      '<xml><MsgId>1700827132819554304</MsgId><Info><fail_idx>1</fail_idx></Info><T>a &amp; b</T></xml>',
    );
    expect(xml).toEqual({ MsgId: '1700827132819554304', Info: { fail_idx: ['1'] }, T: 'a & b' });
  });

  test.each([
    ['<!DOCTYPE xml [<!ENTITY a "b">]><xml><A>&a;</A></xml>'],
    ['<?xml version="1.0"?><!doctype xml><xml/>'],
    ['{"ToUserName":"gh_1"}'],
    ['<html><body/></html>'],
    ['text'],
    [''],
  ])('%s is refused', (text) => {
    expect(codeOf(() => parseXml(text))).toBe(-40002);
  });

  test('a text cannot end its section', () => {
    const text = 'a]]><B>1</B><![CDATA[\u0000]]>';
    expect(parseXml(`<xml><A>${cdata(text)}</A></xml>`)).toEqual({ A: text.replace('\u0000', '') });
  });
});
