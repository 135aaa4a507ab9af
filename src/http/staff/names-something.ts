import { AppError } from '../../errors';

/**
 * A change names what it changes. Fields nobody knows were left out before: a slip of the pen in the only one must not be
 * answered as if it had been done. Throws AppError `BadRequest`.
 */
export function namesSomething(change: object): void {
  if (Object.keys(change).length > 0) return;
  throw new AppError('BadRequest', 'nothing is named that can be changed', { field: 'body' });
}
