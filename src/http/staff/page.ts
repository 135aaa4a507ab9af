import type { PageRequest } from '../../intake/ports';
import type { PageQuery } from './shapes';

/** The page a query asks for. */
export const pageRequest = ({ limit, cursor }: PageQuery): PageRequest => ({
  limit,
  ...(cursor === undefined ? {} : { cursor }),
});
