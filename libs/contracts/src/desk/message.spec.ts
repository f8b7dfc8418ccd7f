import { type AppError } from '../errors';
import { validate } from '../validation';
import { SendMessage } from './message';

const fieldsOf = (message: object): string[] => {
  const conversationId = '0198c7a0-0000-7000-8000-000000000000';
  try {
    validate(SendMessage, { conversationId, clientMessageId: 'k', ...message }, 'refuse');
    return [];
  } catch (error) {
    const fields = (error as AppError).details?.fields ?? [];
    return [...new Set(fields.map(({ field }) => field))];
  }
};

const matter = { type: 'matter', matterCode: 'GJJ-01', version: 1 };

it.each<[string, object, string[]]>([
  ['a text', { kind: 'text', text: '好' }, []],
  ['a card', { kind: 'card', card: matter }, []],
  ['a rating card', { kind: 'card', card: { type: 'rating' } }, []],
  ['a text with a card', { kind: 'text', text: '好', card: matter }, ['card']],
  ['a note with no card at all', { kind: 'note', text: '好', card: null }, ['card']],
  ['a card with a text', { kind: 'card', card: matter, text: '好' }, ['text']],
  [
    'a card of one type with the fields of another',
    { kind: 'card', card: { ...matter, answers: [] } },
    ['card.answers'],
  ],
  ['a text alone that is none', { kind: 'card', card: matter, text: { a: 1 } }, ['text']],
])('%s has its own fields and no others', (_, message, fields) => {
  expect(fieldsOf(message)).toEqual(fields);
});
