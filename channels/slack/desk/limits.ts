/**
 * How much Slack takes. https://docs.slack.dev/reference/block-kit (one page per block, element and object) and
 * https://docs.slack.dev/reference/views; `messageCharacters` is undocumented, found by those who ran into it.
 */
export const LIMITS = {
  messageBlocks: 50,
  viewBlocks: 100,
  messageCharacters: 13_200,
  section: 3_000,
  header: 150,
  contextElements: 10,
  actionElements: 25,
  button: 75,
  value: 2_000,
  option: 75,
  optionValue: 150,
  options: 100,
  label: 2_000,
  placeholder: 150,
  input: 3_000,
  title: 24,
  privateMetadata: 3_000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
} as const;
