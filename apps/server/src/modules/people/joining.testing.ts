import type { BuiltInRole } from '@jingyun/contracts';
import type { TestBrowser } from '../../testing/browser.ts';
import type { TestSignIn } from '../../testing/use-sign-in.ts';

export interface Invited {
  user: { id: string; status: string; version: number };
  invitation: { link: string };
}

/** The id of a built-in role. */
export async function roleId(browser: TestBrowser, key: BuiltInRole): Promise<string> {
  const { body } = await browser.send<{ data: { id: string; key: string }[] }>('GET', '/api/v1/roles');
  return body.data.find((role) => role.key === key)?.id ?? '';
}

/** The token at the end of a link. */
export const tokenOf = (link: string) => link.split('/').at(-1) ?? '';

/** Invites somebody with a role and lets them in, in a browser of their own. */
export async function join(t: TestSignIn, owner: TestBrowser, email: string, role: BuiltInRole) {
  const body = { email, name: email.split('@')[0], roleIds: [await roleId(owner, role)] };
  const invited = await owner.send<Invited>('POST', '/api/v1/users', body);
  const browser = t.browser();
  const password = `the phrase of ${email}`;
  const token = tokenOf(invited.body.invitation.link);
  const accepted = await browser.send('POST', `/api/v1/auth/invitations/${token}/accept`, { password });
  if (accepted.status !== 201) throw new Error(`${email} did not get in: ${JSON.stringify(accepted.body)}`);
  return { browser, id: invited.body.user.id, email, password };
}
