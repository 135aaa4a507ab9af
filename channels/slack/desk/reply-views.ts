import type { KnownBlock, ModalView } from '@slack/types';
import type { DeskCard, ReplyPreview, SavedReply, TranscriptItem } from '../../../src/channel-desk-shown';
import { context, divider, plain, quote, section } from './blocks';
import { ACTIONS } from './ids';
import { filed, modal, option, typed } from './inputs';
import { openingHeader } from './opening';
import { own } from './own';
import { literal, moment } from './text';
import { channelName, deliveryWords, languageName } from './words';

export const REPLY_VIEW = 'desk.reply';
export const SEND_VIEW = 'desk.reply.send';

export type Attachments = TranscriptItem['attachments'];

/** What a reply modal remembers between its steps; the text itself stays in its field. */
export interface ReplyKeeps {
  handoffId: string;
  /** Of the preview that is shown. */
  fingerprint?: string;
  attachments: Attachments;
  /** Grows when we put words into the field, so that Slack shows them in place of what was typed. */
  turn: number;
}

/** Photos per reply: as many as one message on every channel takes. */
export const MOST_PHOTOS = 3;

const PROBLEMS: Record<string, string> = {
  empty: 'There is nothing to send yet.',
  too_long: 'This is too long for one reply. Shorten it or send it in two.',
  mention: 'Mentions and broadcasts of Slack mean nothing to a customer. Write the name instead.',
  opted_out: 'The customer opted out of messages on this address. Nothing can be sent here.',
  outside_window: 'The 24-hour window is closed. Until the customer writes again, nothing but a template can be sent.',
  secret: 'This holds a card number or a code. Take it out.',
};

const textField = ({ turn }: ReplyKeeps, initial: string): KnownBlock => ({
  ...typed({
    name: 'text',
    label: 'What the customer reads',
    multiline: true,
    initial,
    optional: true,
  }),
  block_id: `text-${String(turn)}`,
});

const picker = (saved: SavedReply[], turn: number): KnownBlock[] =>
  saved.length
    ? [
        {
          type: 'section',
          block_id: `saved-${String(turn)}`,
          text: plain('Saved replies, with what they say of this case filled in', 200),
          accessory: {
            type: 'static_select',
            action_id: `${ACTIONS.saved}.pick`,
            placeholder: plain('Choose one', 75),
            options: saved.slice(0, 100).map(({ id, title, text }) => option(title, id, text)),
          },
        },
      ]
    : [];

/** Typing a reply: words, saved replies, photos. Nothing leaves before the preview was seen. */
export function replyView(card: DeskCard, saved: SavedReply[], keeps: ReplyKeeps, initial = ''): ModalView {
  const warnings = deliveryWords(card.delivery);
  return modal({
    callbackId: REPLY_VIEW,
    title: 'Reply',
    submit: 'Preview',
    keeps,
    blocks: [
      openingHeader(card),
      context(
        `By ${literal(channelName(card.channel), 40)} · speaks ${literal(languageName(card.locale), 40)}`,
        ...warnings,
      ),
      ...picker(saved, keeps.turn),
      textField(keeps, initial),
      filed({
        name: 'photos',
        label: 'Photos',
        hint: `At most ${String(MOST_PHOTOS)}, JPEG, PNG or HEIC.`,
        most: MOST_PHOTOS,
        types: ['jpg', 'jpeg', 'png', 'heic', 'webp', 'gif'],
      }),
    ],
  });
}

function costs({ channel, segments, encoding, windowUntil, template, languageDiffers }: ReplyPreview): string[] {
  const parts =
    segments === null ? '' : ` · ${String(segments)} segment${segments === 1 ? '' : 's'}, ${encoding ?? ''}`;
  const dear = encoding === 'UCS-2' ? ['A character outside the SMS alphabet makes every segment shorter.'] : [];
  return [
    `By ${literal(channelName(channel), 40)}${parts}`,
    ...dear,
    ...(template === undefined
      ? windowUntil
        ? [`The window is open until ${moment(windowUntil)}.`]
        : []
      : [`The window is closed: this leaves in the approved template ${literal(template, 60)}.`]),
    ...(languageDiffers
      ? [
          `*Language*: the customer reads ${literal(languageName(languageDiffers), 40)}; this seems to be in another one.`,
        ]
      : []),
  ];
}

const problem = (preview: ReplyPreview): KnownBlock[] =>
  preview.ok
    ? []
    : [section(`*Cannot be sent.* ${own(PROBLEMS, preview.problem ?? '') ?? 'Change it and look again.'}`)];

/**
 * Exactly what the customer will read, with what it costs, above the field it comes from. Submitting sends what is shown;
 * changed words are shown again first. `notice` says why it is shown again.
 */
export function previewView(preview: ReplyPreview, keeps: ReplyKeeps, text: string, notice = ''): ModalView {
  const { attachments } = keeps;
  const photos = attachments.length
    ? [context(`With ${String(attachments.length)} photo${attachments.length === 1 ? '' : 's'}`)]
    : [];
  const shown = preview.texts.slice(0, 20).map((said) => quote('The customer reads', null, said));
  return modal({
    callbackId: SEND_VIEW,
    title: 'Preview',
    submit: preview.ok ? 'Send' : 'Look again',
    keeps: { ...keeps, fingerprint: preview.fingerprint },
    blocks: [
      ...(notice ? [section(`*${notice}*`)] : []),
      ...problem(preview),
      ...shown,
      ...photos,
      context(...costs(preview)),
      divider,
      textField(keeps, text),
    ],
  });
}
