import { connect } from 'node:net';
import { join, resolve } from 'node:path';

/** Does a hub run on the data folder of this environment? Its lock is a socket, which answers as long as it lives. */
export function isServing() {
  const path = join(resolve(process.env.HUB_DATA || 'data'), 'hub.sock');
  return new Promise((done) => {
    const socket = connect(path, () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}
