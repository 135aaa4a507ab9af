import type { DeskCard } from '../../../src/channel-desk-shown';
import type { DeskChannel } from '../desk-port';

const primary = (locale: string): string => locale.split('-')[0]?.toLowerCase() ?? '';

/** The desk channel of a conversation: its team's, else its language's, else the one that takes the rest. */
export function channelFor(
  { team, locale }: Pick<DeskCard, 'team' | 'locale'>,
  channels: DeskChannel[],
): string | null {
  const ofTeam = channels.find((one) => one.team !== undefined && one.team === team);
  const ofLanguage = channels.find((one) => one.team === undefined && one.language === primary(locale));
  const rest = channels.find((one) => one.team === undefined && one.language === undefined);
  return (ofTeam ?? ofLanguage ?? rest ?? channels[0])?.channel ?? null;
}
