import type { RenderedChoice } from '../../src/channel';

type Json = Record<string, unknown>;

/** Teams shows six actions beside each other and hides the others. */
const PER_ROW = 6;
/** The first version with action sets in the body; every host of ours shows it. */
const VERSION = '1.2';

const rows = <T>(all: T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / PER_ROW) }, (_, i) => all.slice(i * PER_ROW, (i + 1) * PER_ROW));

/** Runs of text, not text blocks: those would read a customer's own words as Markdown. */
const paragraph = (text: string): Json => ({ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text }] });

/**
 * An Adaptive Card of paragraphs and buttons. A button carries its choice's value, which names the question it answers;
 * what it is called is not sent. https://adaptivecards.io/explorer/Action.Submit.html
 */
export function cardOf(texts: string[], choices: RenderedChoice[]): Json {
  const buttons = choices.map(({ value, text }) => ({ type: 'Action.Submit', title: text, data: { redress: value } }));
  return {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      type: 'AdaptiveCard',
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      version: VERSION,
      body: [...texts.map(paragraph), ...rows(buttons).map((actions) => ({ type: 'ActionSet', actions }))],
    },
  };
}
