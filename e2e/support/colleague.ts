import { type APIRequestContext, expect } from '@playwright/test';
import type { Mail } from './mail.ts';
import { type Api, unique } from './test.ts';

export interface Colleague {
  name: string;
  email: string;
  password: string;
}

/** Somebody new with a role, who has accepted the invitation: for what changes a person for good. */
export async function makeColleague(
  api: Api,
  request: APIRequestContext,
  url: string,
  mailTo: (address: string) => Promise<Mail>,
  role: string,
): Promise<Colleague> {
  const email = `${unique('colleague').replace(/\W+/g, '-')}@haiyue.example`;
  const person = { name: '新同事', email, password: 'a phrase of their own' };
  const { data: roles } = await api.get<{ data: { id: string; key: string | null; name: string }[] }>(
    'roles',
  );
  const roleIds = roles.filter((one) => one.key === role || one.name === role).map(({ id }) => id);
  await api.post('users', { name: person.name, email, roleIds });
  const token = (await mailTo(email)).link.split('/').at(-1) ?? '';
  const accepted = await request.post(`${url}/api/v1/auth/invitations/${token}/accept`, {
    data: { name: person.name, password: person.password, locale: 'zh-CN' },
  });
  expect(accepted.ok(), await accepted.text()).toBe(true);
  return person;
}
