import { createHmac, randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SealedTexts } from '../../platform/sealed-texts.js';
import { SECRETS, type HubSecrets } from '../../platform/secrets.js';

/** Without what is easily taken for another sign when it is read out on the telephone. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** What is said in objections and by whom, encrypted with the hub's key and bound to its row. */
@Injectable()
export class ObjectionTexts extends SealedTexts<'text' | 'result' | 'from'> {
  constructor(@Inject(SECRETS) secrets: HubSecrets) {
    super(secrets, 'objection');
  }

  /** The same for the same facts, and nothing to anybody without the hub's key. */
  mark(use: string, facts: readonly string[]): string {
    return createHmac('sha256', this.secrets.session)
      .update(`${use}\n${JSON.stringify(facts)}`)
      .digest('base64url');
  }
}

/** A number to be given to who objects: nobody guesses another one's. `day` is the office's. */
export function receiptNumber(day: string): string {
  const signs = Array.from({ length: 8 }, () => SIGNS[randomInt(SIGNS.length)]);
  return `YY${day.replaceAll('-', '')}-${signs.join('')}`;
}
