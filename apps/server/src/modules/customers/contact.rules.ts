import type { Locale } from '@jingyun/contracts';
import { z } from 'zod';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { normalisePhone, type Region } from './phone.rules.ts';

export interface GivenContact {
  type: 'email' | 'phone';
  value: string;
  primary?: boolean | undefined;
}

export interface NormalisedContact {
  type: 'email' | 'phone';
  value: string;
  normalised: string;
  primary: boolean;
}

const email = z.email().max(254);

/** The dialling region of an organisation, from its language. */
export function regionOf(locale: Locale): Region {
  return locale === 'zh-TW' ? 'TW' : 'CN';
}

/** The form in which a contact is compared; null where it is neither address nor number. */
export function normaliseContact(
  contact: Pick<GivenContact, 'type' | 'value'>,
  region: Region,
): string | null {
  if (contact.type === 'phone') return normalisePhone(contact.value, region);
  const address = contact.value.normalize('NFKC').trim().toLowerCase();
  return email.safeParse(address).success ? address : null;
}

/**
 * The contacts of one customer: each once, one of each type primary (the first where none is said to be).
 *
 * @throws ServiceError invalid_phone, invalid_email
 */
export function normaliseContacts(contacts: readonly GivenContact[], region: Region): NormalisedContact[] {
  const list = contacts.map((contact) => {
    const normalised = normaliseContact(contact, region);
    if (normalised === null) {
      throw new ServiceError(contact.type === 'phone' ? 'invalid_phone' : 'invalid_email', {
        params: { value: contact.value },
      });
    }
    return { ...contact, normalised };
  });
  return withPrimaries(list);
}

/** As `normaliseContacts`, leaving out what cannot be read: imports bring "none" and "?" as numbers. */
export function readableContacts(contacts: readonly GivenContact[], region: Region): NormalisedContact[] {
  return withPrimaries(
    contacts.flatMap((contact) => {
      const normalised = normaliseContact(contact, region);
      return normalised === null ? [] : [{ ...contact, normalised }];
    }),
  );
}

function withPrimaries(list: readonly (GivenContact & { normalised: string })[]): NormalisedContact[] {
  const unique = [
    ...new Map(list.map((contact) => [`${contact.type} ${contact.normalised}`, contact])).values(),
  ];
  const primaryOf = (type: string) => {
    const same = unique.filter((contact) => contact.type === type);
    return same.find((contact) => contact.primary === true) ?? same[0];
  };
  return unique.map((contact) => ({
    type: contact.type,
    value: contact.value,
    normalised: contact.normalised,
    primary: primaryOf(contact.type) === contact,
  }));
}
