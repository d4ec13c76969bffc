import { decrypt, encrypt } from './encryption.js';
import { keyedHash, type HubSecrets } from './secrets.js';

/** Personal texts of one kind, encrypted with the hub's key and bound to their row and part of it. */
export class SealedTexts<Part extends string> {
  constructor(
    protected readonly secrets: HubSecrets,
    private readonly kind: string,
  ) {}

  seal(text: string, id: string, what: Part): string {
    return encrypt(this.secrets.settings, text, this.place(id, what));
  }

  open(sealed: string, id: string, what: Part): string {
    return decrypt(this.secrets.settings, sealed, this.place(id, what));
  }

  /** With the row's id and a key of the hub, so that nobody who reads the ledger can try out words. */
  hashOf(id: string, text: string): string {
    return keyedHash(this.secrets, id, text);
  }

  private place(id: string, what: Part): string {
    return `${this.kind}:${id}:${what}`;
  }
}
