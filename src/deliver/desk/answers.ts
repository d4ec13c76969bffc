import type { Answers, Ask } from '../../contract/person.js';
import { HubError } from '../../contract/errors.js';
import { Hash, Instant, type LocalizedText } from '../../contract/values.js';

const maxLine = 500;

/** Controls but line breaks, and marks that turn the direction of what is written. */
const unwanted = /(?![\t\n\r])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu;

/**
 * A person's answers as they are stored: by the asked names, without those that were left empty; instants in UTC.
 * @throws HubError `invalid_request` with every mistake below `answers`
 */
export function checkAnswers(asked: readonly Ask[], given: Answers): Answers {
  const errors: { path: string; message: string }[] = [];
  const answers: Answers = {};
  for (const name of Object.keys(given))
    if (!asked.some((ask) => ask.name === name))
      errors.push({ path: `answers.${name}`, message: 'nobody asked for this' });
  for (const ask of asked) {
    const text = (given[ask.name] ?? '').replace(unwanted, '').trim();
    const answer = text === '' ? missing(ask) : read(ask, text);
    if ('mistake' in answer) errors.push({ path: `answers.${ask.name}`, message: answer.mistake });
    else if (answer.value !== undefined) answers[ask.name] = answer.value;
  }
  if (errors.length > 0) throw new HubError('invalid_request', undefined, { errors });
  return answers;
}

type Read = { value: string | undefined } | { mistake: string };

const missing = ({ required }: Ask): Read => (required ? { mistake: 'is needed' } : { value: undefined });

function read({ kind, choices = [] }: Ask, text: string): Read {
  switch (kind) {
    case 'text': {
      const line = text.replaceAll(/\s+/gu, ' ');
      return line.length > maxLine ? { mistake: `is longer than ${maxLine} characters` } : { value: line };
    }
    case 'longText':
      return { value: text };
    case 'url':
      return readUrl(text);
    case 'instant':
      return readInstant(text);
    case 'choice':
      return choices.some(({ value }) => value === text)
        ? { value: text }
        : { mistake: 'is not one of the choices' };
    case 'yes':
      return text === 'yes' ? { value: text } : { mistake: 'can only be yes' };
    case 'picture':
      return Hash.safeParse(text).success ? { value: text } : { mistake: 'is not the hash of a picture' };
  }
}

function readUrl(text: string): Read {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    return { mistake: 'is not an address that begins with https:// or http://' };
  if (url.username !== '' || url.password !== '') return { mistake: 'must not carry a password' };
  return text.length > 2000 ? { mistake: 'is longer than 2000 characters' } : { value: url.href };
}

function readInstant(text: string): Read {
  const year = Instant.safeParse(text).success ? new Date(text).getUTCFullYear() : Number.NaN;
  if (!(year >= 2000 && year < 2200)) return { mistake: 'is not a time, such as 2026-11-23T09:30:00+08:00' };
  return { value: new Date(text).toISOString() };
}

/** Answers as one line for people, with the labels under which they were asked for. */
export function answersInWords(asked: readonly Ask[], answers: Answers): LocalizedText {
  const names = new Set([...asked.map(({ name }) => name), ...Object.keys(answers)]);
  const told = [...names].flatMap((name) => {
    const value = answers[name];
    if (value === undefined) return [];
    const ask = asked.find((candidate) => candidate.name === name);
    const label = ask?.label ?? { zh: name, en: name };
    const { zh, en } = valueInWords(ask, value);
    return [{ zh: `${label.zh}：${zh}`, en: `${label.en}: ${en}` }];
  });
  if (told.length === 0) return { zh: '没有填写内容', en: 'Nothing was filled in' };
  return { zh: told.map(({ zh }) => zh).join('；'), en: told.map(({ en }) => en).join('; ') };
}

function valueInWords(ask: Ask | undefined, value: string): LocalizedText {
  if (ask?.kind === 'yes') return { zh: '是', en: 'yes' };
  if (ask?.kind === 'picture') return { zh: '已附', en: 'attached' };
  if (ask?.kind === 'instant') return { zh: officeTime(value), en: officeTime(value) };
  const choice = ask?.choices?.find((candidate) => candidate.value === value);
  return choice?.label ?? { zh: value, en: value };
}

/** An instant as clocks in China show it, to the minute. */
const officeTime = (instant: string): string =>
  new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
