import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Finding } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { AssetRef, Hash } from '../../contract/values.js';
import { canonicalJson, sha256 } from '../../platform/hash.js';
import { BlobStore } from '../../platform/storage/blobs.js';
import type { OfficeRules } from '../screening/screen.js';
import { FileDesk } from './file-desk.js';
import { fileFindings, type NamedFile } from './file-findings.js';
import { unreadable } from './reading.js';

interface Rules {
  office: OfficeRules;
  /** The hash of them. */
  key: Hash;
}

/** Screens what goes with a text. What was found is kept in memory, never what the file says. */
@Injectable()
export class FileScreening {
  readonly #found = new LRUCache<Hash, Finding[]>({ max: 1000 });

  constructor(
    private readonly store: BlobStore,
    private readonly desk: FileDesk,
  ) {}

  /** What a person has to look at in these files, which are the office's; one that cannot be read is a finding itself. */
  async findings(
    { pictures, attachments }: Record<'pictures' | 'attachments', readonly AssetRef[]>,
    office: OfficeRules,
  ): Promise<Finding[]> {
    const found: Finding[] = [];
    // An office's words are many, and the same for each file.
    const rules = { office, key: sha256(canonicalJson(office)) };
    for (const file of pictures) found.push(...(await this.#of(file, 'picture', rules)));
    for (const file of attachments) found.push(...(await this.#of(file, 'file', rules)));
    return found;
  }

  async #of({ hash, name, mediaType }: AssetRef, part: NamedFile['part'], rules: Rules): Promise<Finding[]> {
    const named = { hash, name, part, mediaType };
    const key = sha256(canonicalJson({ named, rules: rules.key }));
    const known = this.#found.get(key);
    if (known) return known;
    const found = await this.#screen(named, rules.office);
    this.#found.set(key, found);
    return found;
  }

  async #screen(named: NamedFile, office: OfficeRules): Promise<Finding[]> {
    const { hash, mediaType } = named;
    const content = await this.store.read(hash);
    try {
      return await this.desk.ask({ do: 'screen', file: { hash, mediaType, content }, named, office });
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      return fileFindings(unreadable('too_complex'), named, office);
    }
  }
}
