import { z } from 'zod';
import { isCurrency, type MoneyJson } from '../domain/money';
import type { StaffAccount, StaffRole } from '../domain/staff';
import type { PersonProblem } from './change-person';

/** What can be said of a person by those who manage people. */
export interface PersonDetails {
  name: string;
  email: string;
  phone?: string;
  roles: StaffRole[];
  limits: { approve: MoneyJson[] };
  languages: string[];
  teams: string[];
  accounts: StaffAccount[];
}

const LONGEST_NAME = 80;
/** BCP 47 primary language subtag: two or three letters. */
const LANGUAGE = /^[a-z]{2,3}$/;
/** At providers ids are letters and digits; anything else is a slip or worse. */
const ACCOUNT = /^[A-Za-z0-9._-]{1,64}$/;
const TEAM = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}$/u;

const invalid = (field: string, message: string): PersonProblem => ({ outcome: 'invalid', field, message });

function nameProblem(name: string): PersonProblem | null {
  // Customers read it, on channels of plain text.
  const odd = name.length > LONGEST_NAME || /[\p{Cc}\p{Cf}<>]/u.test(name);
  return name === '' || odd ? invalid('name', `a name of at most ${LONGEST_NAME} characters`) : null;
}

function limitProblem({ approve }: PersonDetails['limits']): PersonProblem | null {
  const bad = approve.find(({ minor, currency }) => !isCurrency(currency) || !/^\d{1,18}$/.test(minor));
  if (bad) return invalid('limits', 'minor units in digits beside an ISO 4217 currency');
  const twice = new Set(approve.map(({ currency }) => currency)).size < approve.length;
  return twice ? invalid('limits', 'one limit for each currency') : null;
}

function listProblem({ languages, teams, accounts }: Partial<PersonDetails>): PersonProblem | null {
  if (languages?.some((one) => !LANGUAGE.test(one))) return invalid('languages', 'language codes such as en, es');
  if (teams?.some((one) => !TEAM.test(one))) return invalid('teams', 'names of teams');
  const odd = accounts?.some(({ team, user }) => !ACCOUNT.test(team) || !ACCOUNT.test(user));
  return odd ? invalid('slack', 'the ids of a workspace and of a user in it') : null;
}

/** What is wrong with the details given, by field; null when all of them can be kept. */
export function detailsProblem(details: Partial<PersonDetails>): PersonProblem | null {
  const { name, email, limits } = details;
  if (email !== undefined && (email.length > 254 || !z.email().safeParse(email).success)) {
    return invalid('email', 'an e-mail address');
  }
  if (details.phone !== undefined && !/^\+\d{8,15}$/.test(details.phone)) {
    return invalid('phone', 'a telephone number with its country, such as +15005550006');
  }
  return (
    (name === undefined ? null : nameProblem(name)) ?? (limits ? limitProblem(limits) : null) ?? listProblem(details)
  );
}

/** The same details as they are kept: trimmed, lower case where case means nothing, each thing once. */
export function tidyDetails<D extends Partial<PersonDetails>>(details: D): D {
  const once = (list: string[]): string[] => [...new Set(list.map((one) => one.trim()))];
  const { name, email, phone, roles, languages, teams } = details;
  return {
    ...details,
    ...(name === undefined ? {} : { name: name.normalize('NFC').trim() }),
    ...(email === undefined ? {} : { email: email.trim().toLowerCase() }),
    ...(phone === undefined ? {} : { phone: phone.replace(/[\s().-]/g, '') }),
    ...(roles ? { roles: [...new Set(roles)] } : {}),
    ...(languages ? { languages: once(languages.map((one) => one.toLowerCase())) } : {}),
    ...(teams ? { teams: once(teams) } : {}),
  };
}
