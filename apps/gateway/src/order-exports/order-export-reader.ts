import { type OrderExportPage, ReadOrderExport, validate } from '#contracts';
import type { Bus, RequestOptions } from '#messaging';

/** The rows of an export, a page at a time, until the last one or until nobody wants them any more. */
export async function* exportPages(
  bus: Bus,
  filters: ReadOrderExport,
  caller: RequestOptions,
  signal: AbortSignal,
): AsyncGenerator<string[][]> {
  let cursor: string | undefined;
  do {
    const request = validate(ReadOrderExport, { ...filters, ...(cursor ? { cursor } : {}) }, 'refuse');
    const page: OrderExportPage = await bus.request('desk.order-export.read', request, caller);
    if (signal.aborted) return;
    yield page.rows;
    cursor = page.nextCursor;
  } while (cursor);
}
