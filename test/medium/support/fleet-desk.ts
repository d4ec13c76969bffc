import type { AlertPage, AlertView, ScreenDetail, ScreenView } from '../../../src/contract/api.js';
import { AlertSweep } from '../../../src/screens/alerts/sweep.js';
import type { ScreenClient } from '../../support/screen-client.js';
import { until } from '../../support/until.js';
import type { ScreenHub } from './screen-hub.js';

/** What a member sees of the fleet, and the hub's look over it whenever a test wants one. */
export class FleetDesk {
  constructor(private readonly at: ScreenHub) {}

  sweep(): Promise<void> {
    return this.at.hub.app.get(AlertSweep, { strict: false }).round();
  }

  async viewOf({ id }: ScreenClient): Promise<ScreenView | undefined> {
    return (await this.at.screens()).find((screen) => screen.id === id);
  }

  async detailOf({ id }: ScreenClient): Promise<ScreenDetail> {
    return (await this.at.admin.call('GET', `/api/v1/screens/${id}`)).json as unknown as ScreenDetail;
  }

  async alerts(query = ''): Promise<AlertView[]> {
    const answer = await this.at.admin.call('GET', `/api/v1/screen-alerts?limit=100${query}`);
    return (answer.json as unknown as AlertPage).items;
  }

  /** Resolves when the hub knows it. */
  async seen(client: ScreenClient, what: (screen: ScreenDetail) => boolean): Promise<void> {
    await until(() => this.detailOf(client), what);
  }

  /** Ends the screen's connection and waits until the hub knows. */
  async away(client: ScreenClient): Promise<void> {
    client.close();
    await this.seen(client, ({ screen }) => !screen.online);
  }
}
