import { en } from './en';
import { es } from './es';
import type { Words } from './words';

/** Every language the reader understands; customers mix them, so all are read whatever the locale. */
export const LANGUAGES: readonly Words[] = [en, es];
