import type { Server } from 'node:http';

/** Nobody can listen there. The message is a sentence for the person who starts the hub. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** The setting that says where. */
type Setting = 'PORT' | 'HUB_TLS_PORT';

const sentences: Record<string, (port: number, host: string, setting: Setting) => string> = {
  EADDRINUSE: (port, _, setting) =>
    `Port ${port} is taken by another program: stop that, or set ${setting} to another number${setting === 'PORT' ? ' (the hub needs PORT and the port after it)' : ''}.`,
  EACCES: (port, _, setting) =>
    `This user may not listen on port ${port}: set ${setting} to a number above 1023.`,
  EADDRNOTAVAIL: (_, host) =>
    `This machine has no address ${host}: set HUB_HOST to one of its own, or to 0.0.0.0.`,
  ENOTFOUND: (_, host) =>
    `HUB_HOST names ${host}, which cannot be resolved: set it to an address of this machine.`,
};

/** Resolves when the server accepts connections. @throws ListenError */
export function listen(server: Server, port: number, host: string, setting: Setting = 'PORT'): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      const sentence = sentences[error.code ?? '']?.(port, host, setting);
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
