import type { SlackClient } from './client';
import type { Profile } from './to-activity';
import { within } from './within';

/** How long what is known of somebody is believed, in milliseconds. */
const BELIEVED_MS = 600_000;
const REMEMBERED = 5_000;
/** Longer than this nobody's message waits for a name, in milliseconds. */
const PATIENCE_MS = 700;

const present = <K extends string>(name: K, value: string | undefined): { [P in K]?: string } =>
  (value ? { [name]: value } : {}) as { [P in K]?: string };

/** Name, language and time zone of who writes, as Slack has them; nothing where it takes too long to hear. */
export function createProfiles(clock: () => Date) {
  const known = new Map<string, { at: number; profile: Promise<Profile> }>();

  async function ask(client: SlackClient, user: string): Promise<Profile> {
    const { user: account } = await client.call('users.info', { user, include_locale: true });
    return {
      ...present('name', (account?.profile?.real_name ?? account?.real_name)?.slice(0, 200)),
      ...present('locale', account?.locale),
      ...present('timeZone', account?.tz),
    };
  }

  return async (client: SlackClient, user: string): Promise<Profile> => {
    const key = `${client.team}:${user}`;
    const now = clock().getTime();
    const kept = known.get(key);
    const profile = kept && now - kept.at < BELIEVED_MS ? kept.profile : ask(client, user);
    if (profile !== kept?.profile) {
      known.set(key, { at: now, profile });
      profile.catch(() => known.delete(key));
      if (known.size > REMEMBERED) known.delete(known.keys().next().value as string);
    }
    const found = await within(PATIENCE_MS, profile, () => undefined).catch(() => null);
    return found?.value ?? {};
  };
}
