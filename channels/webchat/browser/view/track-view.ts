import { day, dayAndTime } from '../words/moment';
import type { Words } from '../words/en';
import { el, icon, spoken, uniqueId, type IconName } from './dom';
import type { StepState, Track } from './track';

const ICONS: Record<StepState, IconName> = { done: 'check', now: 'clock', next: 'clock', stopped: 'cross' };

/** Words for a code of the service; the code itself, made readable, where the chat has none. */
const named = (code: string, names: Record<string, string>): string =>
  names[code] ?? code.replace(/[_-]+/g, ' ').replace(/^./, (first) => first.toUpperCase());

function nextStep(track: Track, words: Words, locale: string, now: Date): HTMLElement | false {
  const expected = track.expected && day(track.expected, locale, now);
  if (!track.whoActs && !expected) return false;
  return el(
    'dl',
    { className: 'facts' },
    track.whoActs && el('div', {}, el('dt', {}, words.whoActs), el('dd', {}, named(track.whoActs, words.actors))),
    expected && el('div', {}, el('dt', {}, words.expected), el('dd', {}, expected)),
  );
}

function stepView(step: Track['steps'][number], track: Track, words: Words, locale: string, now: Date): HTMLElement {
  const late = track.late && step.state === 'now';
  const said = { done: words.done, now: words.now, next: words.next, stopped: words.stopped }[step.state];
  return el(
    'li',
    {
      className: `step ${step.state}${late ? ' late' : ''}`,
      attrs: step.state === 'now' ? { 'aria-current': 'step' } : {},
    },
    el('span', { className: 'node' }, step.state === 'next' ? null : icon(late ? 'warning' : ICONS[step.state])),
    el(
      'div',
      { className: 'step-text' },
      el('span', { className: 'stage' }, step.label ?? named(step.stage, words.stages)),
      late && el('span', { className: 'flag' }, words.late),
      spoken(`, ${said}`),
      step.at && el('time', { dateTime: step.at, className: 'meta' }, dayAndTime(step.at, locale, now) ?? ''),
    ),
  );
}

/** A case's way as a parcel's: past steps with their time, the present one with who acts and by when, a late one marked. */
export function trackView(track: Track, words: Words, locale: string, now: Date): HTMLElement {
  const id = uniqueId('track');
  return el(
    'section',
    { className: 'track', attrs: { 'aria-labelledby': id } },
    el(
      'h3',
      { id },
      words.track,
      track.caseNo ? el('span', { className: 'quiet' }, `${words.case} ${track.caseNo}`) : null,
    ),
    el('ol', {}, ...track.steps.map((step) => stepView(step, track, words, locale, now))),
    nextStep(track, words, locale, now),
  );
}
