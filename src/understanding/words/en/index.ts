import type { Words } from '../words';
import { answers } from './answers';
import { change, controls, languageNames, switchTo } from './controls';
import { intents } from './intents';
import { manner, payTo } from './manner';
import { reasons } from './reasons';
import { spelling } from './spelling';
import { things } from './things';

/** English. */
export const en: Words = {
  language: 'en',
  languageNames,
  switchTo,
  controls,
  change,
  answers,
  intents,
  reasons,
  things,
  manner,
  payTo,
  spelling,
};
