import type { KnownBlock, ModalView } from '@slack/types';
import type { DeskPerson } from '../../../src/channel-desk';
import type { DeskCard } from '../../../src/channel-desk-shown';
import { context } from './blocks';
import { LIMITS } from './limits';
import { chosen, modal, option, searched, ticked, timed, typed } from './inputs';
import { openingHeader } from './opening';
import { channelName, languageName, spelled } from './words';
import { literal } from './text';
import type { DeskOption } from '../desk-port';

export const TRANSFER_VIEW = 'desk.transfer';
export const PARK_VIEW = 'desk.park';
export const RESOLVE_VIEW = 'desk.resolve';

/** What a modal about a handoff remembers. */
export interface HandoffKeeps {
  handoffId: string;
}

const about = (card: DeskCard): KnownBlock[] => [
  openingHeader(card),
  context(
    `${literal(channelName(card.channel), 40)} · ${literal(languageName(card.locale), 40)} · team ${literal(spelled(card.team), 40)}`,
  ),
];

/** Who or what a conversation can be handed to: `team:billing`, `person:<staff id>`. */
export function receivers(people: DeskPerson[], teams: string[], me: string, query = ''): DeskOption[] {
  const wanted = query.trim().toLowerCase();
  const colleagues = people
    .filter(
      ({ id, roles, awaySince }) =>
        id !== me && awaySince === null && roles.some((role) => role === 'agent' || role === 'lead'),
    )
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ id, name }) => option(name, `person:${id}`));
  return [...teams.map((team) => option(`Team ${spelled(team)}`, `team:${team}`)), ...colleagues].filter(({ text }) =>
    text.text.toLowerCase().includes(wanted),
  );
}

export const readReceiver = (value: string): { staffId: string } | { team: string } | null => {
  const [kind, ...rest] = value.split(':');
  const id = rest.join(':');
  if (!id) return null;
  return kind === 'team' ? { team: id } : kind === 'person' ? { staffId: id } : null;
};

export function transferView(card: DeskCard, options: DeskOption[]): ModalView {
  const field = { name: 'desk.transfer.to', label: 'To' };
  return modal({
    callbackId: TRANSFER_VIEW,
    title: 'Transfer',
    submit: 'Transfer',
    keeps: { handoffId: card.handoffId },
    blocks: [
      ...about(card),
      options.length > LIMITS.options ? searched(field) : chosen({ ...field, options }),
      typed({
        name: 'note',
        label: 'Note for them',
        hint: 'The customer does not read this.',
        multiline: true,
        optional: true,
        max: 1_000,
      }),
    ],
  });
}

const HOUR_MS = 3_600_000;

export const parkView = (card: DeskCard, now: Date): ModalView =>
  modal({
    callbackId: PARK_VIEW,
    title: 'Park',
    submit: 'Park',
    keeps: { handoffId: card.handoffId },
    blocks: [
      ...about(card),
      timed({
        name: 'until',
        label: 'Until',
        hint: 'It stays yours and comes back then, or as soon as the customer writes.',
        initial: new Date(now.getTime() + HOUR_MS),
      }),
    ],
  });

export const resolveView = (card: DeskCard, resolutions: { code: string; words: string }[]): ModalView =>
  modal({
    callbackId: RESOLVE_VIEW,
    title: 'Resolve',
    submit: 'Resolve',
    keeps: { handoffId: card.handoffId },
    blocks: [
      ...about(card),
      chosen({
        name: 'resolution',
        label: 'How it ended',
        options: resolutions.map(({ code, words }) => option(words, code)),
      }),
      ticked({
        name: 'farewell',
        label: 'The customer',
        tick: 'Say goodbye and ask how it went',
        hint: 'Resolving ends your conversation; the bot answers what the customer writes afterwards.',
      }),
    ],
  });
