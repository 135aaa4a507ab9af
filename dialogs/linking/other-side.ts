import { hintOf, type Where } from '../../src/domain/link';
import type { Value } from '../../src/turn/message';

/** What may be said of the other conversation: the channel and the end of its number. */
export const sideOf = (place: Where): Value => ({ channel: place.channel, hint: hintOf(place) });

/** The same for the log, which may know where it was. */
export const threadOf = ({ channel, conversation }: Where): string => `${channel}/${conversation}`;
