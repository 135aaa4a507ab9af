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

function nextStep(track: Track, { words, locale }: Writing, now: Date): HTMLElement | false {
  const acts = track.whoActs !== undefined && track.whoActs !== 'nobody' && named(track.whoActs, words.actors);
  const expected = track.expected && day(track.expected, locale, now);
  if (!acts && !expected) return false;
  return el(
    'dl',
    { className: 'facts' },
    acts && el('div', {}, el('dt', {}, words.whoActs), el('dd', {}, acts)),
    expected && el('div', {}, el('dt', {}, words.expected), el('dd', {}, expected)),
  );
}

function stepView({ stage, at, state }: Track['steps'][number], { words, locale }: Writing, now: Date): HTMLElement {
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
    el('ol', {}, ...track.steps.map((step) => stepView(step, writing, now))),
    nextStep(track, writing, now),
  );
}
