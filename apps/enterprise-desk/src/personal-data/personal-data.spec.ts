import { randomBytes } from 'node:crypto';
import { maskName, maskPhone, PersonalData } from './personal-data';

describe('PersonalData', () => {
  const data = new PersonalData(randomBytes(32));

  it('gives back what it encrypted, and never the same ciphertext twice', () => {
    expect(data.decrypt(data.encrypt('王小明 13800138000'))).toBe('王小明 13800138000');
    expect(data.encrypt('a')).not.toBe(data.encrypt('a'));
  });

  it('refuses what was changed or encrypted with another key', () => {
    const encrypted = Buffer.from(data.encrypt('13800138000'), 'base64');
    encrypted[encrypted.length - 1] = (encrypted.at(-1) ?? 0) ^ 1;
    expect(() => data.decrypt(encrypted.toString('base64'))).toThrow();
    expect(() => new PersonalData(randomBytes(32)).decrypt(data.encrypt('x'))).toThrow();
  });
});

it.each([
  ['13800138000', '138****8000'],
  ['+8613800138000', '+86****8000'],
  ['6212345', '****45'],
])('masks the phone %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));

it.each([
  ['王小明', '王**'],
  ['John Smith', 'J***'],
])('masks the name %s', (name, masked) => expect(maskName(name)).toBe(masked));
