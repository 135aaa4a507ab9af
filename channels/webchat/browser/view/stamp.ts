import { time } from '../words/moment';
import { el } from './dom';

/** When something was said, to the minute. */
export const stamp = (at: string, locale: string): HTMLElement => el('time', { dateTime: at }, time(at, locale) ?? '');
