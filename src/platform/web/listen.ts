import type { Server } from 'node:http';

/** Nobody can listen there. The message is a sentence for the person who starts the hub. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

const sentences: Record<string, (port: number, host: string) => string> = {
  EADDRINUSE: (port) =>
    `Port ${port} is taken by another program: stop that, or set PORT to another number (the hub needs PORT and the port after it).`,
  EACCES: (port) => `This user may not listen on port ${port}: set PORT to a number above 1023.`,
  EADDRNOTAVAIL: (_, host) =>
    `This machine has no address ${host}: set HUB_HOST to one of its own, or to 0.0.0.0.`,
  ENOTFOUND: (_, host) =>
    `HUB_HOST names ${host}, which cannot be resolved: set it to an address of this machine.`,
};

/** Resolves when the server accepts connections. @throws ListenError */
export function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      const sentence = sentences[error.code ?? '']?.(port, host);
      reject(
        new ListenError(sentence ?? `The hub cannot listen on ${host}:${port}: ${error.message}.`, {
          cause: error,
        }),
      );
    };
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve();
    });
  });
}

/** Stops accepting, lets running answers end for `graceMs`, then cuts what is left. */
export async function shut(server: Server, graceMs = 3_000): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    server.closeAllConnections();
  }, graceMs);
  await closed;
  clearTimeout(timer);
}
