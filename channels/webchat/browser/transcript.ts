import type { BotMessage, Incoming, OwnMessage } from './wire/activity';
import type { Delivery } from './wire/outbox';
import { botEntry, type BotEntry, type BotEntryPorts } from './view/bot-entry';
import type { LogView } from './view/log';
import { ownEntry, type OwnEntry, type OwnEntryPorts, type OwnView } from './view/own-entry';

export interface Transcript {
  /** Shows an activity of the feed once, however often it comes. True when it was new. */
  take(activity: BotMessage | OwnMessage): boolean;
  /** Shows a message the customer has just written, before the service knows of it. */
  write(view: OwnView): void;
  /** What has become of one of the customer's messages; `id` once the service has given it one. */
  report(clientId: string, delivery: Delivery, id?: string): void;
  knows(clientId: string): boolean;
  /** The choices no longer answer anything. */
  retire(): void;
  /** Moves the focus to the last of the choices; false when there are none. */
  focusAnswers(): boolean;
  relabel(): void;
}

/** What is on the screen, by id: bot messages by the service's, the customer's own by the id this chat gave them. */
export function createTranscript(log: LogView, ports: BotEntryPorts & OwnEntryPorts): Transcript {
  const seen = new Set<string>();
  const own = new Map<string, OwnEntry>();
  const byId = new Map<string, OwnEntry>();
  let open: BotEntry | undefined;

  const retire = () => {
    open?.retire();
    open = undefined;
  };
  function show(view: OwnView): OwnEntry {
    retire();
    const entry = ownEntry(view, ports);
    own.set(view.clientId, entry);
    log.add(entry.node, view.at, true);
    return entry;
  }
  function takeOwn(message: OwnMessage) {
    const { id, clientId, text, value, photos, at } = message;
    const key = clientId ?? id;
    const known = own.get(key);
    const view = {
      clientId: key,
      text,
      at,
      picked: value !== undefined,
      photos: photos.map((name) => ({ name, thumbnail: undefined })),
    };
    const entry = known ?? show(view);
    byId.set(id, entry);
    entry.show({ kind: 'sent' });
  }
  function takeBot(message: BotMessage) {
    if (message.replyToId) byId.get(message.replyToId)?.show({ kind: 'delivered' });
    const entry = botEntry(message, ports);
    if (message.choices.length > 0) {
      retire();
      open = entry;
    }
    log.add(entry.node, message.at, false);
  }
  return {
    take(activity) {
      if (seen.has(activity.id)) return false;
      seen.add(activity.id);
      if (activity.kind === 'own') takeOwn(activity);
      else takeBot(activity);
      return true;
    },
    write: (view) => void show(view),
    report(clientId, delivery, id) {
      const entry = own.get(clientId);
      if (!entry) return;
      // The echo may have come before the answer to the request: "delivered" is not taken back.
      if (id && byId.has(id)) return;
      if (id) byId.set(id, entry);
      entry.show(delivery);
      log.settle();
    },
    knows: (clientId) => own.has(clientId),
    retire,
    focusAnswers() {
      const buttons = open?.node.querySelectorAll<HTMLElement>('.answers button, .answers input') ?? [];
      const last = [...buttons].at(0);
      last?.focus();
      return last !== undefined;
    },
    relabel: () => own.forEach((entry) => entry.relabel()),
  };
}

/** Typing has no place in the transcript. */
export const isMessage = (activity: Incoming): activity is BotMessage | OwnMessage => activity.kind !== 'typing';
