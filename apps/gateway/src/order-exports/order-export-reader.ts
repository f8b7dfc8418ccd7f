import { type OrderExportPage, ReadOrderExport, validate } from '#contracts';
import type { Bus, RequestOptions } from '#messaging';

/**
 * The rows of an export, a page at a time, until the last one or until nobody wants them any more. Unlike other answers
 * they are not validated here: that would copy every cell.
 */
export async function* exportPages(
  bus: Bus,
  filters: ReadOrderExport,
  caller: RequestOptions,
  signal: AbortSignal,
): AsyncGenerator<string[][]> {
  let cursor: string | undefined;
  do {
    const request = validate(ReadOrderExport, { ...filters, ...(cursor ? { cursor } : {}) }, 'refuse');
    const page = JSON.parse(await bus.forward('desk.order-export.read', request, caller)) as OrderExportPage;
    if (signal.aborted) return;
    yield page.rows;
    cursor = page.nextCursor;
  } while (cursor);
}
