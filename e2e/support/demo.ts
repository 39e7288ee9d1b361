/** Who the demo organisation has, and how to sign in as them. */
export interface Demo {
  url: string;
  dataDir: string;
  password: string;
  signIns: { role: string; name: string; email: string }[];
}

const variable = 'JINGYUN_E2E_DEMO';

/** The demo that the global set-up started, as every worker knows it. */
export function theDemo(): Demo {
  const text = process.env[variable];
  if (text === undefined)
    throw new Error('The demo is not running: start the tests by playwright.config.ts.');
  return JSON.parse(text) as Demo;
}

export function publishDemo(demo: Demo): void {
  process.env[variable] = JSON.stringify(demo);
}

/** The e-mail address of somebody with a role. */
export function emailOf(demo: Demo, role: string): string {
  const found = demo.signIns.find((person) => person.role === role);
  if (found === undefined) throw new Error(`Nobody in the demo is ${role}.`);
  return found.email;
}
