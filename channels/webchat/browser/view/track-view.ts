import { day, dayAndTime } from '../words/moment';
import { el, icon, spoken, uniqueId, type IconName } from './dom';
import type { Writing } from './receipt-view';
import type { StepState, Track } from './track';

const ICONS: Record<StepState, IconName | undefined> = {
  done: 'check',
  current: 'clock',
  late: 'warning',
  todo: undefined,
  stopped: 'cross',
};

/** Words for a code of the service; the code itself, made readable, where the chat has none. */
const named = (code: string, names: Record<string, string>): string =>
  names[code] ?? code.replace(/[_-]+/g, ' ').replace(/^./, (first) => first.toUpperCase());

/** Who acts next and by when; empty where nobody has to. */
function nextStep({ whoActs, expected }: Track, late: boolean, { words, locale }: Writing, now: Date): string {
  if (whoActs === undefined || whoActs === 'nobody') return '';
  const date = expected === undefined ? undefined : day(expected, locale, now);
  const actor = (words.actors as Record<string, string>)[whoActs] ?? whoActs;
  return late && date ? words.lateStep(actor, date) : words.nextStep(actor, date);
}

function stepView(step: Track['steps'][number], track: Track, writing: Writing, now: Date): HTMLElement {
  const { stage, at, state } = step;
  const { words, locale } = writing;
  const drawing = ICONS[state];
  const here = state === 'current' || state === 'late';
  return el(
    'li',
    { className: `step ${state}`, attrs: here ? { 'aria-current': 'step' } : {} },
    el('span', { className: 'node' }, drawing && icon(drawing)),
    el(
      'div',
      { className: 'step-text' },
      el('span', { className: 'stage' }, named(stage, words.stages)),
      state === 'late' ? el('span', { className: 'flag' }, words.late) : spoken(` (${words.states[state]})`),
      here && el('span', { className: 'quiet due' }, nextStep(track, state === 'late', writing, now)),
      at && el('time', { dateTime: at, className: 'quiet' }, dayAndTime(at, locale, now) ?? ''),
    ),
  );
}

/** A case's way as a parcel's: past steps with their time, the present one with who acts and by when, a late one marked. */
export function trackView(track: Track, writing: Writing, now: Date): HTMLElement {
  const id = uniqueId('track');
  const { words } = writing;
  const number = track.caseNo && el('span', { className: 'quiet' }, `${words.case} ${track.caseNo}`);
  return el(
    'section',
    { className: 'track', attrs: { 'aria-labelledby': id } },
    el('h2', { id }, words.track, number),
    el('ol', {}, ...track.steps.map((step) => stepView(step, track, writing, now))),
  );
}
