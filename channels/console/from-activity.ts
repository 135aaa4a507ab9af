import type { Outgoing } from '../../src/channel';

/** What the terminal shows of a message: its text, indented so that the two speakers can be told apart. */
export const fromActivity = ({ text }: Outgoing): string =>
  text
    .split('\n')
    .map((line) => (line ? `  ${line}` : ''))
    .join('\n');
