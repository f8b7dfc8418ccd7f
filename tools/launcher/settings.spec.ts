import { getMetadataStorage } from 'class-validator';
import { DeskEnv } from '../../apps/enterprise-desk/src/desk.env';
import { EmbeddingEnv } from '../../apps/knowledge/src/knowledge.env';
import { requireKnownSettings, SETTINGS } from './settings';

const settingsOf = (type: new () => object, prefix: string): string[] => {
  const found = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  return [...new Set(found.map(({ propertyName }) => propertyName))].filter((name) =>
    name.startsWith(prefix),
  );
};

describe('the settings of the start', () => {
  it.each([
    [DeskEnv, 'RETENTION_'],
    [EmbeddingEnv, 'EMBEDDING_'],
  ])('are those of %p', (type, prefix) => {
    const known = SETTINGS.filter((name) => name.startsWith(prefix));
    expect(settingsOf(type, prefix).sort()).toEqual([...known].sort());
  });

  it('are refused when they are misspelt', () => {
    const env = { PATH: '/bin', QIFU_PORT: '1', RETENTION_ORDER_DAY: '30', QIFU_POSTGRES_PROT: '2' };
    expect(() => requireKnownSettings(env)).toThrow(/^RETENTION_ORDER_DAY, QIFU_POSTGRES_PROT means nothing/);
    expect(() => requireKnownSettings({ PATH: '/bin', RETENTION_ORDER_DAYS: '30' })).not.toThrow();
  });
});
