import { Injectable } from '@nestjs/common';
import type { Finding } from '../../contract/api.js';
import type { VersionContent } from '../../store/version-content.js';
import { DictionaryReader } from '../dictionary/dictionary.reader.js';
import { FileScreening } from '../files/file-screening.service.js';
import { partsOf } from './parts.js';
import { byLevel, screen } from './screen.js';
import { forParty } from './served.js';

/** What the machine finds in a text and in what goes with it, by the hub's rules and the office's words. */
@Injectable()
export class Screening {
  constructor(
    private readonly dictionary: DictionaryReader,
    private readonly files: FileScreening,
  ) {}

  /** Worst first. Cost grows with the length of the texts and files. */
  async of(officeId: string, content: VersionContent): Promise<Finding[]> {
    const dictionary = await this.dictionary.entries(officeId);
    const office = { category: content.category, published: [], dictionary };
    const found = [...screen(partsOf(content), office), ...(await this.files.findings(content, office))];
    return byLevel(content.audience === 'specific' ? found.map(forParty) : found);
  }

  /** The words are read anew from now on: another process may have changed them just before. */
  forgetWords(): void {
    this.dictionary.forget();
  }
}
