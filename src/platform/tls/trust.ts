import { dirname } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { ScreenSetup } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { CONFIG, type HubConfig } from '../config/index.js';
import { Authority } from './authority.js';
import { hostNames, networkName } from './names.js';

/** How a new screen reaches the hub, and what it has to trust for that. */
@Injectable()
export class Trust {
  constructor(@Inject(CONFIG) private readonly config: Pick<HubConfig, 'tls' | 'secretsFile'>) {}

  async setup(): Promise<ScreenSetup> {
    const { tls } = this.config;
    if (tls === undefined) return {};
    const name = networkName(hostNames(tls.names));
    const host = name.includes(':') ? `[${name}]` : name;
    const fingerprint = tls.supplied ? {} : { fingerprint: (await this.authority()).fingerprint };
    return { origin: `https://${host}:${tls.port}`, ...fingerprint };
  }

  /**
   * The certificate of the hub's own CA, in PEM.
   * @throws HubError not_found when the hub's certificate comes from somebody else, or it serves no HTTPS
   */
  async certificate(): Promise<string> {
    return (await this.authority()).certificate;
  }

  private async authority(): Promise<Authority> {
    const { tls, secretsFile } = this.config;
    if (tls === undefined || tls.supplied)
      throw new HubError('not_found', 'this hub has no certificate authority of its own');
    return Authority.load(dirname(secretsFile), hostNames(tls.names), new Date());
  }
}
