import { withoutShortcodes } from './shortcodes';

export type ForCustomer = { ok: true; text: string } | { ok: false; problem: string };

const MENTION =
  'Mentions and broadcasts of Slack ({what}) mean nothing to a customer. Write the name instead, or take it out.';
const CODE = ':{what}: is a picture of your workspace only: the customer would read its name. Take it out.';

const problem = (sentence: string, what: string): ForCustomer => ({
  ok: false,
  problem: sentence.replace('{what}', what),
});

/** `<!here>`, `<@U…>`, `<#C…>`, and what people type for the first. https://docs.slack.dev/messaging/formatting-message-text */
const MENTIONS = /<[!@#][^<>]*>|(?<![\p{L}\p{N}.@])@(?:channel|here|everyone)\b/iu;

/** `<url|text>`, `<url>`, and addresses that Slack links: `<mailto:a@b.c|a@b.c>`. */
const LINK = /<((?:https?|mailto|tel):[^<>|\s]+)(?:\|([^<>]*))?>/gi;

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

function linked(_whole: string, url: string, label: string | undefined): string {
  const target = url.replace(/^(mailto|tel):/i, '');
  return !label?.trim() || label === target || label === url ? target : `${label} (${target})`;
}

/**
 * What an agent typed in Slack as the customer will read it: pictures as characters, links as `text (url)`, entities
 * decoded. Refused, with a sentence for the agent, where it holds what only Slack understands.
 */
export function toCustomer(typed: string): ForCustomer {
  const mention = MENTIONS.exec(typed)?.[0];
  if (mention) return problem(MENTION, mention);
  const { text, unknown } = withoutShortcodes(typed.replace(LINK, linked));
  if (unknown[0] !== undefined) return problem(CODE, unknown[0]);
  return { ok: true, text: text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity).trim() };
}
