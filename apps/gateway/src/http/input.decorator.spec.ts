import { AppError, EditMessage, ListEntries, ResolveConversation } from '#contracts';
import { readInput } from './input.decorator';

const ID = '0190a0a0-0000-7000-8000-000000000000';

const request = (parts: object, headers: Record<string, string> = {}) =>
  ({
    method: 'POST',
    query: {},
    params: {},
    header: (name: string) => headers[name],
    ...parts,
  }) as unknown as Parameters<typeof readInput>[1];

describe('readInput', () => {
  it('puts body, path and Idempotency-Key together; the path wins', () => {
    const parts = { params: { conversationId: ID, target: '7' }, body: { text: 'x', target: 1 } };
    expect(readInput(EditMessage, request(parts, { 'idempotency-key': '"k-1"' }))).toEqual({
      conversationId: ID,
      target: 7,
      text: 'x',
      clientMessageId: 'k-1',
    });
  });

  it('names the header that is missing', () => {
    const read = (): unknown =>
      readInput(EditMessage, request({ params: { conversationId: ID, target: '7' } }));
    expect(read).toThrow('The header Idempotency-Key is missing.');
  });

  it('reads numbers of the query, and refuses what is none', () => {
    const parts = { method: 'GET', params: { conversationId: ID }, query: { after: '3' } };
    expect(readInput(ListEntries, request(parts))).toMatchObject({ after: 3 });
    expect(() => readInput(ListEntries, request({ ...parts, query: { after: 'x' } }))).toThrow(AppError);
    expect(() => readInput(ListEntries, request({ ...parts, query: { other: '1' } }))).toThrow('other');
  });

  it('needs no body where nothing is required, and takes no other than an object', () => {
    const params = { conversationId: ID };
    expect(readInput(ResolveConversation, request({ params }))).toEqual(params);
    expect(() => readInput(ResolveConversation, request({ params, body: [] }))).toThrow('JSON object');
  });
});
