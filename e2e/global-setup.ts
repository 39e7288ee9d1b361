import { buildWeb } from './support/build-web.ts';
import { publishDemo } from './support/demo.ts';
import { prepareBrowser } from './support/prepare-browser.ts';
import { makeDataDir, runCli, startServer } from './support/server.ts';

const password = 'a long phrase for the demo';

/** One demo organisation for all journeys: always the same tickets, ending at the last full hour. */
export default async function setUp(): Promise<() => Promise<void>> {
  const dataDir = await makeDataDir();
  const [made] = await Promise.all([
    runCli(dataDir, ['demo', '--tickets', '2000', '--seed', '7', '--password', password]),
    prepareBrowser(),
    buildWeb(),
  ]);
  const server = await startServer(dataDir);
  publishDemo({
    url: server.url,
    dataDir,
    password,
    signIns: made['signIns'] as { role: string; name: string; email: string }[],
  });
  return () => server.stop();
}
