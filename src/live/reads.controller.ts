import { Agent, request as ask, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { json } from 'node:stream/consumers';
import { Controller, Get, Query, Req, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { API_PREFIX, ReadsQuery, type Reads } from '../contract/api.js';
import { AnyMember } from '../identity/index.js';

type Answer = Reads['answers'][number];

const everywhere = new Set(['::', '0.0.0.0']);

/** What is the connection's own, and not the request's. */
const ofConnection = ['connection', 'keep-alive', 'accept-encoding', 'if-none-match'];

/**
 * What a page needs first, in one answer: a browser has six lines to the hub, and each request costs it more than its
 * answer does. The hub asks itself for every path as the browser would have, so that each has its own guard, its own
 * log entry and its own errors; nothing can be read here that could not be read there.
 */
@Controller('api/v1/reads')
@AnyMember()
export class ReadsController implements OnApplicationShutdown {
  /**
   * Pages that begin at once share these lines, so that they do not take all connections to the database. A line is closed
   * behind its answer: one that is kept may be closed by its other end just when it is used again.
   */
  private readonly agent = new Agent({ maxSockets: 6 });

  constructor(private readonly host: HttpAdapterHost) {}

  @Get()
  async read(
    @Req() { headers }: IncomingMessage,
    @Query({ schema: ReadsQuery }) { path: paths }: ReadsQuery,
  ): Promise<Reads> {
    const own = Object.fromEntries(Object.entries(headers).filter(([name]) => !ofConnection.includes(name)));
    return { answers: await Promise.all(paths.map((path) => this.one(own, path))) };
  }

  onApplicationShutdown(): void {
    this.agent.destroy();
  }

  private async one(headers: IncomingHttpHeaders, path: string): Promise<Answer> {
    const { address, port } = (this.host.httpAdapter.getHttpServer() as Server).address() as AddressInfo;
    const host = everywhere.has(address) ? '127.0.0.1' : address;
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      ask({ host, port, path: `${API_PREFIX}${path}`, headers, agent: this.agent }, resolve)
        .on('error', reject)
        .end();
    });
    if (/^application\/(?:problem\+)?json\b/.test(answer.headers['content-type'] ?? ''))
      return { status: answer.statusCode ?? 500, body: await json(answer) };
    // A file is not what a page begins with; nobody reads the rest of it.
    answer.destroy();
    return { status: 406, body: null };
  }
}
