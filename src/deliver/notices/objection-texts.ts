import { createHmac, randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { decrypt, encrypt } from '../../platform/encryption.js';
import { keyedHash, SECRETS, type HubSecrets } from '../../platform/secrets.js';

type Part = 'text' | 'result' | 'from';

/** Without what is easily taken for another sign when it is read out on the telephone. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** What is said in objections and by whom, encrypted with the hub's key and bound to its row. */
@Injectable()
export class ObjectionTexts {
  constructor(@Inject(SECRETS) private readonly secrets: HubSecrets) {}

  seal(text: string, id: string, what: Part): string {
    return encrypt(this.secrets.settings, text, place(id, what));
  }

  open(sealed: string, id: string, what: Part): string {
    return decrypt(this.secrets.settings, sealed, place(id, what));
  }

  hashOf(id: string, text: string): string {
    return keyedHash(this.secrets, id, text);
  }

  /** The same for the same facts, and nothing to anybody without the hub's key. */
  mark(use: string, facts: readonly string[]): string {
    return createHmac('sha256', this.secrets.session)
      .update(`${use}\n${JSON.stringify(facts)}`)
      .digest('base64url');
  }
}

const place = (id: string, what: Part): string => `objection:${id}:${what}`;

/** A number to be given to who objects: nobody guesses another one's. `day` is the office's. */
export function receiptNumber(day: string): string {
  const signs = Array.from({ length: 8 }, () => SIGNS[randomInt(SIGNS.length)]);
  return `YY${day.replaceAll('-', '')}-${signs.join('')}`;
}
