import { createServer } from 'node:net';
import { PostgresStartError } from './errors.ts';

/** A free TCP port on 127.0.0.1: the preferred one if it is free, else any. */
export async function choosePort(preferred: number | undefined): Promise<number> {
  const port = (preferred !== undefined && (await tryPort(preferred))) || (await tryPort(0));
  if (port === undefined)
    throw new PostgresStartError('port_unavailable', 'Cannot open a port on 127.0.0.1.');
  return port;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}
